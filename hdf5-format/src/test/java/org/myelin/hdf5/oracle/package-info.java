/**
 * Other people's programs that read what we write: h5dump, h5py, h5wasm, jHDF and libhdf5 itself.
 * Published as a test jar, so that the modules above test their files against the same references.
 */
package org.myelin.hdf5.oracle;
