/** Starting ranks as processes of this machine. */
package org.myelin.mpi.launch;
