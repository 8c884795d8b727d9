/** Suite {@code messages}: between ranks. */
package org.myelin.bench.messages;
