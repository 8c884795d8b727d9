package org.myelin.mpi.internal.match;

import org.myelin.mpi.spi.Signature;

/** The collective operations, as they travel in a {@link Signature} and read in messages. */
public enum CollectiveKind {
  BARRIER("barrier"),
  BCAST("bcast"),
  BCAST_BYTES("bcastBytes"),
  GATHER("gather"),
  GATHERV("gatherv"),
  ALL_GATHER("allGather"),
  ALL_GATHERV("allGatherv"),
  ALL_GATHER_BYTES("allGatherBytes"),
  ALL_TO_ALL("allToAll"),
  ALL_TO_ALLV("allToAllv"),
  ALL_TO_ALL_BYTES("allToAllBytes"),
  ALL_REDUCE("allReduce"),
  SCATTER("scatter"),
  SCATTERV("scatterv"),
  ALL_TO_ALLW("allToAllw"),
  REDUCE("reduce"),
  SCAN("scan"),
  EXSCAN("exscan"),
  REDUCE_SCATTER("reduceScatter"),
  REDUCE_SCATTER_BLOCK("reduceScatterBlock"),
  NEIGHBOR_ALL_GATHER("neighborAllGather"),
  NEIGHBOR_ALL_GATHERV("neighborAllGatherv"),
  NEIGHBOR_ALL_TO_ALL("neighborAllToAll"),
  NEIGHBOR_ALL_TO_ALLV("neighborAllToAllv"),
  NEIGHBOR_ALL_TO_ALLW("neighborAllToAllw"),
  DUP("dup"),
  SPLIT("split");

  private static final CollectiveKind[] VALUES = values();
  private static final String[] OPS = {
    "", "SUM", "PROD", "MIN", "MAX", "LAND", "LOR", "BAND", "BOR", "LXOR", "BXOR", "REPLACE",
    "NO_OP"
  };

  private final String call;

  CollectiveKind(String call) {
    this.call = call;
  }

  /** The call as a user wrote it, as far as the signature tells. */
  public static String describe(Signature signature) {
    StringBuilder text = new StringBuilder();
    text.append(
        signature.kind() >= 0 && signature.kind() < VALUES.length
            ? VALUES[signature.kind()].call
            : "operation " + signature.kind());
    text.append('(');
    String comma = "";
    if (signature.root() >= 0) {
      text.append("root ").append(signature.root());
      comma = ", ";
    }
    if (signature.bytes() >= 0) {
      text.append(comma).append(signature.bytes()).append(" bytes");
      comma = ", ";
    }
    if (signature.type() > 0) {
      text.append(comma).append("element type ").append(signature.type());
      comma = ", ";
    }
    if (signature.op() > 0) {
      text.append(comma);
      text.append(signature.op() < OPS.length ? OPS[signature.op()] : "user operation");
    }
    return text.append(')').toString();
  }

  @Override
  public String toString() {
    return call;
  }
}
