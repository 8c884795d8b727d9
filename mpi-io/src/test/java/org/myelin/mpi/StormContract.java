package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random messages on several communicators at once, checked against what the standard promises:
 * each message once, whole, and none overtakes another of the same source that the same receive
 * would have taken.
 */
abstract class StormContract {
  private static final int HEADER = 20;
  private static final int WINDOW = 16;
  private static final int EACH = 2000;
  private static final int LONGEST = 150_000;

  abstract void job(int ranks, Mpi.RankProgram program);

  private record Message(int comm, int from, int to, int tag, int number, int length) {}

  /** A receive as posted (-1 is any) and what it got. */
  private record Receipt(int source, int tag, Message got) {
    boolean wouldTake(Message message) {
      return (source < 0 || source == message.from) && (tag < 0 || tag == message.tag);
    }
  }

  @Test
  void everyMessageComesOnceWholeAndInOrder() {
    for (int ranks = 1; ranks <= 5; ranks++) {
      long seed = new Random().nextLong();
      System.out.println("storm of " + ranks + " ranks, seed " + seed);
      storm(ranks, seed, 120);
    }
  }

  /**
   * As above until a million messages have come; {@code -Dmyelin.storm.messages} for another
   * number.
   */
  @Test
  @Tag("long")
  void aMillionMessagesComeOnceWholeAndInOrder() {
    long wanted = Long.getLong("myelin.storm.messages", 1_000_000);
    long first = new Random().nextLong();
    System.out.println(getClass().getSimpleName() + " seed " + first);
    Random random = new Random(first);
    long messages = 0;
    while (messages < wanted) {
      int ranks = 1 + random.nextInt(9);
      long seed = random.nextLong();
      try {
        storm(ranks, seed, EACH);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError("storm of " + ranks + " ranks, seed " + seed, failed);
      }
      messages += (long) ranks * EACH;
    }
    System.out.println(getClass().getSimpleName() + ": " + messages + " messages");
  }

  private void storm(int ranks, long seed, int each) {
    List<Message> plan = plan(ranks, seed, each);
    job(
        ranks,
        mpi -> {
          Intracomm[] comms = {
            mpi.world(), mpi.world().dup(), mpi.world().dup(), mpi.world().split(0, 0)
          };
          int me = comms[0].rank();
          Random random = new Random(seed + me);
          List<List<Receipt>> receipts = new ArrayList<>();
          for (int c = 0; c < comms.length; c++) {
            receipts.add(Collections.synchronizedList(new ArrayList<>()));
          }
          List<Thread> threads = new ArrayList<>();
          List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
          for (int c = 0; c < comms.length; c++) {
            int comm = c;
            Random own = new Random(random.nextLong());
            Thread receiver =
                new Thread(
                    () -> receive(comms[comm], comm, plan, me, own, receipts.get(comm)), "receive");
            receiver.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
            receiver.start();
            threads.add(receiver);
          }
          send(comms, plan, me, random);
          for (Thread thread : threads) {
            thread.join();
          }
          assertThat(failures).isEmpty();
          for (int c = 0; c < comms.length; c++) {
            check(receipts.get(c), plan, c, me);
          }
        });
  }

  private static List<Message> plan(int ranks, long seed, int each) {
    Random random = new Random(seed);
    List<Message> plan = new ArrayList<>();
    for (int from = 0; from < ranks; from++) {
      for (int i = 0; i < each; i++) {
        int kind = random.nextInt(20);
        int limit = kind == 0 ? LONGEST : kind < 4 ? 70_000 : 600;
        int length = HEADER + random.nextInt(limit - HEADER);
        plan.add(
            new Message(
                random.nextInt(4), from, random.nextInt(ranks), random.nextInt(3), i, length));
      }
    }
    return plan;
  }

  private static void send(Intracomm[] comms, List<Message> plan, int me, Random random) {
    List<Request> open = new ArrayList<>();
    for (Message message : plan) {
      if (message.from == me) {
        ByteBuffer bytes =
            random.nextBoolean()
                ? ByteBuffer.allocate(message.length)
                : ByteBuffer.allocateDirect(message.length);
        fill(bytes, message);
        open.add(comms[message.comm].isend(bytes, message.to, message.tag));
        if (random.nextInt(30) == 0) {
          Thread.yield();
        }
      }
    }
    Request.awaitAll(open.toArray(new Request[0]));
  }

  /** One way of naming receives on each communicator, so that none takes what another needs. */
  private static void receive(
      Intracomm comm, int number, List<Message> plan, int me, Random random, List<Receipt> done) {
    List<Message> expected =
        new ArrayList<>(plan.stream().filter(m -> m.to == me && m.comm == number).toList());
    Collections.shuffle(expected, random);
    for (int at = 0; at < expected.size(); at += WINDOW) {
      List<Message> window = expected.subList(at, Math.min(expected.size(), at + WINDOW));
      ByteBuffer[] rooms = new ByteBuffer[window.size()];
      Request[] requests = new Request[window.size()];
      for (int i = 0; i < requests.length; i++) {
        rooms[i] = ByteBuffer.allocate(LONGEST);
        requests[i] =
            comm.irecv(rooms[i], source(number, window.get(i)), tag(number, window.get(i)));
      }
      for (int i = 0; i < requests.length; i++) {
        Status status = requests[i].await();
        Message got = verify(rooms[i], status, number, me);
        int source = source(number, window.get(i));
        int tag = tag(number, window.get(i));
        done.add(new Receipt(source == Comm.ANY_SOURCE ? -1 : source, tag, got));
      }
    }
  }

  private static int source(int comm, Message message) {
    return comm == 0 || comm == 1 ? message.from : Comm.ANY_SOURCE;
  }

  private static int tag(int comm, Message message) {
    return comm == 0 || comm == 2 ? message.tag : Comm.ANY_TAG;
  }

  private static void fill(ByteBuffer bytes, Message m) {
    bytes.putInt(m.comm).putInt(m.from).putInt(m.tag).putInt(m.number).putInt(m.length);
    for (int i = HEADER; i < m.length; i++) {
      bytes.put((byte) (i * 31 + m.number + m.from));
    }
    bytes.flip();
  }

  private static Message verify(ByteBuffer room, Status status, int comm, int me) {
    Message m =
        new Message(
            room.getInt(0), room.getInt(4), me, room.getInt(8), room.getInt(12), room.getInt(16));
    assertThat(status).isEqualTo(new Status(m.from, m.tag, m.length));
    assertThat(m.comm).isEqualTo(comm);
    ByteBuffer wanted = ByteBuffer.allocate(m.length);
    fill(wanted, m);
    assertThat(room.slice(0, m.length)).isEqualTo(wanted);
    return m;
  }

  private static void check(List<Receipt> receipts, List<Message> plan, int comm, int me) {
    assertThat(receipts.stream().map(Receipt::got))
        .containsExactlyInAnyOrderElementsOf(
            plan.stream().filter(m -> m.to == me && m.comm == comm).toList());
    for (int first = 0; first < receipts.size(); first++) {
      Receipt earlier = receipts.get(first);
      for (Receipt later : receipts.subList(first + 1, receipts.size())) {
        boolean overtaken =
            later.got.from == earlier.got.from
                && later.got.number < earlier.got.number
                && earlier.wouldTake(later.got);
        assertThat(overtaken).as("%s was overtaken by %s", later, earlier).isFalse();
      }
    }
  }
}
