package org.myelin.nwb.internal.backend;

import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;
import org.myelin.nwb.internal.builder.StoredData;

/** The elements of an HDF5 dataset. */
record Hdf5Data(Dataset dataset) implements StoredData {

  @Override
  public Datatype datatype() {
    return dataset.datatype();
  }

  @Override
  public long[] shape() {
    return dataset.shape();
  }

  @Override
  public long[] maxShape() {
    return dataset.dataspace().maxShape();
  }

  @Override
  public long[] chunks() {
    return dataset.layout().isChunked() ? dataset.layout().chunkShape() : null;
  }

  @Override
  public Object read() {
    return dataset.read();
  }

  @Override
  public Object read(Class<?> component, Selection selection) {
    if (component == long.class) {
      return dataset.readLongs(selection);
    } else if (component == int.class) {
      return dataset.readInts(selection);
    } else if (component == short.class) {
      return dataset.readShorts(selection);
    } else if (component == byte.class) {
      return dataset.readBytes(selection);
    } else if (component == double.class) {
      return dataset.readDoubles(selection);
    } else if (component == float.class) {
      return dataset.readFloats(selection);
    } else if (component == boolean.class) {
      return dataset.readBooleans(selection);
    } else if (component == String.class) {
      return dataset.readStrings(selection);
    }
    throw new IllegalArgumentException("elements cannot be read as " + component.getSimpleName());
  }

  @Override
  public void write(Selection selection, Object array, Transfer transfer) {
    dataset.write(selection, array, transfer);
  }

  @Override
  public void resize(long... shape) {
    dataset.resize(shape);
  }
}
