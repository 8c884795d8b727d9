package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Landing;
import org.myelin.mpi.spi.Transport;

/** Lets a rank send to itself, and passes everything else on. */
public final class Loopback implements Transport {
  private final int rank;
  private final Engine engine;
  private final Transport others;

  /** {@code others} may be null for a rank that is alone. */
  public Loopback(int rank, Engine engine, Transport others) {
    this.rank = rank;
    this.engine = engine;
    this.others = others;
  }

  @Override
  public String name() {
    return others == null ? "self" : others.name();
  }

  @Override
  public void start() {
    if (others != null) {
      others.start();
    }
  }

  @Override
  public void send(int destination, Frame frame, ByteBuffer payload, Runnable sent) {
    if (destination == rank) {
      deliver(engine, rank, frame, payload, sent);
    } else {
      others.send(destination, frame, payload, sent);
    }
  }

  @Override
  public boolean progress() {
    return others != null && others.progress();
  }

  @Override
  public boolean asksSystem() {
    return others != null && others.asksSystem();
  }

  @Override
  public void doze(long nanos) {
    if (others == null) {
      Transport.super.doze(nanos);
    } else {
      others.doze(nanos);
    }
  }

  @Override
  public void wake() {
    if (others != null) {
      others.wake();
    }
  }

  /** Puts a frame straight into another engine. */
  public static void deliver(Engine to, int from, Frame frame, ByteBuffer payload, Runnable sent) {
    Landing landing = to.accept(from, frame);
    if (payload != null) {
      landing.buffer().put(payload.duplicate());
    }
    landing.landed();
    sent.run();
  }

  @Override
  public void close() {
    if (others != null) {
      others.close();
    }
  }
}
