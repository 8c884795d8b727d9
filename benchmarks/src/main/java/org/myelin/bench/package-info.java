/**
 * Side-by-side figures against the implementations that are installed, and JMH benchmarks. Not
 * published.
 */
package org.myelin.bench;
