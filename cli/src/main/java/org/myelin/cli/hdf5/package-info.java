/** The commands on HDF5 files. */
package org.myelin.cli.hdf5;
