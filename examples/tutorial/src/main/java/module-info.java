/** A program that uses Myelin from the module path. */
module org.myelin.examples.tutorial {
  requires org.myelin.nwb;
}
