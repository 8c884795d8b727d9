package org.myelin.nwb.spec;

/** One entry of the specification language: a group, a dataset, an attribute or a link. */
public sealed interface Spec permits TypedSpec, AttributeSpec, LinkSpec {

  /** The fixed name, or null where the object is free to choose one. */
  String name();

  /** What the entry is, for people. */
  String doc();
}
