package org.myelin.cli;

/** The command {@code myelin}. */
public final class Myelin {
  private Myelin() {}

  public static void main(String[] args) {
    System.out.println(String.join(",", args) + System.getProperty("sun.jnu.encoding"));
  }
}
