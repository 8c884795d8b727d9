package org.myelin.hdf5.internal.filter;

/** An {@link FseTable} the other way round: from symbols and states to the states before them. */
final class FseEncoder {
  private final FseSymbols symbols;
  private final FseTable table;

  /** By symbol and next state. */
  private final byte[][] before;

  FseEncoder(FseSymbols symbols, FseTable table) {
    this.symbols = symbols;
    this.table = table;
    this.before = new byte[symbols.count()][1 << table.log];
    for (int state = 0; state < table.entries.length; state++) {
      int s = symbolOf(state);
      for (int i = 0; i < 1 << steps(state); i++) {
        before[s][base(state) + i] = (byte) state;
      }
    }
  }

  private int symbolOf(int state) {
    long meaning = table.entries[state] & 0xffffffffffL;
    int s = 0;
    while (symbols.meaning(s) != meaning) {
      s++;
    }
    return s;
  }

  /** The symbol whose range has this value. */
  int symbol(long value) {
    int s = symbols.count() - 1;
    while (least(s) > value) {
      s--;
    }
    return s;
  }

  long least(int symbol) {
    return symbols.meaning(symbol) & 0xffffffffL;
  }

  /** Bits that are added to a symbol's least value. */
  int bits(int symbol) {
    return (int) (symbols.meaning(symbol) >>> 32);
  }

  /** The state that stands for the symbol and can be followed by {@code next}. */
  int state(int symbol, int next) {
    return before[symbol][next];
  }

  /** The least state after this one. */
  int base(int state) {
    return (int) (table.entries[state] >>> 48);
  }

  /** Bits that are added to it. */
  int steps(int state) {
    return (int) (table.entries[state] >>> 40) & 0xff;
  }
}
