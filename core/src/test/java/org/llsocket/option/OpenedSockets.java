package org.llsocket.option;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.llsocket.Socket;

/** Opens the sockets of a test, and closes them at its end. */
final class OpenedSockets implements AfterEachCallback {
  private final List<Socket> opened = new ArrayList<>();

  Socket open(SocketKind kind) throws IOException {
    Socket socket = Sockets.open(kind);
    opened.add(socket);
    return socket;
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    for (Socket socket : opened) {
      socket.close();
    }
  }
}
