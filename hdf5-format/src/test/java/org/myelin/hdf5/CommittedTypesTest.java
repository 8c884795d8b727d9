package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches types of attributes that are not counted, or counted once too often. */
@ExtendWith(VerifyWritten.class)
class CommittedTypesTest {
  @TempDir Path folder;

  private static final String LOOK =
      """
      with h5py.File(args[0], 'r') as f:
          def named(t):
              return (h5py.h5i.get_name(t) or b'nameless').decode() if t.committed() else 'own'
          a = f['g'].attrs
          result = {
              'count': h5py.h5o.get_info(f['t'].id).rc if 't' in f else 0,
              'attributes': {n: [named(a.get_id(n).get_type()), a[n]] for n in a if n[0] == 'a'},
              'dataset': named(f['d'].id.get_type()) if 'd' in f else 'gone',
              'values': f['d'][...] if 'd' in f else []}
      """;

  private Map<?, ?> look(Path file) {
    return (Map<?, ?>) H5py.run(LOOK, file);
  }

  /** As messages of the header, and, with more of them, in a heap. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void attributesLeadToTheirType(FormatBounds bounds) {
    for (int others : new int[] {0, 20}) {
      Path file = folder.resolve("types" + others + ".h5");
      try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
        NamedDatatype t = f.root().createDatatype("t", Datatype.I16_BE);
        Group g = f.root().createGroup("g");
        for (int i = 0; i < others; i++) {
          g.attributes().set("x" + i, i);
        }
        g.attributes().set("a", t, Dataspace.of(3), new int[] {1, -2, 3});
        g.attributes().set("a", t, Dataspace.scalar(), 5);
        g.attributes().set("a2", t, Dataspace.scalar(), 6);
        g.attributes().set("a3", t, Dataspace.scalar(), 7);
        g.attributes().set("a3", Datatype.I16_BE, Dataspace.scalar(), 8);
        f.root()
            .createDataset("d", t, Dataspace.of(2), Layout.contiguous(), 4, ObjectOptions.DEFAULT);
      }
      assertThat(look(file))
          .isEqualTo(
              Map.of(
                  "count",
                  4L,
                  "attributes",
                  Map.of("a", List.of("/t", 5L), "a2", List.of("/t", 6L), "a3", List.of("own", 8L)),
                  "dataset",
                  "/t",
                  "values",
                  List.of(4L, 4L)));
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        f.group("g").attributes().delete("a2");
        f.root().delete("d");
      }
      assertThat(look(file).get("count")).isEqualTo(2L);
      H5py.run("with h5py.File(args[0], 'r+') as f: del f['t']", file);
      assertThat(look(file).get("attributes"))
          .as("the type lives on")
          .isEqualTo(Map.of("a", List.of("nameless", 5L), "a3", List.of("own", 8L)));
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        assertThat(f.group("g").attributes().get("a").asLong()).isEqualTo(5);
        f.group("g").attributes().delete("a");
      }
      assertThat(Hdf5Verification.of(file, FileOptions.DEFAULT).findings()).isEmpty();
    }
  }

  /** The copy's types are counted as the original's. */
  @Test
  void copiesCountTheirTypes() {
    Path file = folder.resolve("original.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Group g = f.root().createGroup("g");
      NamedDatatype t = f.root().createDatatype("t", Datatype.OBJECT_REFERENCE);
      g.attributes().set("r", t, Dataspace.scalar(), g.reference());
      g.attributes().set("s", t, Dataspace.scalar(), g.reference());
    }
    Path anew = folder.resolve("copy.h5");
    Hdf5Repack.run(file, anew, FileOptions.DEFAULT, RepackOptions.DEFAULT);
    assertThat(look(anew).get("count")).isEqualTo(3L);
  }

  @Test
  void typesOfOtherFilesAreRefused() {
    try (Hdf5File a = Hdf5File.create(folder.resolve("a.h5"));
        Hdf5File b = Hdf5File.create(folder.resolve("b.h5"))) {
      NamedDatatype t = a.root().createDatatype("t", Datatype.I32);
      assertThatThrownBy(() -> b.root().attributes().set("x", t, Dataspace.scalar(), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("/t of");
      assertThat(b.root().attributes().names()).isEmpty();
    }
  }
}
