package org.llsocket.bench.subject;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** A program that connects and echoes. */
public final class LlsocketHello {
  private LlsocketHello() {}

  /** Connects to the port in {@code args}. */
  public static void main(String[] args) throws IOException {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      socket.connect(SockAddr.inet("127.0.0.1", Integer.parseInt(args[0])));
      ByteBuffer buffer = ByteBuffer.allocateDirect(64);
      socket.recv(buffer);
      socket.send(buffer.flip());
    }
  }
}
