package org.llsocket.nio;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The output of a {@link LlsocketSocketImpl}: a stream of the socket, with the JDK's exceptions.
 */
final class ImplOutputStream extends OutputStream {
  private final LlsocketSocketImpl impl;
  private final OutputStream out;

  ImplOutputStream(LlsocketSocketImpl impl, OutputStream out) {
    this.impl = impl;
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  @Override
  public void close() throws IOException {
    impl.close();
  }
}
