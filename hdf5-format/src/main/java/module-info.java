/** The HDF5 file format, read and written in pure Java, serial and parallel. */
module org.myelin.hdf5 {
  requires io.netty.buffer;
  requires io.netty.common;
  requires java.net.http;
  requires transitive org.myelin.mpi;

  exports org.myelin.hdf5;
  exports org.myelin.hdf5.spi;

  uses org.myelin.hdf5.spi.Filter;
}
