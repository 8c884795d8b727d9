package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Inbound;
import org.myelin.mpi.spi.Landing;
import org.myelin.mpi.spi.Signature;
import org.myelin.mpi.spi.Transport;

/**
 * One rank's messages: sends small ones at once and large ones when their receive is there, matches
 * what arrives, and lets threads wait. Transports call in from their threads; nothing is sent and
 * no user memory is touched while the lock is held.
 */
public final class Engine implements Inbound {
  /** Any source or any tag. */
  public static final int ANY = -1;

  /** No rank. */
  static final int NOBODY = -2;

  /** In a frame of a failure: the job does not go on without that rank. */
  private static final int ENDS_JOB = 1;

  private final int rank;
  private final int size;
  private final JobState job;
  private final Credits credits;
  private final Object lock = new Object();
  private final Map<Integer, MatchQueues> queues = new HashMap<>();
  private final CollectiveCalls collectives;
  private final Rendezvous rendezvous = new Rendezvous();
  private final Set<SendOperation> buffered = ConcurrentHashMap.newKeySet();
  private final AtomicLong order = new AtomicLong();
  private final AtomicInteger contexts = new AtomicInteger(2);
  private final Map<Integer, Direct> directs = new ConcurrentHashMap<>();
  private Transport transport;

  /** A rank that has no transport yet. */
  public Engine(int rank, int size) {
    this(rank, size, Limits.goesOnAfterFailure());
  }

  /** As above, in a job that goes on when a rank has failed, or does not. */
  public Engine(int rank, int size, boolean goesOn) {
    this.rank = rank;
    this.size = size;
    job = new JobState(rank, size, goesOn);
    collectives = new CollectiveCalls(rank, job);
    credits = new Credits(size);
  }

  /** Gives the rank its way to the others. */
  public void start(Transport way) {
    transport = new Loopback(rank, this, way);
    collectives.start(transport);
    job.start(transport, (failed, why) -> spread(failed, why, 0));
    transport.start();
  }

  /** World rank. */
  public int rank() {
    return rank;
  }

  /** World size. */
  public int size() {
    return size;
  }

  /** The name of its way to the others. */
  public String transport() {
    return transport.name();
  }

  /** What is known of the job, and how to wait in it. */
  public JobState job() {
    return job;
  }

  /** First number for communicator traffic that no communicator of this rank has used. */
  public AtomicInteger nextContext() {
    return contexts;
  }

  /** Starts to send outside of collective calls. */
  public SendOperation send(
      SendMode mode, int context, int destination, int tag, Source source, Call call) {
    return send(mode, context, destination, tag, source, null, call);
  }

  /** Starts to send as a part of a collective call. */
  public SendOperation send(
      int context, int destination, int tag, Source source, Signature signature, Call call) {
    return send(SendMode.STANDARD, context, destination, tag, source, signature, call);
  }

  /** Starts to send from memory that nobody else uses; {@link #close} waits for its end. */
  public SendOperation sendBuffered(int context, int destination, int tag, Source copy, Call call) {
    SendOperation send = send(SendMode.STANDARD, context, destination, tag, copy, null, call);
    buffered.add(send);
    send.whenEnded(() -> buffered.remove(send));
    return send;
  }

  /** Waits until all buffered sends on {@code context} have ended. */
  public void flushBuffered(int context, Call call) {
    for (SendOperation send : buffered) {
      if (send.context() == context) {
        await(send, call);
      }
    }
  }

  private SendOperation send(
      SendMode mode,
      int context,
      int destination,
      int tag,
      Source source,
      Signature signature,
      Call call) {
    if (call.collective() == null) {
      job.check(call, destination);
    } else {
      // It may end well without this message, so the wait for it decides.
      job.check(call);
    }
    SendOperation send = new SendOperation(context, destination, tag, source);
    long bytes = source.bytes();
    if (job.departed(destination)) {
      return send;
    }
    if (mode == SendMode.STANDARD
        && bytes <= FrameType.EAGER.maxPayload()
        && credits.take(destination, bytes)) {
      Frame frame = new Frame(FrameType.EAGER, context, tag, (int) bytes, bytes, 0, signature);
      ByteBuffer payload = bytes == 0 ? null : source.piece(0, (int) bytes);
      transport.send(destination, frame, payload, () -> send.complete(bytes));
      return send;
    }
    long number = rendezvous.announced(send);
    Frame ready = new Frame(FrameType.READY, context, tag, 0, bytes, number, signature);
    transport.send(destination, ready, null, () -> {});
    return send;
  }

  /** Posts a receive from a world rank or {@link #ANY}. */
  public ReceiveOperation receive(int context, int source, int tag, Sink sink, Call call) {
    job.check(call);
    ReceiveOperation receive;
    Arrival message;
    synchronized (lock) {
      receive = new ReceiveOperation(context, source, tag, sink, order.incrementAndGet());
      MatchQueues queue = queue(context);
      message = queue.takeArrived(source, tag);
      if (message == null) {
        queue.post(receive);
        return receive;
      }
      if (message.claim(receive)) {
        return receive;
      }
    }
    take(message, receive);
    return receive;
  }

  /** Receives a message that {@link #match} took. */
  public ReceiveOperation receive(Arrival message, Sink sink, Call call) {
    job.check(call);
    int tag = message.frame.tag();
    ReceiveOperation receive =
        new ReceiveOperation(message.frame.context(), message.source, tag, sink, 0);
    synchronized (lock) {
      if (message.claim(receive)) {
        return receive;
      }
    }
    take(message, receive);
    return receive;
  }

  /** Takes the earliest message that a receive would get, for nobody else, or null. */
  public Arrival match(int context, int source, int tag, Call call) {
    job.check(call);
    synchronized (lock) {
      return queue(context).takeArrived(source, tag);
    }
  }

  /** The earliest message that a receive would get: {source, tag, bytes}, or null. */
  public long[] probe(int context, int source, int tag, Call call) {
    job.check(call);
    synchronized (lock) {
      Arrival found = queue(context).peekArrived(source, tag);
      return found == null ? null : new long[] {found.source, found.frame.tag(), found.bytes()};
    }
  }

  /** Forgets a receive that nobody waits for any more; false when a message has matched it. */
  public boolean withdraw(ReceiveOperation receive) {
    synchronized (lock) {
      return queue(receive.context()).withdraw(receive);
    }
  }

  /** Ends a receive that no message has matched; does nothing when one has. */
  public void cancel(ReceiveOperation receive) {
    if (withdraw(receive)) {
      receive.cancelled();
    }
  }

  /** Nobody will wait for an operation any more: what arrives for it does not touch its memory. */
  public void abandon(Operation operation) {
    operation.abandoned(this);
  }

  /** Waits until one of several operations has ended. */
  public void awaitAny(List<Operation> operations, Call call) {
    for (Operation operation : operations) {
      operation.waitedForBy(Thread.currentThread(), job.waiting());
    }
    job.await(
        () -> operations.stream().anyMatch(Operation::isDone), call, () -> partner(operations));
  }

  /** Of several operations' partners one that has failed, or any. */
  private int partner(List<Operation> operations) {
    if (failed().isEmpty()) {
      return ANY;
    }
    int found = NOBODY;
    for (Operation operation : operations) {
      int peer = operation.waitsFor();
      if (job.survival().failed(peer)) {
        return peer;
      }
      found = peer == ANY ? ANY : found;
    }
    return found;
  }

  /** Waits for the end of an operation, then throws what went wrong in it. */
  public void await(Operation operation, Call call) {
    operation.waitedForBy(Thread.currentThread(), job.waiting());
    try {
      job.await(operation::isDone, call, operation::waitsFor);
    } catch (RuntimeException hopeless) {
      abandon(operation);
      throw hopeless;
    }
    if (operation.error() != null) {
      throw operation.error();
    }
  }

  /** From now on frames of one-sided access with this number go to {@code direct}; null ends it. */
  public void direct(int context, Direct direct) {
    if (direct == null) {
      directs.remove(context);
    } else {
      directs.put(context, direct);
    }
  }

  /** Sends a frame that no receive matches. The payload must not change until it has gone. */
  public void sendDirect(int destination, Frame frame, ByteBuffer payload) {
    transport.send(destination, frame, payload, () -> {});
  }

  /** Makes a communicator's collective traffic known: who takes part, by world rank. */
  public CollectiveContext collective(int context, int[] group, String name) {
    return collectives.describe(context, group, name, members(context - 1, group));
  }

  /** What is known of the failures of a communicator, by the number of its messages. */
  public Members members(int context, int... ranks) {
    Members members = job.survival().members(context);
    members.describe(ranks);
    return members;
  }

  /** Makes every call on a communicator fail, on all its ranks. */
  public void revoke(Members members) {
    if (members.revoke()) {
      Frame frame = new Frame(FrameType.REVOKED, members.context(), 0, 0, 0, 0, null);
      for (int member : members.ranks()) {
        if (member != rank && !job.gone(member)) {
          transport.send(member, frame, null, () -> {});
        }
      }
      job.wakeAll();
    }
  }

  /** World ranks that have failed. */
  public BitSet failed() {
    return job.survival().failed();
  }

  /** The program knows of these failures. */
  public void acknowledge(Members members, BitSet failed) {
    members.acknowledge(failed);
  }

  /** Places in {@code group} of failed ranks that the program knows of. */
  public BitSet acknowledged(Members members, int... group) {
    BitSet places = new BitSet();
    for (int i = 0; i < group.length; i++) {
      places.set(i, members.acknowledged().get(group[i]));
    }
    return places;
  }

  /** Number of a communicator's next agreement. */
  public int nextAgreement(Members members) {
    return members.nextAgreement();
  }

  /** Whether a rank takes part no more. */
  public boolean gone(int peer) {
    return job.gone(peer);
  }

  /** Waits until an operation has ended or its partner is gone. */
  public void awaitUnlessGone(Operation operation, int peer, Call call) {
    operation.waitedForBy(Thread.currentThread(), job.waiting());
    job.await(() -> operation.isDone() || job.gone(peer), call, () -> peer);
  }

  /** Sends; a partner that is gone by now gets nothing. */
  public void sendUnlessGone(
      SendMode mode, int context, int destination, int tag, Source source, Call call) {
    try {
      send(mode, context, destination, tag, source, call);
    } catch (RankFailedException gone) {
      if (job.failed()) {
        throw gone;
      }
    }
  }

  /** This rank makes a collective call; a difference that is already known is told to all. */
  public void call(CollectiveContext context, Signature mine, Call call) {
    job.check(call, NOBODY);
    collectives.call(context, mine);
  }

  /** Tells all members that their calls do not match. */
  public void tellMismatch(CollectiveContext context, String text) {
    collectives.tell(context, text);
  }

  /** Tells all ranks that {@code failed} cannot go on. */
  public void tellFailure(int failed, String cause) {
    job.rankFailed(failed, cause);
    spread(failed, cause, 0);
  }

  /** Tells all ranks that the job does not go on, even if it could without {@code failed}. */
  public void tellEnd(int failed, String cause) {
    job.fail(new RankFailure(failed, cause));
    spread(failed, cause, ENDS_JOB);
  }

  private void spread(int failed, String cause, int end) {
    byte[] bytes = CollectiveCalls.bounded(cause);
    Frame frame = Frame.control(FrameType.FAILED, bytes.length, failed, end);
    for (int peer = 0; peer < size; peer++) {
      if (peer != rank) {
        transport.send(peer, frame, ByteBuffer.wrap(bytes), () -> {});
      }
    }
  }

  /** Says goodbye to all, waits until they have seen everything before it, and ends the traffic. */
  public void close() {
    Call closing = new Call(() -> "close, which waits for buffered sends", null);
    for (SendOperation send : buffered) {
      if (!job.failed() && !job.gone(send.peer())) {
        await(send, closing);
      }
    }
    job.close();
    if (!job.failed()) {
      for (int peer = 0; peer < size; peer++) {
        if (peer != rank && !job.gone(peer)) {
          transport.send(peer, Frame.control(FrameType.GOODBYE, 0, 0, 0), null, () -> {});
        }
      }
      job.awaitGoodbyes();
    }
    transport.close();
  }

  @Override
  public Landing accept(int source, Frame frame) {
    switch (frame.type()) {
      case EAGER:
        return eager(source, frame);
      case READY:
        ready(source, frame);
        return NoLanding.NOTHING;
      case CLEAR:
        clear(frame);
        return NoLanding.NOTHING;
      case DATA:
        return rendezvous.data(frame);
      case CREDIT:
        credits.giveBack(source, frame.first());
        return NoLanding.NOTHING;
      case MISMATCH:
        return new TextLanding(frame.length(), text -> collectives.heard(frame.context(), text));
      case FAILED:
        int failed = (int) frame.first();
        return new TextLanding(
            frame.length(),
            text -> {
              if (frame.second() == ENDS_JOB) {
                job.fail(new RankFailure(failed, text));
              } else {
                job.rankFailed(failed, text);
              }
            });
      case REVOKED:
        revoke(job.survival().members(frame.context()));
        return NoLanding.NOTHING;
      case GOODBYE:
        job.goodbye(source);
        transport.send(source, Frame.control(FrameType.GOODBYE_SEEN, 0, 0, 0), null, () -> {});
        return NoLanding.NOTHING;
      case GOODBYE_SEEN:
        job.goodbyeSeen(source);
        return NoLanding.NOTHING;
      case RMA:
      case RMA_REPLY:
        return new DirectLanding(directs.get(frame.context()), source, frame);
      case DOORBELL:
        break;
    }
    throw new IllegalArgumentException("unexpected frame " + frame.type());
  }

  @Override
  public void lost(int source, String why) {
    job.lost(source, why);
  }

  private Landing eager(int source, Frame frame) {
    ReceiveOperation receive;
    Arrival unexpected = null;
    String mismatch;
    synchronized (lock) {
      mismatch = collectives.compare(source, frame);
      receive = queue(frame.context()).takePosted(source, frame.tag());
      if (receive == null) {
        ByteBuffer room = ByteBuffer.allocate(frame.length());
        unexpected = new Arrival(source, frame, room);
        queue(frame.context()).arrive(unexpected);
      }
    }
    collectives.report(frame, mismatch);
    if (receive == null) {
      return new UnexpectedLanding(this, unexpected);
    }
    boolean fits = receive.begin(source, frame.tag(), frame.first(), rank);
    return new EagerLanding(this, source, frame.length(), fits ? receive : null);
  }

  private void ready(int source, Frame frame) {
    ReceiveOperation receive;
    String mismatch;
    synchronized (lock) {
      mismatch = collectives.compare(source, frame);
      receive = queue(frame.context()).takePosted(source, frame.tag());
      if (receive == null) {
        queue(frame.context()).arrive(new Arrival(source, frame, null));
      }
    }
    collectives.report(frame, mismatch);
    if (receive == null) {
      job.wakeAll();
    } else {
      clearToSend(source, frame, receive);
    }
  }

  private void clear(Frame frame) {
    SendOperation send = rendezvous.cleared(frame);
    if (send == null) {
      return;
    }
    if (frame.second() < 0) {
      send.complete(send.source().bytes());
    } else {
      send.stream(transport, frame.second());
    }
  }

  /** The bytes of a small unexpected message are complete. */
  void landed(Arrival message) {
    ReceiveOperation receive;
    synchronized (lock) {
      message.landed = true;
      receive = message.claimedBy;
    }
    if (receive == null) {
      job.wakeAll();
    } else {
      take(message, receive);
    }
  }

  /** Small messages of so many bytes were taken; tells the sender when it is worth a frame. */
  void consumed(int source, long bytes) {
    long back = credits.consumed(source, bytes);
    if (back > 0) {
      transport.send(source, Frame.control(FrameType.CREDIT, 0, back, 0), null, () -> {});
    }
  }

  private void take(Arrival message, ReceiveOperation receive) {
    if (message.data == null) {
      clearToSend(message.source, message.frame, receive);
      return;
    }
    int length = message.frame.length();
    if (receive.begin(message.source, message.frame.tag(), length, rank)) {
      if (length > 0) {
        ByteBuffer room = receive.sink().piece(0, length);
        room.duplicate().put(message.data.duplicate().clear());
        receive.sink().done(0, length, room);
      }
      receive.arrived(length);
    }
    consumed(message.source, length);
  }

  private void clearToSend(int source, Frame ready, ReceiveOperation receive) {
    boolean fits = receive.begin(source, ready.tag(), ready.first(), rank);
    long number = fits && ready.first() > 0 ? rendezvous.expecting(receive) : -1;
    transport.send(
        source, Frame.control(FrameType.CLEAR, 0, ready.second(), number), null, () -> {});
    if (fits && number < 0) {
      receive.arrived(0);
    }
  }

  private MatchQueues queue(int context) {
    return queues.computeIfAbsent(context, k -> new MatchQueues());
  }
}
