package org.llsocket.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * An output that ends the process where it has no reader any more, as SIGPIPE does: a {@link
 * PrintStream} would keep the error to itself, and a script print on for ever.
 */
final class ReadOutput extends FilterOutputStream {
  private final PrintStream stream;
  private final Runnable end;
  private boolean ended;

  /**
   * Passes on what is written.
   *
   * @param end called when the reader has gone
   */
  ReadOutput(PrintStream stream, Runnable end) {
    super(stream);
    this.stream = stream;
    this.end = end;
  }

  @Override
  public void write(int b) throws IOException {
    super.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    ((OutputStream) stream).write(bytes, from, count);
    check();
  }

  @Override
  public void flush() throws IOException {
    super.flush();
    check();
  }

  private void check() {
    if (!ended && stream.checkError()) {
      ended = true;
      end.run();
    }
  }
}
