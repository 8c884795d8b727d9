package org.myelin.hdf5.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.myelin.hdf5.crash.RecordingDriver.Begin;
import org.myelin.hdf5.crash.RecordingDriver.Done;
import org.myelin.hdf5.crash.RecordingDriver.Event;
import org.myelin.hdf5.crash.RecordingDriver.Extend;
import org.myelin.hdf5.crash.RecordingDriver.Force;
import org.myelin.hdf5.crash.RecordingDriver.Truncate;
import org.myelin.hdf5.crash.RecordingDriver.Write;

/** What a file may look like after a crash in the middle of what was recorded. */
public final class CrashStates {
  /** Storage writes sectors of this many bytes as a whole. */
  private static final int SECTOR = 512;

  /**
   * Looks at one state.
   *
   * @see #prefixes
   */
  public interface Check {
    /**
     * A state.
     *
     * @param allowed what flushes left that the file may be at
     * @param where for messages
     */
    void state(byte[] file, List<Object> allowed, String where);
  }

  private final List<Event> events;
  private final List<Object> contents;

  /** Over these events. */
  public CrashStates(List<Event> events) {
    this.events = events;
    this.contents =
        events.stream().filter(e -> e instanceof Done).map(e -> ((Done) e).content()).toList();
  }

  /** A killed process: every prefix, and every prefix whose last write is torn between sectors. */
  public int prefixes(Check check) {
    int states = 0;
    Image image = new Image();
    Past past = new Past();
    for (int i = 0; i < events.size(); i++) {
      Event e = events.get(i);
      if (past.flushed() && e instanceof Write w) {
        for (int n = next(w.position()); n < w.bytes().length; n += SECTOR) {
          Image torn = image.copy();
          torn.apply(new Write(w.position(), Arrays.copyOf(w.bytes(), n)));
          check.state(torn.bytes(), past.allowed(), "event " + i + " torn after " + n);
          states++;
        }
      }
      image.apply(e);
      past.see(e);
      if (past.flushed() && !(e instanceof Force || e instanceof Begin)) {
        check.state(image.bytes(), past.allowed(), "after event " + i);
        states++;
      }
    }
    return states;
  }

  private static int next(long position) {
    return SECTOR - (int) (position % SECTOR);
  }

  /**
   * Power cuts: what was written since the last force is there in parts, sector by sector.
   *
   * @param each states for every gap between two forces
   */
  public int powerCuts(int each, Random random, Check check) {
    int states = 0;
    Image safe = new Image();
    Past past = new Past();
    List<Event> gap = new ArrayList<>();
    List<Past> pasts = new ArrayList<>();
    for (int i = 0; i <= events.size(); i++) {
      Event e = i == events.size() ? new Force() : events.get(i);
      if (!(e instanceof Force)) {
        past.see(e);
        gap.add(e);
        pasts.add(past.copy());
        continue;
      }
      for (int n = 0; n < each && !gap.isEmpty(); n++) {
        int cut = random.nextInt(gap.size());
        Past then = pasts.get(cut);
        if (then.flushed()) {
          Image image = safe.copy();
          lose(gap.subList(0, cut + 1), random, image);
          check.state(image.bytes(), then.allowed(), "power cut " + n + " before event " + i);
          states++;
        }
      }
      gap.forEach(safe::apply);
      gap.clear();
      pasts.clear();
    }
    return states;
  }

  private static void lose(List<Event> gap, Random random, Image image) {
    double kept = new double[] {0.05, 0.3, 0.5, 0.7, 0.95}[random.nextInt(5)];
    for (Event e : gap) {
      if (e instanceof Write w) {
        int from = 0;
        for (int to = next(w.position()); from < w.bytes().length; to += SECTOR) {
          int end = Math.min(to, w.bytes().length);
          if (random.nextDouble() < kept) {
            image.apply(new Write(w.position() + from, Arrays.copyOfRange(w.bytes(), from, end)));
          }
          from = end;
        }
      } else if (random.nextDouble() < kept) {
        image.apply(e);
      }
    }
  }

  /** Which flushes count at a moment. */
  private final class Past {
    private int flushes;
    private boolean inside;

    Past copy() {
      Past p = new Past();
      p.flushes = flushes;
      p.inside = inside;
      return p;
    }

    void see(Event e) {
      inside = e instanceof Begin || inside && !(e instanceof Done);
      flushes += e instanceof Done ? 1 : 0;
    }

    boolean flushed() {
      return flushes > 0;
    }

    List<Object> allowed() {
      return contents.subList(flushes - 1, inside ? flushes + 1 : flushes);
    }
  }

  /** A file's bytes. */
  private static final class Image {
    private byte[] bytes = new byte[1 << 16];
    private int size;

    Image copy() {
      Image i = new Image();
      i.bytes = Arrays.copyOf(bytes, size);
      i.size = size;
      return i;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, size);
    }

    void apply(Event e) {
      if (e instanceof Write w) {
        grow(w.position() + w.bytes().length);
        System.arraycopy(w.bytes(), 0, bytes, (int) w.position(), w.bytes().length);
      } else if (e instanceof Extend x) {
        grow(x.size());
      } else if (e instanceof Truncate t && t.size() < size) {
        Arrays.fill(bytes, (int) t.size(), size, (byte) 0);
        size = (int) t.size();
      }
    }

    private void grow(long end) {
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.max(end, bytes.length * 2L));
      }
      size = Math.max(size, (int) end);
    }
  }
}
