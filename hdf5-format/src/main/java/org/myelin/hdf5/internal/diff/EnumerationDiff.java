package org.myelin.hdf5.internal.diff;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.internal.dump.ByteText;
import org.myelin.hdf5.internal.dump.CanonicalNumber;

/** Values of enumerations, by their names; one without a name differs from all but its equal. */
final class EnumerationDiff implements ElementDiff {
  private static final String UNNAMED = "**INVALID VALUE**";

  private final CanonicalNumber first;
  private final CanonicalNumber second;
  private final Map<BigInteger, String> names1;
  private final Map<BigInteger, String> names2;
  private final boolean sameSize;

  EnumerationDiff(EnumerationType first, EnumerationType second) {
    this.first = CanonicalNumber.of(first.base());
    this.second = CanonicalNumber.of(second.base());
    this.names1 = names(first);
    // values of the same size are taken for those of the first type
    this.sameSize = first.size() == second.size();
    this.names2 = sameSize ? names1 : names(second);
  }

  private static Map<BigInteger, String> names(EnumerationType t) {
    Map<BigInteger, String> m = new HashMap<>();
    CanonicalNumber n = CanonicalNumber.of(t.base());
    for (int i = 0; i < t.names().size(); i++) {
      m.putIfAbsent(n.value(ByteBuffer.wrap(t.value(i)), 0), t.names().get(i));
    }
    return m;
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    BigInteger x = first.value(a, a1);
    BigInteger y = second.value(b, b1);
    String name1 = names1.get(x);
    String name2 = names2.get(y);
    if (name1 != null ? name1.equals(name2) : sameSize && x.equals(y)) {
      return 0;
    }
    if (place.lists()) {
      place.line(
          element, false, Place.column(shown(name1), 16) + Comparison.padded(shown(name2), 17));
    }
    return 1;
  }

  private static String shown(String name) {
    return name == null ? UNNAMED : ByteText.of(name);
  }
}
