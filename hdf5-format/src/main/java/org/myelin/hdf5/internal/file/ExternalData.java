package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.internal.dataset.ExternalRawData;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.LocalHeapData;
import org.myelin.hdf5.internal.format.level2.ExternalDataFilesMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.spi.FileDriver;

/** Understands the list of a dataset's raw files, and opens them. */
final class ExternalData {
  private ExternalData() {}

  /** The pieces with their files' names. */
  static List<ExternalRawData.Piece> pieces(MetadataIo io, ExternalDataFilesMessage m) {
    LocalHeap header =
        io.read("Local heap", m.heapAddress(), LocalHeap.size(io.geometry()), LocalHeap::transfer);
    ByteBuffer bytes = io.bytes("Local heap data", header.dataAddress(), header.dataSize());
    LocalHeapData names = LocalHeapData.read(io.geometry(), io.file(), header, bytes);
    List<ExternalRawData.Piece> pieces = new ArrayList<>();
    for (ExternalDataFilesMessage.Slot s : m.slots()) {
      if (s.size() == ExternalRawData.UNLIMITED && pieces.size() < m.slots().size() - 1) {
        throw io.corrupt(
            "External Data Files message",
            "data size",
            m.heapAddress(),
            "no limit in piece " + pieces.size(),
            "a limit in all pieces but the last");
      }
      pieces.add(new ExternalRawData.Piece(names.text(s.nameOffset()), s.fileOffset(), s.size()));
    }
    return pieces;
  }

  /** Opens raw files by their names, where the user allows it. */
  static ExternalRawData.Files files(ExternalFiles others, String file, String path) {
    return name -> open(others, file, path, name);
  }

  private static FileDriver open(ExternalFiles others, String file, String path, String name) {
    return others
        .raw("external raw data of dataset " + path, name)
        .orElseThrow(
            () ->
                new Hdf5IOException(
                    file
                        + ": dataset "
                        + path
                        + ": there is no raw data file '"
                        + name
                        + "' beside it",
                    null));
  }
}
