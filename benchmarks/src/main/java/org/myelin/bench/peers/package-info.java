/** Other implementations, as processes beside us. */
package org.myelin.bench.peers;
