/** The command {@code myelin}. */
module org.myelin.cli {
  requires info.picocli;
  requires com.fasterxml.jackson.core;
  requires org.myelin.nwb;

  opens org.myelin.cli to
      info.picocli;
}
