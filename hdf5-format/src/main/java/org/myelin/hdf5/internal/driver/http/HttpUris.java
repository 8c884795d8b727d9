package org.myelin.hdf5.internal.driver.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Addresses of files on servers. */
final class HttpUris {
  private HttpUris() {}

  /** Throws if this is no address of a file on an HTTP server. */
  static URI check(URI uri) {
    if (!isHttp(uri)) {
      throw new IllegalArgumentException("an http or https address is needed, not " + uri);
    }
    return uri;
  }

  /** The last part of the address, as a file's name. */
  static Path path(URI u) {
    String p = u.getPath() == null ? "" : u.getPath();
    String last = p.substring(p.lastIndexOf('/') + 1).replaceAll("[^\\w.-]", "_");
    return Path.of(last.isEmpty() ? u.getHost() : last);
  }

  private static boolean isHttp(URI u) {
    String scheme = u.getScheme() == null ? "" : u.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && u.getHost() != null;
  }

  /** Where a reply sends us, or null if that is no such address. */
  static URI resolve(URI at, String location) {
    try {
      URI next = at.resolve(new URI(location));
      return location.isEmpty() || !isHttp(next) ? null : next;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Whether what is secret for one may be told the other. */
  static boolean sameOrigin(URI a, URI b) {
    return Objects.equals(a.getScheme(), b.getScheme())
        && Objects.equals(a.getHost(), b.getHost())
        && a.getPort() == b.getPort();
  }
}
