package org.myelin.nwb.internal.backend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.myelin.mpi.Intracomm;
import org.myelin.nwb.NwbException;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.Builder;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;

/**
 * Makes the new nodes of all ranks the same where each rank made up its own: object ids and the
 * creation date. Rank 0's count. Everything else is the program's to keep equal, and the storage's
 * to check.
 */
public final class Agreement {
  private Agreement() {}

  /**
   * Collective: takes over rank 0's ids and dates for all nodes that are not stored.
   *
   * @throws NwbException on every rank if the ranks add different objects
   */
  public static void agree(Intracomm comm, GroupBuilder root) {
    if (comm == null || comm.size() == 1) {
      return;
    }
    List<BaseBuilder> fresh = new ArrayList<>();
    collect(root, fresh);
    List<String> mine = new ArrayList<>();
    for (BaseBuilder node : fresh) {
      mine.add(node.path());
      mine.add(own(node));
    }
    byte[] sent = String.join("\n", mine).getBytes(StandardCharsets.UTF_8);
    byte[] got = comm.bcastBytes(comm.rank() == 0 ? sent : null, 0);
    List<String> theirs = List.of(new String(got, StandardCharsets.UTF_8).split("\n", -1));
    requireSame(comm, difference(comm.rank(), mine.isEmpty() ? List.of("") : mine, theirs));
    for (int i = 0; i < fresh.size(); i++) {
      take(fresh.get(i), theirs.get(2 * i + 1));
    }
  }

  /** What this rank does that rank 0 does not; empty when they do the same. */
  private static String difference(int rank, List<String> mine, List<String> theirs) {
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i += 2) {
      String here = i < mine.size() ? mine.get(i) : "nothing";
      String there = i < theirs.size() ? theirs.get(i) : "nothing";
      if (!here.equals(there)) {
        return "rank " + rank + " adds " + here + " where rank 0 adds " + there;
      }
    }
    return "";
  }

  /**
   * One rank that differs is everybody's failure, or the others would wait for it in the next call.
   */
  private static void requireSame(Intracomm comm, String difference) {
    for (byte[] found : comm.allGatherBytes(difference.getBytes(StandardCharsets.UTF_8))) {
      if (found.length > 0) {
        throw new NwbException(
            new String(found, StandardCharsets.UTF_8)
                + ": all ranks must add the same objects with the same names");
      }
    }
  }

  private static void collect(Builder node, List<BaseBuilder> fresh) {
    if (node instanceof BaseBuilder base && !base.isStored()) {
      fresh.add(base);
    }
    if (node instanceof GroupBuilder group) {
      (group.isStored() ? group.loadedChildren() : group.children())
          .forEach(c -> collect(c, fresh));
    }
  }

  private static boolean isDate(BaseBuilder node) {
    return node.path().equals("/file_create_date");
  }

  /** What this rank made up for a node, empty when nothing. */
  private static String own(BaseBuilder node) {
    if (isDate(node) && node instanceof DatasetBuilder dates) {
      return String.join(",", (String[]) dates.source().values());
    }
    String id = node.text("object_id");
    return id == null ? "" : id;
  }

  private static void take(BaseBuilder node, String theirs) {
    if (isDate(node) && node instanceof DatasetBuilder dates) {
      String[] values = (String[]) dates.source().values();
      String[] all = theirs.split(",");
      System.arraycopy(all, 0, values, 0, Math.min(all.length, values.length));
    } else if (!theirs.isEmpty()) {
      node.attribute("object_id", theirs);
    }
  }
}
