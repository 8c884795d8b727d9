/** Suite {@code nwb}: whole NWB files. */
package org.myelin.bench.nwb;
