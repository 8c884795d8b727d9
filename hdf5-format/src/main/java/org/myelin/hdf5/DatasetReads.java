package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.myelin.hdf5.internal.dataset.BlockReader;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.dataset.Footprint;
import org.myelin.hdf5.internal.dataset.NumberFormat;
import org.myelin.hdf5.internal.dataset.NumberRun;
import org.myelin.hdf5.internal.dataset.Parts;
import org.myelin.hdf5.internal.dataset.PrimitiveArrays;
import org.myelin.hdf5.internal.dataset.RecordReader;
import org.myelin.hdf5.internal.dataset.ValueReader;

/** One read of a dataset into the forms that {@link Dataset} gives. */
final class DatasetReads extends DatasetCall {
  /** Stored bytes of records that are read at once. */
  private static final int RECORD_BYTES = 4 << 20;

  DatasetReads(Dataset dataset, DatasetStore store) {
    super(dataset, store);
  }

  Object values(Selection selection) {
    Selection.Placed s = within(selection);
    checkFits(selection, s, store.elementSize());
    ByteBuffer b = ByteBuffer.allocate(bytes(s));
    get(s, ElementSink.toBytes(b, store.elementSize()));
    return store.type() instanceof VariableLengthType v && v.isString() && s.elements() > 0
        ? engine.strings(where(), v, b, (int) s.elements())
        : engine.valueReader(where()).array(store.type(), b, 0, (int) s.elements());
  }

  <T> T numbers(Selection selection, int width, IntFunction<T> array) {
    Selection.Placed s = within(selection);
    return numbers(s, array.apply(count(selection, s, width)));
  }

  void raw(Selection selection, ByteBuffer into) {
    Selection.Placed s = within(selection);
    int bytes = bytes(s);
    if (into.remaining() < bytes) {
      throw new IllegalArgumentException(
          where()
              + ": the selection takes "
              + bytes
              + " bytes, the buffer has room for "
              + into.remaining());
    }
    get(s, ElementSink.toBytes(into, store.elementSize()));
    into.position(into.position() + bytes);
  }

  <T> T into(Selection selection, T array) {
    Selection.Placed s = within(selection);
    checkRoom(array, numbers(s));
    return numbers(s, array);
  }

  private void checkRoom(Object array, long numbers) {
    if (!array.getClass().isArray()
        || !array.getClass().getComponentType().isPrimitive()
        || array instanceof char[]) {
      throw new IllegalArgumentException(
          where() + ": " + array.getClass().getSimpleName() + " is not an array of numbers");
    }
    int length = java.lang.reflect.Array.getLength(array);
    if (numbers > length) {
      throw new IllegalArgumentException(
          where() + ": " + numbers + " numbers do not fit an array of " + length);
    }
  }

  <T> T member(String member, Selection selection, T array) {
    Selection.Placed s = within(selection);
    checkRoom(array, s.elements());
    CompoundType.Member m =
        store.type() instanceof CompoundType c ? c.member(member).orElse(null) : null;
    NumberFormat f = m == null ? null : NumberFormat.of(m.type());
    if (f == null) {
      throw new IllegalArgumentException(
          where() + " holds " + store.type() + ", which has no number '" + member + "'");
    }
    get(s, PrimitiveArrays.memberSink(array, f, m.offset(), store.elementSize()));
    return array;
  }

  Stream<Block> stream(Selection selection, long budget) {
    Selection.Placed s = within(selection);
    store.checkSupported();
    ValueReader reader = engine.valueReader(where());
    Footprint footprint = new Footprint(store.type(), engine.geometry(), engine.heap()::read);
    BlockReader blocks =
        new BlockReader(
            s,
            store.isChunked() ? store.layout().chunkShape() : null,
            store.type(),
            footprint,
            reader,
            (part, into) -> get(part, ElementSink.toBytes(into, store.elementSize())),
            budget);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(blocks, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  <R extends Record> List<R> records(Class<R> type, Selection selection) {
    Selection.Placed s = within(selection);
    RecordReader<R> reader =
        RecordReader.of(type, store.type(), engine.valueReader(where()), where());
    checkFits(selection, s, Math.max(48, store.elementSize()));
    List<R> all = new ArrayList<>();
    Parts parts = new Parts(s, Math.max(1, RECORD_BYTES / store.elementSize()), null);
    while (parts.hasNext()) {
      Selection.Placed part = parts.next();
      ByteBuffer b = ByteBuffer.allocate(bytes(part));
      get(part, ElementSink.toBytes(b, store.elementSize()));
      for (int i = 0; i < part.elements(); i++) {
        all.add(reader.at(b, i * store.elementSize()));
      }
    }
    return all;
  }

  <T> T as(Class<T> wanted, Selection selection) {
    Object array = values(selection);
    if (!wanted.isInstance(array)) {
      throw new IllegalArgumentException(
          where()
              + " holds "
              + store.type()
              + ", not "
              + wanted.getComponentType().getSimpleName());
    }
    return wanted.cast(array);
  }

  private <T> T numbers(Selection.Placed s, T array) {
    get(s, run(array).sink(array));
    return array;
  }

  private void get(Selection.Placed s, ElementSink sink) {
    engine.read(store, s, sink);
  }

  private int bytes(Selection.Placed s) {
    if (s.elements() > (Integer.MAX_VALUE - 8) / store.elementSize()) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + s.elements()
              + " elements of "
              + store.elementSize()
              + " bytes do not fit one buffer; read the dataset in parts");
    }
    return (int) s.elements() * store.elementSize();
  }

  /** Numbers in the selection; of a type that holds none, elements. */
  private long numbers(Selection.Placed s) {
    NumberRun run = NumberRun.of(store.type());
    return s.elements() * (run == null ? 1 : run.length());
  }

  /**
   * Without a selection the file says how much there is, and a few bytes can say anything.
   *
   * @param bytesEach of an element in memory
   */
  private void checkFits(Selection asked, Selection.Placed s, long bytesEach) {
    long most = Math.min(engine.limits().maxAllocation() / 2, Integer.MAX_VALUE - 8);
    if (asked instanceof Selection.All && s.elements() > most / bytesEach) {
      throw new UnsupportedFormatException(
          where()
              + ": all "
              + s.elements()
              + " elements of "
              + bytesEach
              + " bytes are not supported in one read, whose limit is "
              + most
              + " bytes (half of ReadLimits.maxAllocation); read the dataset in parts",
          new Finding(
              where(),
              "elements",
              dataset.address(),
              s.elements() + " elements of " + bytesEach + " bytes",
              "at most " + most + " bytes"));
    }
  }

  private int count(Selection asked, Selection.Placed s, long bytesEach) {
    NumberRun run = NumberRun.of(store.type());
    checkFits(asked, s, run == null ? bytesEach : bytesEach * run.length());
    if (s.elements() > Integer.MAX_VALUE - 8 || numbers(s) > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + s.elements()
              + " elements do not fit one Java array; read the dataset in parts");
    }
    return (int) numbers(s);
  }

  private NumberRun run(Object array) {
    NumberRun run = NumberRun.of(store.type());
    if (run == null) {
      throw cannotTake(array);
    }
    return run;
  }
}
