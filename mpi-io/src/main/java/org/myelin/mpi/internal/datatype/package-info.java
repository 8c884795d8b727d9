/** What a datatype selects, as patterns of byte runs; packing of Java arrays. */
package org.myelin.mpi.internal.datatype;
