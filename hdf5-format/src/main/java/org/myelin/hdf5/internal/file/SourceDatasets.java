package org.myelin.hdf5.internal.file;

import java.util.Optional;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.VirtualData;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** Finds the sources of a file's virtual datasets, in the file itself and in allowed others. */
final class SourceDatasets implements VirtualData.Sources {
  private final OpenFile file;

  SourceDatasets(OpenFile file) {
    this.file = file;
  }

  @Override
  public Optional<DatasetStore> open(String what, String name, String dataset) {
    Optional<OpenFile> in =
        name.equals(".") ? Optional.of(file) : file.others().open(what, name).map(FileOpener::file);
    return in.flatMap(f -> PathWalk.find(f, dataset))
        .filter(found -> found.header().find(MessageType.DATA_LAYOUT) != null)
        .map(found -> found.file().store(found.header(), found.path()));
  }
}
