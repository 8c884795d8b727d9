package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DataspaceTest {
  @Test
  void scalarNullAndEmptyAreThreeThings() {
    assertThat(Dataspace.scalar().elements()).isEqualTo(1);
    assertThat(Dataspace.nullSpace().elements()).isZero();
    assertThat(Dataspace.of(0, 5).elements()).isZero();
    assertThat(Dataspace.of()).isEqualTo(Dataspace.scalar());
    assertThat(Dataspace.of(0)).isNotEqualTo(Dataspace.nullSpace());
  }

  /** An element count that wraps around would make a huge dataset look small. */
  @Test
  void elementCountsDoNotOverflow() {
    assertThat(Dataspace.of(1L << 31, 1L << 31).elements()).isEqualTo(1L << 62);
    assertThatThrownBy(() -> Dataspace.of(1L << 32, 1L << 31))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Dataspace.of(1L << 40, 1L << 40))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Dataspace.of(Long.MAX_VALUE, 0, Long.MAX_VALUE).elements()).isZero();
  }

  @Test
  void maximaBoundTheShape() {
    Dataspace s = Dataspace.of(4, 2).max(Dataspace.UNLIMITED, 2);
    assertThat(s.isExtendible()).isTrue();
    assertThat(s.maxShape()).containsExactly(-1, 2);
    assertThat(s.withShape(9, 2).shape()).containsExactly(9, 2);
    assertThatThrownBy(() -> s.withShape(9, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Dataspace.of(4).max(3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Dataspace.of(4).max(4, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Dataspace.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Dataspace.of(new long[33]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Dataspace.of(4).max(4).isExtendible()).isFalse();
  }

  /** Shapes handed in or out may be changed by their owner; the dataspace may not. */
  @Test
  void arraysAreCopied() {
    long[] shape = {1, 2};
    Dataspace s = Dataspace.of(shape);
    shape[0] = 9;
    s.shape()[1] = 9;
    s.maxShape()[1] = 9;
    assertThat(s.shape()).containsExactly(1, 2);
  }

  @Test
  void textTellsShapeAndMaximum() {
    assertThat(Dataspace.of(4, 2).max(Dataspace.UNLIMITED, 2))
        .hasToString("[4, 2] max [unlimited, 2]");
    assertThat(Dataspace.scalar()).hasToString("scalar");
    assertThat(Dataspace.nullSpace()).hasToString("null");
  }
}
