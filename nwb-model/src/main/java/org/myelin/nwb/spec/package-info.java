/**
 * The specification language of NWB (hdmf-schema-language): namespaces, types and their fields,
 * read from YAML or from the JSON that a file carries under {@code /specifications}. Every type
 * here is immutable and may be shared between threads.
 */
package org.myelin.nwb.spec;
