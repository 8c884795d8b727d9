package org.myelin.hdf5;

import java.util.List;

/**
 * One filter of a chunked dataset's pipeline, as stored in the filter pipeline message.
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

  /** Copies the parameters. */
  public FilterDescription {
    clientData = List.copyOf(clientData);
  }
}
