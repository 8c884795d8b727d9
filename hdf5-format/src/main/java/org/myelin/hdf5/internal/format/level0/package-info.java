/** Level 0 of the HDF5 File Format Specification: the superblock and driver information. */
package org.myelin.hdf5.internal.format.level0;
