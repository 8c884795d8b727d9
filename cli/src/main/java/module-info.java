/** The command {@code myelin}. */
module org.myelin.cli {
  requires info.picocli;
  requires com.fasterxml.jackson.core;
  requires me.tongfei.progressbar;
  requires org.myelin.nwb;

  // picocli fills annotated fields by reflection.
  opens org.myelin.cli to
      info.picocli;
  opens org.myelin.cli.demo to
      info.picocli;
  opens org.myelin.cli.hdf5 to
      info.picocli;
  opens org.myelin.cli.nwb to
      info.picocli;
  opens org.myelin.cli.run to
      info.picocli;
}
