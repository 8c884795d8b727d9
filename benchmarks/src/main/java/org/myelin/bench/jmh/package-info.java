/** JMH benchmarks, for looking at one piece of our own code. */
package org.myelin.bench.jmh;
