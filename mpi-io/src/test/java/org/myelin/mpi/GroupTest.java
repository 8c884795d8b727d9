package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Catches groups whose order or numbering is off, and attributes that a dup loses or keeps. */
class GroupTest {
  private static final Group TEN = new Group(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 3);

  @Test
  void subsetsKeepTheOrderThatTheStandardAsksFor() {
    Group odd = TEN.include(9, 7, 5, 3, 1);
    assertThat(odd.members()).containsExactly(9, 7, 5, 3, 1);
    assertThat(odd.rank()).isEqualTo(3);
    assertThat(TEN.include(4).rank()).isEqualTo(Group.UNDEFINED);
    assertThat(TEN.exclude(0, 2, 4, 6, 8)).isEqualTo(TEN.includeRanges(new int[] {1, 9, 2}));
    assertThat(TEN.includeRanges(new int[] {6, 1, -3}, new int[] {9, 9, 1}).members())
        .containsExactly(6, 3, 9);
    assertThat(TEN.excludeRanges(new int[] {0, 8, 1}).members()).containsExactly(9);
    assertThat(odd.union(TEN).members()).containsExactly(9, 7, 5, 3, 1, 0, 2, 4, 6, 8);
    assertThat(TEN.intersection(odd).members()).containsExactly(1, 3, 5, 7, 9);
    assertThat(odd.difference(TEN.include(1, 9)).members()).containsExactly(7, 5, 3);
    assertThat(odd.difference(odd)).isEqualTo(Group.EMPTY);
    assertThat(odd.translate(new int[] {0, 4, Comm.PROC_NULL}, TEN))
        .containsExactly(9, 1, Comm.PROC_NULL);
    assertThat(TEN.translate(new int[] {2}, odd)).containsExactly(Group.UNDEFINED);
    assertThat(odd.compare(TEN.include(1, 3, 5, 7, 9))).isEqualTo(Group.Comparison.SIMILAR);
    assertThat(odd.compare(TEN)).isEqualTo(Group.Comparison.UNEQUAL);
    assertThatThrownBy(() -> TEN.include(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TEN.include(10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TEN.includeRanges(new int[] {0, 1, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attributesGoWhereTheirKeysSay() {
    Mpi.runThreads(
        2,
        mpi -> {
          List<String> deleted = new ArrayList<>();
          AttributeKey<String> kept =
              AttributeKey.of(String.class, v -> v + "'", (comm, v) -> deleted.add(v));
          AttributeKey<Integer> own = AttributeKey.of(Integer.class);
          Intracomm world = mpi.world();
          world.setAttribute(kept, "a");
          world.setAttribute(own, 5);
          Intracomm dup = world.dup();
          assertThat(dup.attribute(kept)).contains("a'");
          assertThat(dup.attribute(own)).isEmpty();
          assertThat(world.compare(dup)).isEqualTo(Group.Comparison.CONGRUENT);
          assertThat(world.compare(world)).isEqualTo(Group.Comparison.IDENT);
          assertThat(world.compare(mpi.self())).isEqualTo(Group.Comparison.UNEQUAL);
          try (Intracomm back = world.split(0, -world.rank())) {
            assertThat(world.compare(back)).isEqualTo(Group.Comparison.SIMILAR);
          }
          dup.close();
          assertThat(deleted).containsExactly("a'");
          world.deleteAttribute(kept);
          assertThat(deleted).containsExactly("a'", "a");
          assertThat(world.attribute(kept)).isEmpty();
        });
  }
}
