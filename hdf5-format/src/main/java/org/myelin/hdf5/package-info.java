/** HDF5 files for the JVM, in the words of the HDF5 File Format Specification. */
package org.myelin.hdf5;
