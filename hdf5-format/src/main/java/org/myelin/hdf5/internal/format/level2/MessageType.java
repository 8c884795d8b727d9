package org.myelin.hdf5.internal.format.level2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * All object header messages of the specification, each with its description; the ordinal is the
 * id.
 */
public enum MessageType {
  /** Free room. */
  NIL(0x00, "NIL", NilMessage.class, NilMessage::transfer),

  /** Number of elements. */
  DATASPACE(0x01, "Dataspace", DataspaceMessage.class, DataspaceMessage::transfer),

  /** Where a new-style group keeps its links. */
  LINK_INFO(0x02, "Link Info", LinkInfoMessage.class, LinkInfoMessage::transfer),

  /** What an element is. */
  DATATYPE(0x03, "Datatype", DatatypeMessage.class, DatatypeMessage::transfer),

  /** What unwritten elements hold, without choices. */
  FILL_VALUE_OLD(
      0x04, "Fill Value (Old)", FillValueOldMessage.class, FillValueOldMessage::transfer),

  /** What unwritten elements hold, and when it is written. */
  FILL_VALUE(0x05, "Fill Value", FillValueMessage.class, FillValueMessage::transfer),

  /** One link of a compact group. */
  LINK(0x06, "Link", LinkMessage.class, LinkMessage::transfer),

  /** Raw data in other files. */
  EXTERNAL_DATA_FILES(
      0x07,
      "External Data Files",
      ExternalDataFilesMessage.class,
      ExternalDataFilesMessage::transfer),

  /** Where elements lie. */
  DATA_LAYOUT(0x08, "Data Layout", DataLayoutMessage.class, DataLayoutMessage::transfer),

  /** For tests of libhdf5 only. */
  BOGUS(0x09, "Bogus", BogusMessage.class, BogusMessage::transfer),

  /** When a group changes its storage. */
  GROUP_INFO(0x0a, "Group Info", GroupInfoMessage.class, GroupInfoMessage::transfer),

  /** Filters of chunks. */
  FILTER_PIPELINE(
      0x0b, "Filter Pipeline", FilterPipelineMessage.class, FilterPipelineMessage::transfer),

  /** One attribute. */
  ATTRIBUTE(0x0c, "Attribute", AttributeMessage.class, AttributeMessage::transfer),

  /** A remark. */
  OBJECT_COMMENT(
      0x0d, "Object Comment", ObjectCommentMessage.class, ObjectCommentMessage::transfer),

  /** A date in letters. */
  MODIFICATION_TIME_OLD(
      0x0e,
      "Object Modification Time (Old)",
      ModificationTimeOldMessage.class,
      ModificationTimeOldMessage::transfer),

  /** Where shared messages are kept. */
  SHARED_MESSAGE_TABLE(
      0x0f,
      "Shared Message Table",
      SharedMessageTableMessage.class,
      SharedMessageTableMessage::transfer),

  /** Where the header goes on. */
  OBJECT_HEADER_CONTINUATION(
      0x10,
      "Object Header Continuation",
      ObjectHeaderContinuationMessage.class,
      ObjectHeaderContinuationMessage::transfer),

  /** B-tree and heap of an old-style group. */
  SYMBOL_TABLE(0x11, "Symbol Table", SymbolTableMessage.class, SymbolTableMessage::transfer),

  /** A date in seconds. */
  MODIFICATION_TIME(
      0x12,
      "Object Modification Time",
      ModificationTimeMessage.class,
      ModificationTimeMessage::transfer),

  /** Widths of B-tree nodes. */
  B_TREE_K_VALUES(
      0x13, "B-tree K Values", BTreeKValuesMessage.class, BTreeKValuesMessage::transfer),

  /** What the file driver needs. */
  DRIVER_INFO(0x14, "Driver Info", DriverInfoMessage.class, DriverInfoMessage::transfer),

  /** Where many attributes are kept. */
  ATTRIBUTE_INFO(
      0x15, "Attribute Info", AttributeInfoMessage.class, AttributeInfoMessage::transfer),

  /** Hard links to the object. */
  OBJECT_REFERENCE_COUNT(
      0x16,
      "Object Reference Count",
      ObjectReferenceCountMessage.class,
      ObjectReferenceCountMessage::transfer),

  /** How free space is managed. */
  FILE_SPACE_INFO(
      0x17, "File Space Info", FileSpaceInfoMessage.class, FileSpaceInfoMessage::transfer),

  /** A block of cached metadata. */
  METADATA_CACHE_IMAGE(
      0x18,
      "Metadata Cache Image",
      MetadataCacheImageMessage.class,
      MetadataCacheImageMessage::transfer);

  private static final MessageType[] VALUES = values();

  private final int id;
  private final String specName;
  private final Codec<?> codec;

  <M extends Message> MessageType(
      int id, String specName, Class<M> content, Wire.Description<M> description) {
    this.id = id;
    this.specName = specName;
    this.codec = new Codec<>(content, description);
  }

  private record Codec<M extends Message>(Class<M> content, Wire.Description<M> description) {
    byte[] encode(Geometry g, Message m) {
      return Wire.encode(g, content.cast(m), description);
    }

    long size(Geometry g, Message m) {
      return Wire.size(g, content.cast(m), description);
    }

    String trace(Geometry g, Message m) {
      return Wire.trace(g, content.cast(m), description);
    }
  }

  /** The message of that id; empty if the specification has none. */
  public static Optional<MessageType> of(int id) {
    return id >= 0 && id < VALUES.length ? Optional.of(VALUES[id]) : Optional.empty();
  }

  /** The number in the file. */
  public int id() {
    return id;
  }

  /** The name in the specification. */
  public String specName() {
    return specName;
  }

  /** The record that holds its content. */
  public Class<? extends Message> content() {
    return codec.content();
  }

  /** Reads the content from the bytes at {@code address}, under the default limits. */
  public Message decode(Geometry g, String file, long address, ByteBuffer bytes) {
    return decode(g, file, address, bytes, ReadLimits.DEFAULT);
  }

  /** Reads the content from the bytes at {@code address}. */
  public Message decode(
      Geometry g, String file, long address, ByteBuffer bytes, ReadLimits limits) {
    return Wire.read(g, file, specName + " message", address, bytes, limits, codec.description());
  }

  /** The bytes of a message, without any padding behind it. */
  public static byte[] encode(Geometry g, Message m) {
    return m.type().codec.encode(g, m);
  }

  /** How many bytes a message takes, without any padding behind it. */
  public static long size(Geometry g, Message m) {
    return m.type().codec.size(g, m);
  }

  /** One line per field of a message. */
  public static String trace(Geometry g, Message m) {
    return m.type().codec.trace(g, m);
  }
}
