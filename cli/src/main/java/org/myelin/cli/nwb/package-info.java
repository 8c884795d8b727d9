/** {@code myelin nwb}: commands on NWB files. */
package org.myelin.cli.nwb;
