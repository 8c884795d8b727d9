package org.myelin.hdf5.crash;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.myelin.hdf5.spi.ExtentList;
import org.myelin.hdf5.spi.FileDriver;

/** Storage that takes the extents of a vectored write as so many single ones. */
abstract class OneByOneDriver implements FileDriver {
  @Override
  public final void writeAll(ExtentList extents) {
    byte[] all = new byte[Math.toIntExact(extents.bytes())];
    ByteBuffer joined = ByteBuffer.wrap(all);
    extents.data().forEach(b -> joined.put(b.duplicate()));
    int from = 0;
    for (int i = 0; i < extents.size(); i++) {
      write(extents.offset(i), ByteBuffer.wrap(all, from, (int) extents.length(i)));
      from += (int) extents.length(i);
    }
  }

  @Override
  public final void moved(Path path) {}
}
