package org.myelin.nwb;

import java.util.Optional;

/**
 * A link in a group.
 *
 * @param name its name in the group
 * @param target the path it points to, as stored
 * @param file the other file, as stored; empty for a link inside the file
 */
public record NwbLink(String name, String target, Optional<String> file) {}
