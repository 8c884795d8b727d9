package org.myelin.hdf5.crash;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.driver.MemoryDriver;

/** A file in memory that remembers everything that was done to it, and when it was flushed. */
public final class RecordingDriver extends OneByOneDriver {
  /** What happened. */
  public sealed interface Event {}

  /** Bytes went to a place. */
  public record Write(long position, byte[] bytes) implements Event {}

  /** The file became at least this long. */
  public record Extend(long size) implements Event {}

  /** The file became at most this long. */
  public record Truncate(long size) implements Event {}

  /** Everything before is on the storage. */
  public record Force() implements Event {}

  /** A flush began. */
  public record Begin() implements Event {}

  /** A flush returned; this is what the file then held. */
  public record Done(Object content) implements Event {}

  private final MemoryDriver file = new MemoryDriver("recorded", new byte[0]);
  private final List<Event> events = new ArrayList<>();

  /** Everything so far. */
  public List<Event> events() {
    return events;
  }

  /** The bytes now. */
  public byte[] bytes() {
    return file.toByteArray();
  }

  /** Notes the beginning or end of a flush. */
  public void note(Event e) {
    events.add(e);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public int read(long address, ByteBuffer into) {
    return file.read(address, into);
  }

  @Override
  public void write(long address, ByteBuffer from) {
    byte[] copy = new byte[from.remaining()];
    from.duplicate().get(copy);
    events.add(new Write(address, copy));
    file.write(address, from);
  }

  @Override
  public void extend(long size) {
    if (size > file.size()) {
      events.add(new Extend(size));
      file.extend(size);
    }
  }

  @Override
  public void truncate(long size) {
    events.add(new Truncate(size));
    file.truncate(size);
  }

  @Override
  public void force() {
    events.add(new Force());
  }

  @Override
  public void close() {}
}
