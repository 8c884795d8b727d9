/**
 * Objects made anew from others, in the same file or in another: headers message by message,
 * elements as they are stored where that is possible, and with new places of what they point at
 * where it is not.
 */
package org.myelin.hdf5.internal.copy;
