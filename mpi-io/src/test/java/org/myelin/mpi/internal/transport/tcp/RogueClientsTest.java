package org.myelin.mpi.internal.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.mpi.internal.transport.tcp.Handshake.Purpose;

/**
 * Strangers of every manner. Catches one that is let in, and a listener that allocates what a
 * stranger claims.
 */
@Timeout(150)
class RogueClientsTest {
  private static final Object BEAN;
  private static final Method ALLOCATED;

  static {
    // By reflection, as this module does not read the one that knows.
    try {
      BEAN =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      ALLOCATED =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
    } catch (ReflectiveOperationException missing) {
      throw new ExceptionInInitializerError(missing);
    }
  }

  private static final int COORDINATOR = -1;
  private static final int CALLS = 40;
  private static final long MOST_BYTES = 4096;

  private static Handshake handshake() {
    byte[] secret = new byte[32];
    new Random(11).nextBytes(secret);
    return new Handshake(secret, 3000);
  }

  @ParameterizedTest
  @EnumSource
  void noneGetsInAndNoneCostsMuch(Rogue rogue) throws Exception {
    AtomicInteger taken = new AtomicInteger();
    try (Acceptor acceptor =
        new Acceptor(
            handshake(),
            Purpose.COORDINATOR,
            COORDINATOR,
            (rank, channel) -> taken.incrementAndGet() > 0)) {
      call(rogue, acceptor, 20);
      long listener = accepting();
      long before = allocated(listener);
      call(rogue, acceptor, CALLS);
      long inListener = (allocated(listener) - before) / CALLS;
      assertThat(taken).hasValue(0);
      assertThat(acceptor.refused()).isEqualTo(20 + CALLS);
      System.out.printf("%s: %d bytes allocated for each call%n", rogue, inListener);
      assertThat(inListener).isLessThan(MOST_BYTES);
    }
  }

  /** Catches strangers that take all the places where ranks are greeted. */
  @Test
  void aCrowdThatSaysNothingDoesNotKeepARankOut() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    List<Socket> crowd = new ArrayList<>();
    try (Acceptor acceptor =
        new Acceptor(
            handshake(),
            Purpose.COORDINATOR,
            COORDINATOR,
            (rank, channel) -> taken.incrementAndGet() > 0)) {
      for (int i = 0; i < 100; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), acceptor.port()));
      }
      try (Socket honest = new Socket(InetAddress.getLoopbackAddress(), acceptor.port())) {
        handshake().connect(honest, Purpose.COORDINATOR, 1, COORDINATOR);
      }
      while (taken.get() == 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      for (Socket stranger : crowd) {
        stranger.close();
      }
    }
  }

  private static void call(Rogue rogue, Acceptor acceptor, int times) throws Exception {
    long before = acceptor.refused();
    for (int i = 0; i < times; i++) {
      assertThat(rogue.call(acceptor.port()).length).isIn(0, 64);
    }
    while (acceptor.refused() < before + times) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Bytes that a thread has allocated. */
  private static long allocated(long thread) throws ReflectiveOperationException {
    return (long) ALLOCATED.invoke(BEAN, thread);
  }

  /** The thread that accepts. */
  private static long accepting() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("myelin-accept-" + COORDINATOR))
        .mapToLong(Thread::getId)
        .max()
        .orElseThrow();
  }
}
