package org.llsocket.lua.luaj;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * An output that ends the script when its reader has gone, as SIGPIPE does. A {@link PrintStream}
 * hides the error, so the script would go on printing.
 */
final class ReadOutput extends FilterOutputStream {
  private static final int BUFFER = 8192;

  private final PrintStream stream;
  private final Runnable end;
  private int unchecked;
  private boolean ended;

  /**
   * Wraps a stream.
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
    written(1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    ((OutputStream) stream).write(bytes, from, count);
    written(count);
  }

  @Override
  public void flush() throws IOException {
    super.flush();
    check();
  }

  /** {@code checkError} flushes, so check only when the stream's buffer would be full anyway. */
  private void written(int count) {
    unchecked += count;
    if (unchecked >= BUFFER) {
      check();
    }
  }

  private void check() {
    unchecked = 0;
    if (!ended && stream.checkError()) {
      ended = true;
      end.run();
    }
  }
}
