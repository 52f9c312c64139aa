package org.llsocket.nio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The input of a {@link LlsocketSocketImpl}: a stream of the socket, with the JDK's exceptions. */
final class ImplInputStream extends InputStream {
  private final LlsocketSocketImpl impl;
  private final InputStream in;
  private volatile boolean ended; // it stays so, also when the socket is closed

  ImplInputStream(LlsocketSocketImpl impl, InputStream in) {
    this.impl = impl;
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    try {
      int n = impl.isAtEnd() ? -1 : in.read(bytes, offset, length);
      ended = n < 0;
      return n;
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  @Override
  public int available() throws IOException {
    return impl.available();
  }

  @Override
  public void close() throws IOException {
    impl.close();
  }
}
