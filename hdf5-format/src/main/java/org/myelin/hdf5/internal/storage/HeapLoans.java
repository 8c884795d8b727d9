package org.myelin.hdf5.internal.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * Collections of other files' global heaps under addresses that this file cannot have. A virtual
 * dataset gives its elements in this file's form, in which a variable-length slot is an address;
 * where the value lies in the file of a source, a loan is that address. Never written to a file.
 * Safe for several threads.
 */
final class HeapLoans {
  /**
   * A collection of another file, or one value that is in no heap.
   *
   * @param lender whose heap; null for one value that {@code form} alone makes
   * @param address of the collection there
   * @param form what becomes of each value; null if nothing does
   */
  private record Loan(GlobalHeapStore lender, long address, Object form) {}

  private record Lent(Loan loan, UnaryOperator<byte[]> change) {}

  /** Bytes that one loan takes in memory, about. */
  private static final int BYTES = 256;

  private final MetadataIo io;
  private final long top;
  private final Map<Loan, Long> addresses = new HashMap<>();
  private final List<Lent> loans = new ArrayList<>();

  HeapLoans(MetadataIo io) {
    this.io = io;
    int width = io.geometry().sizeOfOffsets();
    this.top = width == Long.BYTES ? Long.MAX_VALUE - 1 : (1L << 8 * width) - 2;
  }

  /**
   * The address that stands for that collection from now on.
   *
   * @param form tells changes apart: loans of equal forms are one
   */
  synchronized long lend(
      GlobalHeapStore lender, long address, Object form, UnaryOperator<byte[]> change) {
    Loan wanted = new Loan(lender, address, form);
    Long known = addresses.get(wanted);
    if (known != null) {
      return known;
    }
    checkRoom();
    long given = top - loans.size();
    addresses.put(wanted, given);
    loans.add(new Lent(wanted, change));
    return given;
  }

  /** A file with short addresses may have a collection of its own at every one of them. */
  private void checkRoom() {
    Geometry g = io.geometry();
    boolean narrow = g.sizeOfOffsets() < Integer.BYTES || !g.isAsStored();
    if (narrow || (loans.size() + 1L) * BYTES > io.limits().maxAllocation() / 4) {
      String found =
          narrow
              ? "addresses of " + g.sizeOfOffsets() + " bytes" + (g.isAsStored() ? "" : " in parts")
              : loans.size() + " collections of other files";
      throw new UnsupportedFormatException(
          io.file() + ": values of variable length that lie in other files, with " + found,
          new Finding(
              "Global heap", "collections of other files", -1, found, "4-byte addresses, fewer"));
    }
  }

  private synchronized Lent at(long address) {
    long number = top - address;
    return number >= 0 && number < loans.size() ? loans.get((int) number) : null;
  }

  /** The value, or null if the address is none of a loan. */
  byte[] read(GlobalHeapId id) {
    Lent l = at(id.collectionAddress());
    if (l == null) {
      return null;
    }
    byte[] stored =
        l.loan.lender == null
            ? new byte[0]
            : l.loan.lender.read(new GlobalHeapId(l.loan.address, id.index()));
    return l.change == null ? stored : l.change.apply(stored);
  }

  /** The collection as the other file has it, or null if the address is none of a loan. */
  HeapValues values(long address) {
    Lent l = at(address);
    return l == null ? null : l.loan.lender.values(l.loan.address);
  }
}
