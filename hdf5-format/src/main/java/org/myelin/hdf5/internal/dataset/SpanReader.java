package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Fetches runs of one box that is stored as it is: runs that lie near each other come with one read
 * of at most 256 KiB, which stays in the processor's cache until the sink has it, and long runs go
 * straight to a sink that has a place for them.
 */
final class SpanReader implements Runs.Consumer {
  private static final long SPAN = 256 << 10;

  /** Reading over a smaller gap costs less than another call. */
  private static final long GAP = 64 << 10;

  private final RawStorage file;
  private final String path;
  private final long address;
  private final int elementSize;
  private final ElementSink sink;
  private long[] boxes = new long[16];
  private long[] places = new long[16];
  private int[] counts = new int[16];
  private int size;
  private long start;
  private long end;

  /**
   * @param address of the box's first element
   */
  SpanReader(RawStorage file, String path, long address, int elementSize, ElementSink sink) {
    this.file = file;
    this.path = path;
    this.address = address;
    this.elementSize = elementSize;
    this.sink = sink;
  }

  @Override
  public void run(long box, long packed, long length) {
    long most = Math.max(1, SPAN / elementSize);
    while (length > 0) {
      if (size > 0 && (box - start >= most || (box - end) * elementSize > GAP)) {
        flush();
      }
      long from = size == 0 ? box : start;
      int n = (int) Math.min(length, from + most - box);
      add(box, packed, n);
      box += n;
      packed += n;
      length -= n;
    }
  }

  private void add(long box, long packed, int n) {
    if (size == boxes.length) {
      boxes = Arrays.copyOf(boxes, 2 * size);
      places = Arrays.copyOf(places, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    if (size == 0) {
      start = box;
    }
    boxes[size] = box;
    places[size] = packed;
    counts[size++] = n;
    end = box + n;
  }

  /** Reads what is still waiting; to be called after the last run. */
  void flush() {
    if (size == 0) {
      return;
    }
    int length = Math.toIntExact((end - start) * elementSize);
    ByteBuffer place = size == 1 ? sink.place(places[0], counts[0]) : null;
    if (place != null) {
      file.readRaw(path, address + start * elementSize, place);
    } else {
      file.withRaw(path, address + start * elementSize, length, this::give);
    }
    size = 0;
  }

  private void give(ByteBuffer bytes) {
    Runs.Consumer taker = sink.from(bytes, 0, elementSize);
    for (int i = 0; i < size; i++) {
      taker.run(boxes[i] - start, places[i], counts[i]);
    }
  }
}
