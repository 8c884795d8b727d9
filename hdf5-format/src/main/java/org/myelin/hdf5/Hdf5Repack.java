package org.myelin.hdf5;

import java.nio.file.Path;
import org.myelin.hdf5.internal.copy.CopyRules;
import org.myelin.hdf5.internal.copy.ObjectCopier;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * Writes a file anew: the same objects, links, attributes and elements in structures of another
 * family, without the gaps that edits have left, and with other layouts and filters where asked
 * for. Names of other files (external links, raw data files, sources of virtual datasets) are kept
 * as they are. References lead to the copies of what they led to. Chunks that keep their filters
 * are copied as they are stored, whether or not the filters are known here.
 */
public final class Hdf5Repack {
  private Hdf5Repack() {}

  /**
   * Repacks {@code in} into {@code out}, which is replaced when all is written.
   *
   * @param read how to open {@code in}
   * @throws UnsupportedFormatException if the new file's bounds have no form for something
   * @throws Hdf5Exception if {@code in} cannot be read as a whole; there is no {@code out} then
   */
  public static void run(Path in, Path out, FileOptions read, RepackOptions options) {
    try (Hdf5File from = Hdf5File.open(in, OpenMode.READ, read)) {
      FileOptions create = options.create();
      if (create.sharedMessages() == null) {
        create = create.withSharedMessages(from.engine().headers().sharedMessageOptions());
      }
      Hdf5File to = Hdf5File.create(out, create);
      boolean done = false;
      try {
        new ObjectCopier(to.engine(), new Rules(from, to.engine(), options)).copyAll(from.engine());
        done = true;
      } finally {
        if (done) {
          to.close();
        } else {
          to.discard();
        }
      }
    }
  }

  private record Rules(Hdf5File from, OpenFile to, RepackOptions options) implements CopyRules {
    @Override
    public Storage storage(
        ObjectHeader original, String path, Datatype type, Dataspace space, Storage before) {
      Dataset d = new Dataset(from, path, original);
      Layout wanted = options.layout().apply(d);
      if (wanted == null || wanted.equals(d.layout())) {
        return before;
      }
      DatasetRules.check(path, type, space, wanted);
      boolean sameFilters = wanted.filters().equals(d.layout().filters());
      boolean sameChunks = java.util.Arrays.equals(wanted.chunkShape(), d.layout().chunkShape());
      return new Storage(
          wanted,
          sameFilters && sameChunks
              ? before.filters()
              : to.headers()
                  .pipeline(
                      path,
                      wanted,
                      new FilterTarget(
                          type,
                          wanted.chunkShape(),
                          from.engine().store(original, path).fill().value())));
    }

    @Override
    public void warn(String path, String what) {
      options.warnings().accept(path + " " + what);
    }

    @Override
    public void copied(long bytes) {
      options.progress().accept(bytes);
    }
  }
}
