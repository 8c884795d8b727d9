package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches a file that makes the library open another one without leave. */
class ExternalAccessTest {
  @TempDir Path folder;
  private Path data;
  private Path file;
  private FileOptions allowed;

  @BeforeEach
  void files() throws Exception {
    data = Files.createDirectories(folder.resolve("data/below")).getParent();
    file = data.resolve("f.h5");
    H5py.run(
        """
        import os
        for name in ['../outside.h5', 'other.h5', 'below/deep.h5']:
            with h5py.File(os.path.join(args[1], name), 'w') as f:
                f['g/x'] = [1, 2, 3]
                f['back'] = h5py.ExternalLink('f.h5', '/ping')
                f['g/soft'] = h5py.SoftLink('/g/x')
        with h5py.File(args[0], 'w') as f:
            f['good'] = h5py.ExternalLink('other.h5', '/g/x')
            f['group'] = h5py.ExternalLink('other.h5', '/g')
            f['deep'] = h5py.ExternalLink('below/deep.h5', '/g/soft')
            f['moved'] = h5py.ExternalLink('/no/such/folder/other.h5', '/g/x')
            f['missing'] = h5py.ExternalLink('none.h5', '/g/x')
            f['ping'] = h5py.ExternalLink('other.h5', '/back')
        """,
        file,
        data);
    allowed = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(data));
  }

  @Test
  void linksIntoAllowedFilesAreFollowed() {
    Dataset kept;
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      assertThat(f.dataset("good").readLongs(Selection.all())).containsExactly(1, 2, 3);
      assertThat(f.dataset("deep").readLongs(Selection.all())).containsExactly(1, 2, 3);
      assertThat(f.dataset("moved").readLongs(Selection.all())).containsExactly(1, 2, 3);
      assertThat(f.dataset("group/soft").readLongs(Selection.all())).containsExactly(1, 2, 3);
      assertThat(f.group("group").file().path().getFileName()).hasToString("other.h5");
      assertThat(f.group("group").file()).isSameAs(f.dataset("good").file());
      assertThat(f.exists("missing")).isFalse();
      assertThatThrownBy(() -> f.node("missing"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("none.h5");
      // f.h5 → other.h5 → f.h5 → …
      assertThatThrownBy(() -> f.node("ping"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("64");
      kept = f.dataset("good");
    }
    assertThatThrownBy(() -> kept.readLongs(Selection.all()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsAllowedUnlessTheCallerSaysSo() {
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThatThrownBy(() -> f.node("good"))
          .isInstanceOf(ExternalAccessException.class)
          .hasMessageContaining("withExternal")
          .hasMessageContaining("external link /good")
          .hasMessageContaining("other.h5");
      assertThatThrownBy(() -> f.node("missing")).isInstanceOf(ExternalAccessException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.h5",
        "below/../../outside.h5",
        "./../outside.h5",
        "../data/../outside.h5",
        "../nothing-there.h5",
        "{}/outside.h5",
        "{}/nothing-there.h5",
        "/etc/passwd",
        "/dev/zero",
        "/dev/stdin",
        "/proc/self/mem",
        "link.h5",
        "linked/outside.h5",
        "linked/nothing-there.h5",
        "below/up/outside.h5",
        "relink.h5",
        "dangling.h5",
        "fifo",
        "below",
        ".",
        "..",
        "/",
        "file:///etc/passwd",
        "file:outside.h5",
        "http://localhost/x.h5",
        "https://localhost/x.h5",
        "jar:file:/x.jar!/x",
        "s3://bucket/x.h5",
        "\\\\server\\share\\x.h5",
        "//server/share/x.h5",
        "C:\\windows\\x.h5",
        "c:x.h5",
      })
  void noNameLeadsOutOfTheAllowedFolders(String name) throws Exception {
    Files.createSymbolicLink(data.resolve("link.h5"), folder.resolve("outside.h5"));
    Files.createSymbolicLink(data.resolve("relink.h5"), Path.of("link.h5"));
    Files.createSymbolicLink(data.resolve("linked"), folder);
    Files.createSymbolicLink(data.resolve("below/up"), Path.of("../.."));
    Files.createSymbolicLink(data.resolve("dangling.h5"), folder.resolve("not-yet.h5"));
    new ProcessBuilder("mkfifo", data.resolve("fifo").toString()).start().waitFor();
    String target = name.replace("{}", folder.toString());
    H5py.run(
        "with h5py.File(args[0], 'a') as f: f['bad'] = h5py.ExternalLink(args[1], '/g/x')",
        file,
        target);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      assertThatThrownBy(() -> f.node("bad"))
          .isInstanceOf(ExternalAccessException.class)
          .hasMessageContainingAll(target, "withExternal");
    }
  }

  /**
   * Catches a look at a forbidden file: one name exists and the other does not, and a file that
   * holds them must not learn which.
   */
  @Test
  void aForbiddenNameThatExistsIsAnsweredAsOneThatDoesNot() throws Exception {
    Files.copy(data.resolve("other.h5"), folder.resolve("other.h5"));
    H5py.run(
        """
        with h5py.File(args[0], 'a') as f:
            for name in ['there', 'nowhere']:
                f[name] = h5py.ExternalLink(args[1] + ('/' if name == 'there' else '/no/') + 'other.h5', '/g/x')
                f[name + ' alone'] = h5py.ExternalLink(args[1] + ('/' if name == 'there' else '/no/') + 'outside.h5', '/g/x')
        """,
        file,
        folder);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      for (String name : new String[] {"there", "nowhere"}) {
        assertThat(f.dataset(name).file().path()).isEqualTo(data.toRealPath().resolve("other.h5"));
        assertThatThrownBy(() -> f.node(name + " alone"))
            .isInstanceOf(ExternalAccessException.class)
            .hasMessageContaining("outside of");
      }
    }
  }

  /** Catches: a folder that may be used by a name with a symbolic link in it, but is not found. */
  @Test
  void anAbsoluteNameThroughALinkToTheFolderIsFollowed() throws Exception {
    Path other = Files.createSymbolicLink(folder.resolve("other name"), data);
    H5py.run(
        "with h5py.File(args[0], 'a') as f: f['abs'] = h5py.ExternalLink(args[1], '/g/x')",
        file,
        other.resolve("below/deep.h5"));
    try (Hdf5File f = Hdf5File.open(other.resolve("f.h5"), OpenMode.READ, allowed)) {
      assertThat(f.dataset("abs").readLongs(Selection.all())).containsExactly(1, 2, 3);
    }
  }
}
