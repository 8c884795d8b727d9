package org.myelin.hdf5;

/** A chunk was written through a filter for which no {@code Filter} is registered. */
public final class MissingFilterException extends Hdf5Exception {
  private static final long serialVersionUID = 1L;

  private final int filterId;

  /**
   * A refusal that names the filter.
   *
   * @param dataset the dataset, with its file if known
   * @param filterId the registered filter id
   * @param filterName the name stored beside it, may be empty
   */
  public MissingFilterException(String dataset, int filterId, String filterName) {
    super(
        dataset
            + ": filter "
            + filterId
            + (filterName == null || filterName.isEmpty() ? "" : " (" + filterName + ")")
            + " is not available; put an implementation of it on the module path",
        new Finding(
            "Filter Pipeline message of " + dataset,
            "Filter Identification Value",
            -1,
            filterId + (filterName == null || filterName.isEmpty() ? "" : " (" + filterName + ")"),
            "a filter that is built in or registered"));
    this.filterId = filterId;
  }

  /** The registered id of the filter that is missing. */
  public int filterId() {
    return filterId;
  }
}
