/** Level 1 of the HDF5 File Format Specification: file infrastructure: trees, heaps, arrays. */
package org.myelin.hdf5.internal.format.level1;
