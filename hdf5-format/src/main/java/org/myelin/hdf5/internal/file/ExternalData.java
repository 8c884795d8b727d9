package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.ExternalFile;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.internal.dataset.ExternalRawData;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.LocalHeapData;
import org.myelin.hdf5.internal.format.level2.ExternalDataFilesMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.wire.Utf8;
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
      String name = names.text(s.nameOffset());
      if (name.isEmpty() || s.size() == 0 || s.fileOffset() < 0) {
        throw io.corrupt(
            "External Data Files message",
            "slot",
            m.heapAddress(),
            s.size() + " bytes at " + s.fileOffset() + " of '" + name + "'",
            "a name, a size and an offset below 2^63");
      }
      pieces.add(new ExternalRawData.Piece(name, s.fileOffset(), s.size()));
    }
    return pieces;
  }

  /** Puts the files' names into a heap of their own; the message names it. */
  static ExternalDataFilesMessage create(
      MetadataIo io, MetadataSink sink, List<ExternalFile> files) {
    int room = 64;
    for (ExternalFile f : files) {
      room += Utf8.encode(f.name()).length + 16;
    }
    LocalHeapData names = LocalHeapData.empty(io.geometry(), room);
    List<ExternalDataFilesMessage.Slot> slots = new ArrayList<>();
    for (ExternalFile f : files) {
      slots.add(new ExternalDataFilesMessage.Slot(names.insert(f.name()), f.offset(), f.size()));
    }
    long header = sink.allocate(LocalHeap.size(io.geometry()));
    long data = sink.allocate(names.size());
    sink.put(header, io.encode(names.header(data), LocalHeap::transfer));
    sink.put(data, names.encode());
    return new ExternalDataFilesMessage(slots.size(), header, slots);
  }

  /** Opens raw files by their names, where the user allows it. */
  static ExternalRawData.Files files(ExternalFiles others, String file, String path) {
    return new ExternalRawData.Files() {
      @Override
      public FileDriver open(String name) {
        return ExternalData.open(others, file, path, name);
      }

      @Override
      public FileDriver openToWrite(String name) {
        return others.rawToWrite("external raw data of dataset " + path, name);
      }
    };
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
