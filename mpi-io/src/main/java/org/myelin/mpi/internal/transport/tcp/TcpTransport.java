package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.transport.Driving;
import org.myelin.mpi.internal.transport.shm.Rings;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Inbound;
import org.myelin.mpi.spi.Landing;
import org.myelin.mpi.spi.Transport;

/**
 * Frames between processes: one connection for each pair of ranks, and beside it rings in shared
 * memory where a pair has them. Then the connection only wakes a rank that sleeps, and tells by its
 * end that a process has ended.
 */
public final class TcpTransport implements Transport {
  private static final long LAST_WORDS_MILLIS = 1000;

  /** With rings, sockets have little to say. */
  private static final int POLLS_PER_SELECT = 256;

  /** After it has said that it sleeps, a rank looks so often for what was on its way. */
  private static final int LAST_LOOKS = 50;

  private final int rank;
  private final Selector selector;
  private final Connection[] connections;
  private final Rings rings;
  private final boolean onlyRings;
  private final Driving driving = new Driving(new Work());
  private int polls;

  /** {@code channels} are connected and proved; the own rank's entry is null. */
  public TcpTransport(int rank, SocketChannel[] channels, Inbound inbound) {
    this(rank, channels, inbound, null);
  }

  /** With rings, which are open as far as they will be, or null. */
  public TcpTransport(int rank, SocketChannel[] channels, Inbound inbound, Rings rings) {
    this.rank = rank;
    this.rings = rings;
    connections = new Connection[channels.length];
    Inbound first = new Farewells(inbound, channels.length);
    boolean all = rings != null;
    try {
      selector = Selector.open();
      for (int i = 0; i < channels.length; i++) {
        if (i != rank) {
          connections[i] = new Connection(i, channels[i], selector, first);
          all = all && rings.reaches(i);
        }
      }
    } catch (IOException failed) {
      throw new MpiException(
          ErrorClass.OTHER, rank, "cannot use its connections: " + failed.getMessage(), failed);
    }
    onlyRings = all;
    if (rings != null) {
      Frame ring = Frame.control(FrameType.DOORBELL, 0, 0, 0);
      rings.start(first, peer -> connections[peer].send(ring, null, () -> {}));
    }
  }

  @Override
  public void start() {
    driving.start("myelin-tcp-" + rank);
  }

  @Override
  public String name() {
    return rings == null ? "tcp" : "shm";
  }

  @Override
  public void send(int destination, Frame frame, ByteBuffer payload, Runnable sent) {
    if (rings != null && rings.reaches(destination)) {
      rings.send(destination, frame, payload, sent);
    } else {
      connections[destination].send(frame, payload, sent);
    }
  }

  @Override
  public boolean progress() {
    return driving.progress();
  }

  @Override
  public boolean asksSystem() {
    return rings == null;
  }

  @Override
  public void doze(long nanos) {
    driving.doze(nanos);
  }

  @Override
  public void wake() {
    driving.wake();
  }

  @Override
  public void close() {
    long end = System.currentTimeMillis() + LAST_WORDS_MILLIS;
    while (!idle() && System.currentTimeMillis() < end) {
      if (!progress()) {
        Thread.yield();
      }
    }
    driving.close(LAST_WORDS_MILLIS);
    for (Connection connection : connections) {
      if (connection != null) {
        connection.close();
      }
    }
    try {
      selector.close();
    } catch (IOException ignored) {
      // Nothing is left to be lost.
    }
  }

  private boolean idle() {
    for (Connection connection : connections) {
      if (connection != null && !connection.idle()) {
        return false;
      }
    }
    return rings == null || !rings.waiting();
  }

  private final class Work implements Driving.Work {
    @Override
    public boolean poll() {
      boolean moved = rings != null && rings.progress();
      if (!onlyRings || (!moved && ++polls % POLLS_PER_SELECT == 0)) {
        moved |= select(0);
      }
      return moved;
    }

    @Override
    public void sleep(long nanos) {
      long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
      if (rings == null) {
        select(millis);
        return;
      }
      rings.asleep(true);
      boolean moved = false;
      for (int i = 0; i < LAST_LOOKS && !moved; i++) {
        Thread.onSpinWait();
        moved = rings.progress();
      }
      if (!moved) {
        // Nobody rings when a ring that was full has room again.
        select(rings.waiting() ? 1 : millis);
      }
      rings.asleep(false);
    }

    @Override
    public void wake() {
      selector.wakeup();
    }

    private boolean select(long millis) {
      try {
        return (millis == 0
                ? selector.selectNow(this::serve)
                : selector.select(this::serve, millis))
            > 0;
      } catch (IOException | CancelledKeyException | ClosedSelectorException failed) {
        for (Connection connection : connections) {
          if (connection != null) {
            connection.close();
          }
        }
        return false;
      }
    }

    private void serve(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      int ready = key.isValid() ? key.readyOps() : 0;
      if ((ready & SelectionKey.OP_READ) != 0) {
        connection.read();
      }
      if ((ready & SelectionKey.OP_WRITE) != 0) {
        connection.flush();
      }
    }
  }

  /**
   * Knows who has said goodbye, by whatever way: the end of that connection is no failure. What a
   * rank that is gone has left in its ring is read before its end is told.
   */
  private final class Farewells implements Inbound {
    private final Inbound inbound;
    private final boolean[] said;

    Farewells(Inbound inbound, int ranks) {
      this.inbound = inbound;
      said = new boolean[ranks];
    }

    @Override
    public Landing accept(int source, Frame frame) {
      if (frame.type() == FrameType.GOODBYE) {
        said[source] = true;
      }
      return inbound.accept(source, frame);
    }

    @Override
    public void lost(int source, String why) {
      if (rings != null) {
        while (rings.progress()) {
          // There was more.
        }
        rings.lost(source);
      }
      if (!said[source]) {
        inbound.lost(source, why);
      }
    }
  }
}
