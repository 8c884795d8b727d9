/** Suite {@code parallel}: one file written by several ranks. */
package org.myelin.bench.parallel;
