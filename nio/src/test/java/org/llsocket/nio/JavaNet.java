package org.llsocket.nio;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Where the sockets of a {@link Scenario} come from. */
enum JavaNet {
  /** The constructors of {@code java.net}: the JDK's, or ours if the factories are set. */
  CONSTRUCTORS {
    @Override
    Socket socket() {
      return new Socket();
    }

    @Override
    ServerSocket serverSocket() throws IOException {
      return new ServerSocket();
    }

    @Override
    DatagramSocket datagramSocket(@Nullable SocketAddress address) throws IOException {
      return new DatagramSocket(address);
    }
  },

  /** The classes of this package. */
  OURS {
    @Override
    Socket socket() throws IOException {
      return new LlsocketSocket();
    }

    @Override
    ServerSocket serverSocket() {
      return new LlsocketServerSocket();
    }

    @Override
    DatagramSocket datagramSocket(@Nullable SocketAddress address) throws IOException {
      return new LlsocketDatagramSocket(address);
    }
  };

  abstract Socket socket() throws IOException;

  abstract ServerSocket serverSocket() throws IOException;

  abstract DatagramSocket datagramSocket(@Nullable SocketAddress address) throws IOException;
}
