/** Files as JSON, for comparing them with what other software sees; see {@code Hdf5Dump}. */
package org.myelin.hdf5.internal.dump;
