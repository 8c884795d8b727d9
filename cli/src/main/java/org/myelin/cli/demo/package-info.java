/** {@code myelin demo}: the tutorial that this project exists for. */
package org.myelin.cli.demo;
