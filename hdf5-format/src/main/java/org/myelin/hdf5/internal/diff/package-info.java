/**
 * Two files compared, with the meaning and the text of h5diff 1.10. What h5diff counts, and where
 * it does not look, is kept, so that scripts get the answers that they know; where it reads outside
 * of its memory or calls unequal sequences equal, the difference is found instead.
 */
package org.myelin.hdf5.internal.diff;
