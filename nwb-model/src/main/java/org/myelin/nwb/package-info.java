/** Neurodata Without Borders: files, containers and their builders. */
package org.myelin.nwb;
