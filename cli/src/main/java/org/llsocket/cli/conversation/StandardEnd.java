package org.llsocket.cli.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.socket.Console;

/** Standard input and output. Closing it does nothing. */
public final class StandardEnd implements End {
  private final @Nullable InputStream in;
  private final Console console;
  private final boolean discards;
  private volatile boolean reading;

  private StandardEnd(@Nullable InputStream in, Console console, boolean discards) {
    this.in = in;
    this.console = console;
    this.discards = discards;
  }

  /**
   * Standard input and output.
   *
   * @param in standard input; null to send nothing
   * @param dumped whether the data is dumped: a terminal then shows the dump only
   */
  public static StandardEnd of(@Nullable InputStream in, Console console, boolean dumped) {
    return new StandardEnd(in, console, dumped && console.interactive());
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (in == null) {
      return EOF;
    }
    reading = true;
    int n = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
    reading = false;
    into.position(into.position() + Math.max(n, 0));
    return n;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (!discards) {
      console.data(from.array(), from.arrayOffset() + from.position(), from.remaining());
    }
    from.position(from.limit());
  }

  @Override
  public boolean endOutput() {
    return true;
  }

  @Override
  public boolean hasInput() {
    return in != null;
  }

  @Override
  public boolean wouldBlock() throws IOException {
    return reading && in != null && in.available() == 0;
  }

  @Override
  public String toString() {
    return "stdio";
  }

  @Override
  public void close() {}
}
