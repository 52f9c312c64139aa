package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketOption;
import org.llsocket.Socket;

/** The {@link Socket} behind an object of {@code java.net} that this package made. */
final class SocketBehind {
  /** {@code getOption} returns the socket for it; no other implementation supports it. */
  static final SocketOption<Socket> OPTION =
      new SocketOption<>() {
        @Override
        public String name() {
          return "LLSOCKET";
        }

        @Override
        public Class<Socket> type() {
          return Socket.class;
        }

        @Override
        public String toString() {
          return name();
        }
      };

  private SocketBehind() {}

  /** {@code getOption} of an object of the JDK. */
  @FunctionalInterface
  interface Reader {
    Socket get(SocketOption<Socket> option) throws IOException;
  }

  /**
   * The socket behind an object of the JDK.
   *
   * @throws IllegalArgumentException if another implementation made it
   */
  static Socket of(Object object, Reader reader) throws IOException {
    try {
      return reader.get(OPTION);
    } catch (UnsupportedOperationException e) {
      throw new IllegalArgumentException("not a socket of llsocket: " + object, e);
    }
  }
}
