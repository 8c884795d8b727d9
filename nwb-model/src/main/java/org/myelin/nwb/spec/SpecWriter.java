package org.myelin.nwb.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.nwb.internal.spec.CachedForm;
import org.myelin.nwb.internal.spec.SpecJson;

/**
 * Writes namespaces in the cached form: the compact JSON texts that NWB files carry under {@code
 * /specifications}.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /**
   * The texts of one namespace, by the name they have in the file: one for each source, and {@code
   * namespace} for the namespace itself.
   *
   * <p>As other NWB software does, a field that refines an inherited one carries the inherited
   * attributes too.
   *
   * @throws SpecException if the catalog does not hold the namespace or one that it includes
   */
  public static Map<String, String> cached(NamespaceCatalog catalog, String namespace) {
    Namespace home =
        catalog
            .namespace(namespace)
            .orElseThrow(
                () -> new SpecException("namespace " + namespace + " is not in the catalog"));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("namespace", SpecJson.namespace(home));
    for (SchemaSource source : home.sources()) {
      texts.put(
          source.name(), SpecJson.source(CachedForm.of(catalog, home, source), home.typeKey()));
    }
    return texts;
  }
}
