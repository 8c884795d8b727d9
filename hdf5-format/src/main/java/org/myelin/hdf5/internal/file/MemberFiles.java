package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.driver.FamilyDriver;
import org.myelin.hdf5.internal.driver.MultiDriver;
import org.myelin.hdf5.internal.format.level0.DriverInfoBlock;
import org.myelin.hdf5.internal.format.level0.FamilyInfo;
import org.myelin.hdf5.internal.format.level0.MultiInfo;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Brings the members of a family, split or multi file together. The member with the superblock is
 * the one that the user names; it tells how the others are cut and called, and {@link
 * ExternalFiles} whether they may be opened. Specification: II.B.
 */
final class MemberFiles {
  /** A driver's information is a few hundred bytes. */
  private static final int LONGEST_INFO = 4096;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final FileDriver named;
  private final ExternalFiles others;
  private final ReadLimits limits;
  private final String fileName;

  private MemberFiles(FileDriver named, ExternalFiles others, ReadLimits limits) {
    this.named = named;
    this.others = others;
    this.limits = limits;
    // not a Path: a file may also be an address on the web
    String name = named.name();
    this.fileName = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /**
   * A file whose members, if it has several, are one.
   *
   * @param kind sec2, family, split or multi, as libhdf5 calls it
   * @param positions where stored addresses lie in {@code driver}
   */
  record Joined(FileDriver driver, String kind, LongUnaryOperator positions) {}

  /** All that belongs to this file. */
  static Joined join(FileDriver named, ExternalFiles others, ReadLimits limits) {
    // where the root group lies is not looked at yet, and may be beyond 2^63
    Superblocks.Found found = Superblocks.look(named, stored -> stored & Long.MAX_VALUE);
    Joined alone = new Joined(named, "sec2", Geometry.DEFAULT.positions());
    return found == null ? alone : new MemberFiles(named, others, limits).join(found, alone);
  }

  private Joined join(Superblocks.Found found, Joined alone) {
    Joined file = alone;
    if (found.end() > named.size() && firstNumber() != null) {
      // before 1.8 members were cut where the first one ends, and nothing said so
      file = family(named.size(), found.end(), alone);
    }
    DriverInfoBlock info = info(file.driver(), found);
    if (info == null) {
      return file;
    }
    MetadataIo io = io(named, found);
    return switch (info.driver()) {
      case FamilyInfo.DRIVER ->
          family(
              io.parse(
                      "Family driver information",
                      -1,
                      ByteBuffer.wrap(info.info()),
                      FamilyInfo::transfer)
                  .memberSize(),
              found.end(),
              file);
      case MultiInfo.DRIVER ->
          multi(
              io.parse(
                  "Multi driver information",
                  -1,
                  ByteBuffer.wrap(info.info()),
                  MultiInfo::transfer));
      default ->
          throw new UnsupportedFormatException(
              named.name() + ": files of the driver '" + info.driver() + "' cannot be read",
              new Finding(
                  "Driver information",
                  "driver identification",
                  -1,
                  "'" + info.driver() + "'",
                  "known drivers"));
    };
  }

  private MetadataIo io(FileDriver driver, Superblocks.Found found) {
    return new MetadataIo(driver, found.base(), found.superblock().geometry(), limits);
  }

  private DriverInfoBlock info(FileDriver driver, Superblocks.Found found) {
    MetadataIo io = io(driver, found);
    if (found.superblock() instanceof SuperblockV0 v) {
      long at = v.driverInfoAddress();
      return at == Wire.UNDEFINED
          ? null
          : io.parse(
              "Driver information block", at, io.upTo(at, LONGEST_INFO), DriverInfoBlock::transfer);
    }
    return SuperblockExtension.driverInfo(io, (SuperblockV2) found.superblock());
  }

  // ---- family

  /** The last run of digits in the file's name that are all zero; null if there is none. */
  private int[] firstNumber() {
    int[] run = null;
    Matcher m = DIGITS.matcher(fileName);
    while (m.find()) {
      if (m.group().chars().allMatch(c -> c == '0')) {
        run = new int[] {m.start(), m.end()};
      }
    }
    return run;
  }

  /**
   * Members that are there, up to the one in which the file ends.
   *
   * @param otherwise the file if it needs no other member
   */
  private Joined family(long memberSize, long end, Joined otherwise) {
    long count = memberSize == 0 ? 1 : (end - 1) / memberSize + 1;
    if (count <= 1) {
      return otherwise;
    }
    int[] run = firstNumber();
    if (run == null) {
      throw new UnsupportedFormatException(
          named.name()
              + ": this is the first of several member files (family driver), but there is no number"
              + " of zeros in its name, such as name00000.h5, from which the names of the others"
              + " follow",
          new Finding(
              "Family driver information", "member", -1, fileName, "a name with zeros in it"));
    }
    List<FileDriver> members = new ArrayList<>(List.of(named));
    boolean more = true;
    for (long i = 1; more && i < count; i++) {
      String number = String.format("%0" + (run[1] - run[0]) + "d", i);
      String name = fileName.substring(0, run[0]) + number + fileName.substring(run[1]);
      Optional<FileDriver> member = others.raw("family driver", name);
      member.ifPresent(members::add);
      more = member.isPresent();
    }
    return new Joined(
        new FamilyDriver(members, memberSize), "family", Geometry.DEFAULT.positions());
  }

  // ---- split and multi

  private Joined multi(MultiInfo info) {
    String kind = info.isSplit() ? "split" : "multi";
    String common = common(info.members().get(0).name());
    List<MultiInfo.Member> members = new ArrayList<>(info.members());
    members.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    List<FileDriver> drivers = new ArrayList<>();
    for (MultiInfo.Member m : members) {
      FileDriver d =
          m == info.members().get(0) ? named : member(kind, m.name().replace("%s", common));
      if (Long.compareUnsigned(m.end(), d.size()) > 0) {
        throw new CorruptFileException(
            named.name(),
            "Multi driver information",
            "end of address of member file",
            -1,
            d.size() + " bytes in " + d.name(),
            Long.toUnsignedString(m.end()) + " bytes",
            "the file is truncated");
      }
      drivers.add(d);
    }
    MultiDriver whole =
        new MultiDriver(
            named, drivers, members.stream().mapToLong(MultiInfo.Member::address).toArray());
    return new Joined(whole, kind, whole.positions());
  }

  private FileDriver member(String kind, String name) {
    return others
        .raw(kind + " driver", name)
        .orElseThrow(
            () ->
                new Hdf5IOException(
                    named.name()
                        + ": its member file '"
                        + name
                        + "' ("
                        + kind
                        + " driver) is missing"));
  }

  /** What the members' names have in common, from this one's. */
  private String common(String pattern) {
    int at = pattern.indexOf("%s");
    if (at >= 0) {
      String before = pattern.substring(0, at);
      String after = pattern.substring(at + 2);
      if (fileName.length() > before.length() + after.length()
          && fileName.startsWith(before)
          && fileName.endsWith(after)) {
        return fileName.substring(before.length(), fileName.length() - after.length());
      }
    }
    throw new UnsupportedFormatException(
        named.name()
            + ": this is one of several member files (multi driver) and was called '"
            + pattern
            + "' when it was made; give it back such a name, from which the names of the others"
            + " follow",
        new Finding("Multi driver information", "member name", -1, fileName, pattern));
  }
}
