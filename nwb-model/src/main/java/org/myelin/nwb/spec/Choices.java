package org.myelin.nwb.spec;

import java.util.List;

/**
 * Alternatives for a shape or for the names of its axes: one list for each permitted rank.
 *
 * @param <T> Long for shapes ({@link #ANY} stands for any length), String for axis names
 * @param alternatives the permitted lists
 * @param bare whether the specification wrote one list without an outer one around it
 */
public record Choices<T>(List<List<T>> alternatives, boolean bare) {
  /** In a shape: any length. */
  public static final Long ANY = -1L;

  /** Copies the lists. */
  public Choices {
    alternatives = alternatives.stream().map(List::copyOf).toList();
    if (bare && alternatives.size() != 1) {
      throw new IllegalArgumentException("a bare choice has one alternative, not " + alternatives);
    }
  }
}
