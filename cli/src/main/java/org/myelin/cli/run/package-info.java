/** {@code myelin run}: programs with several ranks. */
package org.myelin.cli.run;
