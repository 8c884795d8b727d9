/** Level 2 of the HDF5 File Format Specification: data objects: headers and their messages. */
package org.myelin.hdf5.internal.format.level2;
