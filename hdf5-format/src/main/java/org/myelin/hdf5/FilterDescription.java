package org.myelin.hdf5;

import java.util.List;

/**
 * One filter of a chunked dataset's pipeline, as stored in the filter pipeline message. For new
 * datasets, the methods below name the filters that can be written; parameters that follow from the
 * dataset (element size, chunk size, datatype) are added when it is created, as libhdf5 and its
 * plugins add them.
 *
 * <p>All but the checksum are optional, as in libhdf5 and h5py: a chunk that the filter cannot
 * encode, or not into fewer bytes where that matters, is stored without it and marked so. {@link
 * #mandatory} makes that an error instead, which names dataset, chunk and filter.
 *
 * <pre>{@code Layout.chunked(1024, 64).shuffle().filter(FilterDescription.lz4())}</pre>
 *
 * @param id the registered filter id, for example 1 for deflate
 * @param name the name stored in the file, or "" (filters below 256 need none)
 * @param optional whether a writer may leave the filter out for a chunk that it cannot encode
 * @param clientData the filter's parameters
 */
public record FilterDescription(int id, String name, boolean optional, List<Integer> clientData) {
  /** Deflate (zlib). */
  public static final int DEFLATE = 1;

  /** Byte shuffle. */
  public static final int SHUFFLE = 2;

  /** Fletcher-32 checksum. */
  public static final int FLETCHER32 = 3;

  /** Every split of a sample, and no header of szip's own: what libhdf5 always asks for. */
  private static final int SZIP_OPTIONS = 1 | 128;

  /** Copies the parameters. */
  public FilterDescription {
    clientData = List.copyOf(clientData);
  }

  /** The codecs inside Blosc that can be written. */
  public enum BloscCodec {
    /** Blosc's own. */
    BLOSCLZ(0),
    /** LZ4. */
    LZ4(1),
    /** Deflate in zlib streams. */
    ZLIB(4),
    /** Zstandard. */
    ZSTD(5);

    private final int code;

    BloscCodec(int code) {
      this.code = code;
    }
  }

  /** What Blosc does to a block before it is compressed. */
  public enum BloscShuffle {
    /** Nothing. */
    NONE,
    /** First bytes of all elements first, then second bytes, … */
    BYTES,
    /** The same with bits. */
    BITS
  }

  /** What follows a bitshuffle. */
  public enum BitshuffleCodec {
    /** Nothing: a filter behind it may compress. */
    NONE(0),
    /** LZ4. */
    LZ4(2),
    /** Zstandard. */
    ZSTD(3);

    private final int code;

    BitshuffleCodec(int code) {
      this.code = code;
    }
  }

  /** N-bit: only the bits of a number's precision are stored; for numbers that do not use all. */
  public static FilterDescription nbit() {
    return new FilterDescription(5, "nbit", true, List.of());
  }

  /**
   * Scale-offset for integers: each chunk's distances from its least value.
   *
   * @param bits bits of each distance, where more are lost; 0 for as many as the chunk needs
   */
  public static FilterDescription scaleOffset(int bits) {
    check("bits of scale-offset", bits, 0, 64);
    return new FilterDescription(6, "scaleoffset", true, List.of(2, bits));
  }

  /**
   * Scale-offset for floating point: as above, after rounding to so many decimal digits behind the
   * point, or before it if negative. Chunks with NaN or infinity are stored in full.
   */
  public static FilterDescription scaleOffsetDecimal(int digits) {
    check("decimal digits of scale-offset", digits, -300, 300);
    return new FilterDescription(6, "scaleoffset", true, List.of(0, digits));
  }

  /**
   * Szip.
   *
   * @param nearestNeighbour whether differences of neighbours are coded, else the values
   * @param group elements that share a code, an even number from 2 to 32
   */
  public static FilterDescription szip(boolean nearestNeighbour, int group) {
    check("pixels per block of szip", group, 2, 32);
    if (group % 2 != 0) {
      throw new IllegalArgumentException(
          "pixels per block of szip: " + group + ", expected an even number");
    }
    return new FilterDescription(
        4, "szip", true, List.of(SZIP_OPTIONS | (nearestNeighbour ? 32 : 4), group));
  }

  /** LZF, h5py's fast filter. */
  public static FilterDescription lzf() {
    return new FilterDescription(32000, "lzf", true, List.of());
  }

  /** LZ4, each chunk as one block. */
  public static FilterDescription lz4() {
    return new FilterDescription(32004, "lz4", true, List.of(0));
  }

  /**
   * Bzip2.
   *
   * @param level 1 to 9: hundreds of kilobytes that are sorted together
   */
  public static FilterDescription bzip2(int level) {
    check("bzip2 level", level, 1, 9);
    return new FilterDescription(307, "bzip2", true, List.of(level));
  }

  /**
   * Zstandard. The encoder is a simple one: valid frames, with less compression than zstd's own.
   *
   * @param level kept in the file for others; chunks are written alike at all levels
   */
  public static FilterDescription zstd(int level) {
    check("Zstandard level", level, -131072, 22);
    return new FilterDescription(32015, "zstd", true, List.of(level));
  }

  /**
   * Blosc 1.
   *
   * @param level 0 to 9; 0 copies
   */
  public static FilterDescription blosc(BloscCodec codec, int level, BloscShuffle shuffle) {
    check("Blosc level", level, 0, 9);
    return new FilterDescription(
        32001, "blosc", true, List.of(0, 0, 0, 0, level, shuffle.ordinal(), codec.code));
  }

  /** Bitshuffle in blocks of the usual size. */
  public static FilterDescription bitshuffle(BitshuffleCodec codec) {
    return new FilterDescription(32008, "bitshuffle", true, List.of(0, codec.code));
  }

  /** This filter, and an error for each chunk that it cannot encode. */
  public FilterDescription mandatory() {
    return new FilterDescription(id, name, false, clientData);
  }

  private static void check(String what, int found, int least, int most) {
    if (found < least || found > most) {
      throw new IllegalArgumentException(
          what + ": " + found + ", expected " + least + " to " + most);
    }
  }
}
