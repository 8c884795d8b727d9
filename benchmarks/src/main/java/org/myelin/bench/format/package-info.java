/** Suite {@code format}: HDF5 files in one process. */
package org.myelin.bench.format;
