package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches links and attributes whose age is lost, and notes on objects that are not found. */
class CreationOrderTest {
  @TempDir Path folder;

  /** 5 are messages of the header, 60 lie in fractal heaps. */
  @ParameterizedTest
  @ValueSource(ints = {5, 60})
  void linksAndAttributesByAge(int n) {
    Path file = folder.resolve("age.h5");
    H5py.run(
        """
        n = int(args[1])
        with h5py.File(args[0], 'w', libver='latest') as f:
            for name, order in [('kept', True), ('lost', False)]:
                g = f.create_group(name, track_order=order)
                g.attrs['first, then gone'] = 1
                for i in reversed(range(n)):
                    g['é%03d' % i] = h5py.SoftLink('/nowhere')
                    g.attrs['a%03d' % i] = i
                del g['é%03d' % (n - 1)]
                g['é%03d' % (n - 1)] = h5py.SoftLink('/again')
                del g.attrs['first, then gone']
        """,
        file, n);
    try (Hdf5File f = Hdf5File.open(file)) {
      Group kept = f.group("kept");
      var byName = IntStream.range(0, n).mapToObj(i -> String.format("%03d", i)).toList();
      var byAge = IntStream.range(0, n).mapToObj(i -> String.format("%03d", n - 1 - i)).toList();
      assertThat(kept.links(LinkOrder.NAME))
          .extracting(l -> l.name().substring(1))
          .isEqualTo(byName);
      assertThat(kept.links(LinkOrder.CREATION))
          .extracting(l -> l.name().substring(1))
          .startsWith(byAge.get(1))
          .endsWith(byAge.get(0))
          .hasSize(n);
      assertThat(kept.links()).extracting(Link::characterSet).containsOnly(CharacterSet.UTF_8);
      assertThat(kept.attributes().names(LinkOrder.CREATION))
          .isEqualTo(byAge.stream().map(s -> "a" + s).toList());
      for (String name : new String[] {"kept", "lost"}) {
        assertThat(f.group(name).attributes().names(LinkOrder.NAME))
            .isEqualTo(byName.stream().map(s -> "a" + s).toList());
      }
      Group lost = f.group("lost");
      assertThat(lost.tracksOrder()).isFalse();
      assertThat(lost.links(LinkOrder.NAME)).hasSize(n);
      assertThatThrownBy(() -> lost.links(LinkOrder.CREATION))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("/lost");
      assertThatThrownBy(() -> lost.attributes().names(LinkOrder.CREATION))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void commentsAndTimes(String version) {
    Path file = folder.resolve("notes.h5");
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver=args[1]) as f:
            f.create_dataset('timed', data=[1], track_times=True)
            f.create_dataset('plain', data=[1], track_times=False)
            h5py.h5o.set_comment(f['timed'].id, 'gemessen bei 4 °C'.encode())
        """,
        file,
        version);
    try (Hdf5File f = Hdf5File.open(file)) {
      Node timed = f.node("timed");
      assertThat(timed.comment()).contains("gemessen bei 4 °C");
      assertThat(timed.modificationTime().orElseThrow())
          .isBetween(before, before.plus(Duration.ofMinutes(10)));
      assertThat(timed.creationTime().isPresent()).isEqualTo(version.equals("latest"));
      assertThat(f.node("plain").comment()).isEmpty();
      assertThat(f.node("plain").modificationTime()).isEmpty();
    }
  }

  /** Before 1.6 the time was text; the same file with such a message in place of the other one. */
  @Test
  void timeAsText() throws Exception {
    Path file = folder.resolve("old.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver='earliest') as f:
            d = f.create_dataset('d', data=[1], track_times=False)
            h5py.h5o.set_comment(d.id, b'0123456789abcde')
        """,
        file);
    byte[] bytes = java.nio.file.Files.readAllBytes(file);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("0123456789abcde");
    assertThat(bytes[at - 8]).as("type of the message").isEqualTo((byte) 0x0d);
    bytes[at - 8] = 0x0e;
    System.arraycopy(
        "20040229123456".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, at, 14);
    try (Hdf5File f = Hdf5File.open(bytes)) {
      assertThat(f.node("d").modificationTime()).contains(Instant.parse("2004-02-29T12:34:56Z"));
      assertThat(f.node("d").comment()).isEmpty();
    }
    bytes[at + 4] = '9';
    try (Hdf5File f = Hdf5File.open(bytes)) {
      assertThatThrownBy(() -> f.node("d").modificationTime())
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("20049229123456");
    }
  }
}
