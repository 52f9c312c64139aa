package org.llsocket.cli.conversation;

import java.nio.ByteBuffer;

/** Discards what is written, and has nothing to read. */
public enum NullEnd implements End {
  /** The only one. */
  INSTANCE;

  @Override
  public int read(ByteBuffer into) {
    return EOF;
  }

  @Override
  public void write(ByteBuffer from) {
    from.position(from.limit());
  }

  @Override
  public boolean endOutput() {
    return true;
  }

  @Override
  public boolean hasInput() {
    return false;
  }

  @Override
  public void close() {}
}
