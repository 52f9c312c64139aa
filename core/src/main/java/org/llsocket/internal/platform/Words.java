package org.llsocket.internal.platform;

/**
 * The words of a table. Every program reads all tables when it starts, in the interpreter, where
 * this takes a third of the time of {@link java.util.StringTokenizer} and {@link Long#decode}.
 */
final class Words {
  private final String table;
  private int at; // a word, or the end

  Words(String table) {
    this.table = table;
    skip();
  }

  boolean hasNext() {
    return at < table.length();
  }

  String next() {
    int start = at;
    while (at < table.length() && !separates(table.charAt(at))) {
      at++;
    }
    String word = table.substring(start, at);
    skip();
    return word;
  }

  /** The next word, a number: decimal, or hexadecimal with 0x; the low 32 bits count. */
  int number() {
    String word = next();
    return (int)
        (word.startsWith("0x") ? Long.parseLong(word, 2, word.length(), 16) : Long.parseLong(word));
  }

  /** Whether the word before was the last of its line. */
  boolean endsLine() {
    return at == 0 || table.charAt(at - 1) == '\n';
  }

  private void skip() {
    while (at < table.length() && separates(table.charAt(at))) {
      at++;
    }
  }

  private static boolean separates(char c) {
    return c == ' ' || c == '\n' || c == ',' || c == ':';
  }
}
