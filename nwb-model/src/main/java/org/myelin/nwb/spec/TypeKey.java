package org.myelin.nwb.spec;

/**
 * The words a namespace uses for its types. hdmf-common says {@code data_type}, NWB says {@code
 * neurodata_type}.
 */
public enum TypeKey {
  DATA_TYPE("data_type"),
  NEURODATA_TYPE("neurodata_type");

  private final String prefix;

  TypeKey(String prefix) {
    this.prefix = prefix;
  }

  /** The key that defines a type. */
  public String def() {
    return prefix + "_def";
  }

  /** The key that includes a type. */
  public String inc() {
    return prefix + "_inc";
  }
}
