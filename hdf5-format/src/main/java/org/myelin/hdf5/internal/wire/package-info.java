/** Typed steps that read, write, size and trace an on-disk structure from one description. */
package org.myelin.hdf5.internal.wire;
