/**
 * Entry points for a coverage-guided fuzzer: each target has {@code fuzzerTestOneInput(byte[])},
 * the signature that Jazzer calls, and lets pass only what a broken file may cause. No dependency
 * on Jazzer is needed; {@code docs/testing.md} says how to run it. {@link
 * org.myelin.hdf5.fuzz.FuzzTargetsTest} feeds all of them random inputs in every build.
 */
package org.myelin.hdf5.fuzz;
