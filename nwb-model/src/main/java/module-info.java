/**
 * Neurodata Without Borders for the JVM: schema language, builders and typed containers over HDF5.
 */
module org.myelin.nwb {
  requires com.fasterxml.jackson.core;
  requires org.snakeyaml.engine;
  requires transitive org.myelin.hdf5;

  exports org.myelin.nwb;
  exports org.myelin.nwb.spec;
}
