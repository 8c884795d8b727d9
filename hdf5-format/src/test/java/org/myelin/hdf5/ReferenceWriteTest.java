package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Libhdf5References;

/** Catches references that libhdf5 does not follow, or follows to something else. */
@ExtendWith(VerifyWritten.class)
class ReferenceWriteTest {
  @TempDir Path folder;

  private static final RegionSelection BOXES =
      RegionSelection.of(Hyperslab.start(2, 4).stride(3, 1).count(2, 2));
  private static final RegionSelection POINTS =
      RegionSelection.ofPoints(new long[] {1, 3}, new long[] {9, 19});

  private static final CompoundType PAIR =
      Datatype.compound(
          Datatype.member("object", Datatype.OBJECT_REFERENCE),
          Datatype.member("regions", Datatype.array(Datatype.REGION_REFERENCE, 2)),
          Datatype.member("list", Datatype.vlen(Datatype.REGION_REFERENCE)));

  private static Dataset grid(Hdf5File f) {
    Dataset d = f.root().createDataset("grid", Datatype.I32, Dataspace.of(10, 20));
    int[] values = new int[200];
    java.util.Arrays.setAll(values, i -> i);
    d.writeInts(Selection.all(), values);
    d.attributes().set("unit", "V");
    return d;
  }

  /** In datasets and attributes, inside compounds, arrays and variable-length values. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void h5pyFollowsRegions(FormatBounds bounds) {
    Path file = folder.resolve("regions.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Dataset d = grid(f);
      RegionReference boxes = d.regionReference(BOXES);
      RegionReference points = d.regionReference(POINTS);
      RegionReference all = d.regionReference(RegionSelection.EVERYTHING);
      RegionReference two =
          d.regionReference(
              RegionSelection.of(
                  Hyperslab.start(0, 0).count(2, 2), Hyperslab.start(8, 18).count(1, 2)));
      RegionReference[] five = {boxes, points, RegionReference.NULL, all, two};
      f.root().createDataset("r", Datatype.REGION_REFERENCE, Dataspace.of(5)).write(five);
      d.attributes().set("r", five);
      Compound c =
          new Compound(
              Map.of(
                  "object", d.reference(),
                  "regions", new RegionReference[] {points, boxes},
                  "list", new RegionReference[] {all, RegionReference.NULL, points}));
      Compound empty =
          new Compound(
              Map.of(
                  "object", ObjectReference.NULL,
                  "regions", new RegionReference[] {RegionReference.NULL, two},
                  "list", new RegionReference[0]));
      f.root()
          .createDataset("c", PAIR, Dataspace.of(2), Layout.chunked(1))
          .write(new Compound[] {c, empty});
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                d = f['grid']
                def at(r):
                    if not r:
                        return 'null'
                    assert f[r] == d
                    s = h5py.h5r.get_region(r, f.id)
                    i = np.zeros(s.get_select_npoints(), 'i4')
                    d.id.read(h5py.h5s.create_simple(i.shape), s, i)
                    return [i.size, int(i.sum())]
                def nested(c):
                    return [f[c['object']] == d if c['object'] else 'null', [at(r) for r in c['regions']], [at(r) for r in c['list']]]
                result = [[at(r) for r in f['r'][...]], [at(r) for r in d.attrs['r']]]
            """,
            file);
    List<Object> five =
        List.of(
            List.of(4L, 44L + 45 + 104 + 105),
            List.of(2L, 23L + 199),
            "null",
            List.of(200L, 19_900L),
            List.of(6L, 0L + 1 + 20 + 21 + 178 + 179));
    assertThat(seen).isEqualTo(List.of(five, five));
    assertThat(H5Dump.run(file, "-d", "c").replaceAll("\\s+", " "))
        .contains(
            "\"/grid\", [ DATASET \"/grid\", DATASET \"/grid\" ],"
                + " (DATASET \"/grid\", NULL, DATASET \"/grid\")");
    try (Hdf5File f = Hdf5File.open(file)) {
      Compound[] c = (Compound[]) f.dataset("c").read();
      assertThat(((RegionReference[]) c[0].get("regions"))[0].selection().kind())
          .isEqualTo(RegionSelection.Kind.POINTS);
      assertThat((Object[]) c[0].get("list")).hasSize(3);
      assertThat((Object[]) c[1].get("list")).isEmpty();
    }
  }

  /** libhdf5 1.14 follows what it would write itself, here and into another file. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V112"})
  void libhdf5FollowsStandardReferences(FormatBounds bounds) {
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    Path other = folder.resolve("other.h5");
    List<StandardReference> there = new ArrayList<>();
    try (Hdf5File f = Hdf5File.create(other, options)) {
      Dataset d = grid(f);
      String name = other.toString();
      there.add(d.standardReference().inFile(name));
      there.add(StandardReference.of(d.regionReference(BOXES)).inFile(name));
      there.add(d.attributeReference("unit").inFile(name));
    }
    Path file = folder.resolve("standard.h5");
    List<StandardReference> refs = new ArrayList<>();
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Dataset d = grid(f);
      refs.add(d.standardReference());
      refs.add(f.root().standardReference());
      refs.add(StandardReference.of(d.regionReference(BOXES)));
      refs.add(StandardReference.of(d.regionReference(POINTS)));
      refs.add(StandardReference.of(d.regionReference(RegionSelection.EVERYTHING)));
      refs.add(d.attributeReference("unit"));
      refs.add(StandardReference.NULL);
      refs.addAll(there);
      StandardReference[] all = refs.toArray(new StandardReference[0]);
      f.root().createDataset("r", Datatype.STANDARD_REFERENCE, Dataspace.of(all.length)).write(all);
      d.attributes().set("r", all);
      Datatype list = Datatype.vlen(Datatype.vlen(Datatype.STANDARD_REFERENCE));
      f.root()
          .createDataset("deep", list, Dataspace.of(2))
          .write(new Object[] {new Object[] {all, new StandardReference[0], all}, new Object[0]});
    }
    List<String> want =
        List.of(
            "standard.h5:/grid",
            "standard.h5:/",
            "standard.h5:/grid 4 in [2, 4][5, 5]",
            "standard.h5:/grid 2 in [1, 3][9, 19]",
            "standard.h5:/grid 200 in [0, 0][9, 19]",
            "standard.h5:/grid@unit",
            "null",
            "other.h5:/grid",
            "other.h5:/grid 4 in [2, 4][5, 5]",
            "other.h5:/grid@unit");
    assertThat(Libhdf5References.read(file, "r", null, want.size())).isEqualTo(want);
    assertThat(Libhdf5References.read(file, "grid", "r", want.size())).isEqualTo(want);
    try (Hdf5File f = Hdf5File.open(file)) {
      StandardReference[] read = (StandardReference[]) f.dataset("r").read();
      assertThat(read)
          .usingRecursiveComparison()
          .ignoringFields("selection.boxes") // which are stored block by block
          .isEqualTo(refs.toArray());
      Object[] deep = (Object[]) ((Object[]) f.dataset("deep").read())[0];
      assertThat(deep).hasSize(3);
      assertThat((Object[]) deep[2]).usingRecursiveComparison().isEqualTo(read);
    }
    // a copy in another file leads to the copies
    Path anew = folder.resolve("standard2.h5");
    Hdf5Repack.run(file, anew, FileOptions.DEFAULT, RepackOptions.DEFAULT.withBounds(bounds));
    assertThat(Libhdf5References.read(anew, "r", null, want.size()))
        .isEqualTo(want.stream().map(s -> s.replace("standard.h5", "standard2.h5")).toList());
  }

  @Test
  void whatCannotBeReferredToIsRefused() {
    Path file = folder.resolve("refused.h5");
    FileOptions options = FileOptions.DEFAULT.withBounds(FormatBounds.V110);
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Dataset d = grid(f);
      assertThatThrownBy(
              () -> d.regionReference(RegionSelection.of(Hyperslab.start(9, 0).count(2, 1))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> d.attributeReference("none"))
          .isInstanceOf(java.util.NoSuchElementException.class);
      assertThatThrownBy(() -> d.standardReference().inFile(""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> f.root().createDataset("s", Datatype.STANDARD_REFERENCE, Dataspace.of(1)))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("V112");
      Dataset r = f.root().createDataset("r", Datatype.REGION_REFERENCE, Dataspace.of(1));
      assertThatThrownBy(() -> r.write(new ObjectReference[] {d.reference()}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ObjectReference");
    }
  }
}
