/** JMH benchmarks and side-by-side runs against installed peers. */
package org.myelin.bench;
