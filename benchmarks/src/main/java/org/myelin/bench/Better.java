package org.myelin.bench;

/** Which way a figure gets better. */
public enum Better {
  HIGHER,
  LOWER;

  /** How many times better {@code ours} is than {@code theirs}: above 1 we are ahead. */
  double ratio(double ours, double theirs) {
    return this == HIGHER ? ours / theirs : theirs / ours;
  }

  /** Whether {@code a} is better than {@code b}. */
  boolean ahead(double a, double b) {
    return ratio(a, b) > 1;
  }
}
