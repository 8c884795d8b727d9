package org.myelin.bench.format;

import java.util.SplittableRandom;

/** Data that compresses about as well as recordings of voltage do. */
public final class Signals {
  private Signals() {}

  /** A random walk in each of {@code channels} columns. */
  public static short[] voltages(int samples, int channels) {
    SplittableRandom random = new SplittableRandom(42);
    short[] data = new short[samples * channels];
    short[] now = new short[channels];
    for (int i = 0; i < data.length; i++) {
      int channel = i % channels;
      now[channel] += (short) (random.nextInt(17) - 8);
      data[i] = now[channel];
    }
    return data;
  }
}
