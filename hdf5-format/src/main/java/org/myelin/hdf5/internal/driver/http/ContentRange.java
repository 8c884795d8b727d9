package org.myelin.hdf5.internal.driver.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Content-Range} of a reply (RFC 9110, section 14.4).
 *
 * @param first first byte of the part
 * @param last last byte of the part
 * @param total bytes of the whole, or -1 if the server does not tell
 */
record ContentRange(long first, long last, long total) {
  // 18 digits always fit a long
  private static final Pattern FORM =
      Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

  static Optional<ContentRange> parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    long total = m.group(3).equals("*") ? -1 : Long.parseLong(m.group(3));
    ContentRange r =
        new ContentRange(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), total);
    return r.first > r.last || total >= 0 && r.last >= total ? Optional.empty() : Optional.of(r);
  }
}
