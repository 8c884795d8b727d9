/** What an HDF5 file can be extended with: storage drivers and filters. */
package org.myelin.hdf5.spi;
