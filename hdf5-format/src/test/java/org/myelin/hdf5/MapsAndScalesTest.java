package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/** Catches maps that disagree with the links, texts without bound, and scales that get lost. */
class MapsAndScalesTest {
  @TempDir Path folder;

  @Test
  void groupsAndAttributesAreMaps() {
    Path file = folder.resolve("m.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Group g = f.root().createGroup("g");
      g.createGroup("sub");
      g.createDataset("d", Datatype.F64, Dataspace.of(3)).attributes().set("unit", "V");
      g.createSoftLink("soft", "/g/d");
      g.createSoftLink("nowhere", "/absent");
      Map<String, Node> map = g.asMap();
      assertThat(map).containsOnlyKeys("d", "soft", "sub").hasSize(3);
      assertThat(map.get("soft")).isInstanceOf(Dataset.class);
      assertThat(map.get("nowhere")).isNull();
      assertThat(map.get("sub/x")).isNull();
      assertThat(map.values()).hasOnlyElementsOfTypes(Group.class, Dataset.class);
      assertThatThrownBy(() -> map.remove("d")).isInstanceOf(UnsupportedOperationException.class);
      g.createGroup("later");
      assertThat(map).containsKey("later");
      Attributes a = g.dataset("d").attributes();
      a.set("gain", 2.5);
      assertThat(a.asMap()).containsOnlyKeys("unit", "gain");
      assertThat(a.asMap().get("gain").asDouble()).isEqualTo(2.5);
      assertThat(a).extracting(Attribute::name).containsExactlyElementsOf(a.names());
    }
  }

  @Test
  void textIsAShortTree() {
    Path file = folder.resolve("t.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root()
          .createDataset("v", Datatype.I32, Dataspace.of(8, 2), Layout.chunked(4, 2).deflate(1));
      f.root().createSoftLink("s", "/gone");
      f.root().createHardLink("self", f.root());
      Group g = f.root().createGroup("many");
      for (int i = 0; i < 300; i++) {
        g.createGroup("child" + i);
      }
      assertThat(f.toString())
          .startsWith(file.toString())
          .contains("\n├ ", "v: int32 [8, 2] chunked[4, 2] deflate", "s → /gone", "… 288 more");
      assertThat(f.toString().lines().count()).isLessThan(60);
      assertThat(f.dataset("v").toString()).isEqualTo("/v int32 [8, 2] chunked[4, 2] deflate");
    }
  }

  @Test
  void scalesOfH5py() {
    Path file = folder.resolve("s.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            d = f.create_dataset('g/data', data=np.zeros((4, 3)))
            f['x'] = np.arange(4.0); f['x2'] = np.arange(4); f.create_dataset('deep/er/y', data=np.arange(3))
            f['x'].make_scale('time of day'); f['x2'].make_scale(); f['deep/er/y'].make_scale('y')
            d.dims[0].attach_scale(f['x']); d.dims[0].attach_scale(f['x2']); d.dims[1].attach_scale(f['deep/er/y'])
            d.dims[1].label = 'across'
            f['plain'] = 1
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      List<Dimension> all = f.dataset("g/data").dimensions();
      assertThat(all).extracting(Dimension::label).containsExactly("", "across");
      assertThat(all).extracting(Dimension::length).containsExactly(4L, 3L);
      assertThat(all.get(0).scales()).extracting(Node::path).containsExactly("/x", "/x2");
      assertThat(all.get(1).scales().get(0).readLongs()).containsExactly(0, 1, 2);
      assertThat(f.dataset("x").isScale()).isTrue();
      assertThat(f.dataset("x").scaleName()).contains("time of day");
      assertThat(f.dataset("deep/er/y").scaleName()).contains("y");
      assertThat(f.dataset("g/data").isScale()).isFalse();
      assertThat(f.dataset("plain").dimensions()).isEmpty();
      assertThat(f.dataset("x").dimensions().get(0).scales()).isEmpty();
    }
  }

  /** As the netCDF-4 library writes a dimension without a variable, and one with. */
  @Test
  void dimensionsOfNetcdf() {
    Path file = folder.resolve("n.nc");
    H5py.run(
        """
        with h5py.File(args[0], 'w', track_order=True) as f:
            f.create_dataset('lon', data=np.zeros(5, '>f4')); f['lon'].make_scale('This is a netCDF dimension but not a netCDF variable.         5')
            f['lon'].attrs['_Netcdf4Dimid'] = np.int32(0)
            f.create_dataset('time', data=np.zeros(0), maxshape=(None,)); f['time'].make_scale('time')
            v = f.create_dataset('v', shape=(0, 5), maxshape=(None, 5)); v.dims[0].attach_scale(f['time']); v.dims[1].attach_scale(f['lon'])
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("v").dimensions())
          .extracting(d -> d.scales().get(0).name())
          .containsExactly("time", "lon");
      assertThat(f.dataset("lon").scaleName().orElseThrow())
          .startsWith("This is a netCDF dimension");
    }
  }

  @Test
  void namesAWrongList() {
    Path file = folder.resolve("w.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d = f.root().createDataset("d", Datatype.F64, Dataspace.of(3));
      d.attributes().set("DIMENSION_LABELS", new String[] {"a", "b"});
      assertThatThrownBy(d::dimensions)
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("DIMENSION_LABELS");
    }
  }
}
