package org.myelin.bench.jmh;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.internal.format.level2.DataspaceMessage;
import org.myelin.hdf5.internal.format.level2.HeaderBlock;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.wire.Geometry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An object header of version 2 with a dataspace, checksummed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HeaderBenchmark {
  private static final Geometry GEOMETRY = Geometry.DEFAULT;

  private DataspaceMessage message;
  private byte[] encoded;

  /** Encodes it once. */
  @Setup
  public void prepare() {
    message = DataspaceMessage.of(Dataspace.of(1000, 384).max(Dataspace.UNLIMITED, 384), true);
    encoded = encode();
  }

  /** Headers encoded in a second. */
  @Benchmark
  public byte[] encode() {
    List<RawMessage> messages =
        List.of(RawMessage.of(message.type(), 0, MessageType.encode(GEOMETRY, message)));
    ObjectHeaderPrefixV2 sized = ObjectHeaderPrefixV2.plain(0);
    long size = HeaderBlock.sizeOf(sized, messages);
    return HeaderBlock.encodeFirst(GEOMETRY, ObjectHeaderPrefixV2.plain(size), messages);
  }

  /** Headers decoded in a second. */
  @Benchmark
  public Message decode() {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    ObjectHeaderPrefix prefix = ObjectHeaderPrefix.read(GEOMETRY, "x", 0, bytes.duplicate());
    HeaderBlock block = HeaderBlock.readFirst(GEOMETRY, "x", 0, bytes.duplicate(), prefix);
    byte[] content = block.messages().get(0).bytes();
    return MessageType.DATASPACE.decode(GEOMETRY, "x", 0, ByteBuffer.wrap(content));
  }
}
