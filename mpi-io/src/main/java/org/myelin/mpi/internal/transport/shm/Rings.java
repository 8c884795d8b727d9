package org.myelin.mpi.internal.transport.shm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.Inbound;

/**
 * One rank's rings to and from the others on its host. Set up in three steps, with all ranks behind
 * the one before: {@link #address} is told, {@link #offer} and {@link #open}, {@link #close} takes
 * the name of the file away.
 */
public final class Rings implements Closeable {
  private final int rank;
  private final RingLayout layout;
  private final RingFile file;
  private final ByteBuffer header;
  private final RingWriter[] writers;
  private final List<RingWriter> open = new ArrayList<>();
  private final List<RingReader> offered = new ArrayList<>();
  private RingReader[] readers = {};
  private IntConsumer bell = peer -> {};

  /** Creates this rank's file. */
  public Rings(int rank, int size) throws IOException {
    this.rank = rank;
    layout = RingLayout.of(size);
    file = new RingFile(layout);
    header = file.header();
    writers = new RingWriter[size];
  }

  /** What the others need to open their rings to this rank; a text without blanks. */
  public String address() {
    return file.address();
  }

  /** Makes room for the messages of another rank. */
  public void offer(int sender) throws IOException {
    file.reserve(sender);
    offered.add(new RingReader(sender, layout, file.ring(sender)));
  }

  /** Opens the ring to another rank. */
  public void open(int receiver, String address) throws IOException {
    RingFile.Opened opened = RingFile.open(layout, address, rank);
    writers[receiver] =
        new RingWriter(layout, opened.ring(), opened.header(), () -> bell.accept(receiver));
    open.add(writers[receiver]);
  }

  /** Gives up a ring that the other rank does not read. */
  public void forget(int receiver) {
    open.remove(writers[receiver]);
    writers[receiver] = null;
  }

  /** Begins to be driven: where frames go, and how to wake a rank that sleeps. */
  public void start(Inbound inbound, IntConsumer wakes) {
    bell = wakes;
    offered.forEach(reader -> reader.deliverTo(inbound));
    readers = offered.toArray(RingReader[]::new);
  }

  /** Whether there is a ring to a rank. */
  public boolean reaches(int receiver) {
    return writers[receiver] != null;
  }

  /** Sends by a ring that is open; never waits. */
  public void send(int receiver, Frame frame, ByteBuffer payload, Runnable sent) {
    writers[receiver].send(frame, payload, sent);
  }

  /** Takes what has come and sends what waits; one thread at a time. True if something moved. */
  public boolean progress() {
    boolean moved = false;
    for (RingReader reader : readers) {
      moved |= reader.poll();
    }
    for (int i = 0; i < open.size(); i++) {
      RingWriter writer = open.get(i);
      if (writer.waiting()) {
        moved |= writer.flush();
      }
    }
    return moved;
  }

  /** Whether anything waits for room in a ring. */
  public boolean waiting() {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).waiting()) {
        return true;
      }
    }
    return false;
  }

  /** Says whether this rank sleeps and wants to be rung. */
  public void asleep(boolean sleeps) {
    Slot.LONG.setVolatile(header, RingLayout.ASLEEP, sleeps ? 1L : 0L);
  }

  /** A rank is gone. */
  public void lost(int peer) {
    if (writers[peer] != null) {
      writers[peer].close();
    }
  }

  /** Takes the file's name away, once all who want to have opened it. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
