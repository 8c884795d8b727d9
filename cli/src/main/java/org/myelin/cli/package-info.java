/** The command {@code myelin}: subcommands only, no logic of its own. */
package org.myelin.cli;
