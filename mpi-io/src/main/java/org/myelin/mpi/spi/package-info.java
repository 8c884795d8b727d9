/**
 * What carries messages and starts ranks, as interfaces: implementations are found by
 * ServiceLoader.
 */
package org.myelin.mpi.spi;
