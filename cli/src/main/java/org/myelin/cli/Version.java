package org.myelin.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as the jar or the module says it. */
final class Version implements IVersionProvider {
  static String text() {
    String manifest = Version.class.getPackage().getImplementationVersion();
    if (manifest != null) {
      return manifest;
    }
    var descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "unpackaged" : descriptor.rawVersion().orElse("unpackaged");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"myelin " + text()};
  }
}
