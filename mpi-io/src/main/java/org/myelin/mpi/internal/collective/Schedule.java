package org.myelin.mpi.internal.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Operation;

/**
 * One collective operation under way on one rank: rounds of sends and receives, each begun when the
 * one before has ended, by the thread that ended it. So it goes on whether or not somebody waits,
 * and blocking, nonblocking and persistent calls are the same thing.
 */
public final class Schedule extends Operation {
  private final CollectiveCall call;
  private final List<Consumer<Exchange>> rounds = new ArrayList<>();
  private int next;
  private volatile Exchange current;

  /** No rounds yet. */
  public Schedule(CollectiveCall call) {
    super(call.context(), Engine.ANY, Engine.ANY);
    this.call = call;
  }

  CollectiveCall call() {
    return call;
  }

  /** Adds a round; {@code body} runs at its beginning and says what is sent and received. */
  Schedule round(Consumer<Exchange> body) {
    rounds.add(body);
    return this;
  }

  /** Adds something to do when all rounds so far have ended. */
  public Schedule then(Runnable action) {
    return round(exchange -> action.run());
  }

  /** Begins the first round. */
  public Schedule start() {
    run();
    return this;
  }

  /** How a wait for it is described. */
  public Call described() {
    return call.described();
  }

  /** A partner of the present round that has not done its part. */
  @Override
  public int waitsFor() {
    Exchange exchange = current;
    return exchange == null ? Engine.ANY : exchange.waitsFor();
  }

  @Override
  protected void abandoned(Engine engine) {
    Exchange exchange = current;
    if (exchange != null) {
      exchange.abandon(engine);
    }
  }

  private void run() {
    while (step()) {
      Exchange ended = current;
      if (!ended.endsAtOnce(this::resume)) {
        return;
      }
      if (!checked(ended)) {
        return;
      }
    }
  }

  private void resume() {
    if (checked(current)) {
      run();
    }
  }

  /** Begins the next round; false when there is none or it cannot begin. */
  private boolean step() {
    if (next == rounds.size()) {
      complete(0);
      return false;
    }
    Exchange exchange = new Exchange(call);
    current = exchange;
    return tried(() -> rounds.get(next++).accept(exchange));
  }

  private boolean checked(Exchange exchange) {
    return tried(exchange::check);
  }

  /**
   * What a round throws, a user's reduction included, ends this operation and not the thread that
   * happened to run it.
   */
  private boolean tried(Runnable part) {
    try {
      part.run();
      return true;
    } catch (MpiException failed) {
      fail(failed);
    } catch (RuntimeException | Error failed) {
      String text = call.described().text().get() + " failed: " + failed;
      fail(new MpiException(ErrorClass.OTHER, call.worldRank(), text, failed));
    }
    return false;
  }
}
