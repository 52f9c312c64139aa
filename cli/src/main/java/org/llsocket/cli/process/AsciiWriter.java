package org.llsocket.cli.process;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Replaces the few characters outside ASCII that the command prints. */
final class AsciiWriter extends FilterWriter {
  AsciiWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    super.write(
        switch (c) {
          case '–', '—' -> '-';
          case 'µ' -> 'u';
          default -> c;
        });
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }
}
