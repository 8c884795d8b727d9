package org.myelin.hdf5.internal.dump;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.myelin.hdf5.internal.file.OpenFile;

/** What superblock and superblock extension say. */
final class DdlSuperblock {
  private DdlSuperblock() {}

  static void print(DdlPrinter out, OpenFile file) {
    Map<String, Object> s = new LinkedHashMap<>();
    FileText.put(file, s);
    Map<?, ?> space = (Map<?, ?>) s.get("file_space");
    List<?> symbols = (List<?>) s.get("sym_k");
    out.raw("SUPER_BLOCK {\n");
    line(out, "SUPERBLOCK_VERSION", s.get("superblock_version"));
    // the next three have one value only in all versions of the format
    line(out, "FREELIST_VERSION", 0);
    line(out, "SYMBOLTABLE_VERSION", 0);
    line(out, "OBJECTHEADER_VERSION", 0);
    line(out, "OFFSET_SIZE", s.get("sizeof_addr"));
    line(out, "LENGTH_SIZE", s.get("sizeof_size"));
    line(out, "BTREE_RANK", symbols.get(0));
    line(out, "BTREE_LEAF", symbols.get(1));
    line(out, "ISTORE_K", s.get("istore_k"));
    String strategy = space.get("strategy").toString().toUpperCase(Locale.ROOT);
    line(out, "FILE_SPACE_STRATEGY", "H5F_FSPACE_STRATEGY_" + strategy);
    line(out, "FREE_SPACE_PERSIST", space.get("persist").toString().toUpperCase(Locale.ROOT));
    line(out, "FREE_SPACE_SECTION_THRESHOLD", space.get("threshold"));
    line(out, "FILE_SPACE_PAGE_SIZE", FileText.pageSize(file));
    out.raw("   USER_BLOCK {\n");
    out.raw("      USERBLOCK_SIZE " + s.get("userblock") + "\n   }\n}");
  }

  private static void line(DdlPrinter out, String word, Object value) {
    out.raw(DdlContext.INDENT + word + " " + value + "\n");
  }
}
