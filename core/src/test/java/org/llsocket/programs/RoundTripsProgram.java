package org.llsocket.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** Two threads that send each other a byte, in turns, for {@link SystemCallsTest}. */
public final class RoundTripsProgram {
  public static final int ROUNDS = 300;

  private RoundTripsProgram() {}

  public static void main(String[] args) throws Exception {
    Thread.Builder threads = args[0].equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
    try (Socket listener = Socket.open(AF.INET, SOCK.STREAM);
        Socket first = Socket.open(AF.INET, SOCK.STREAM)) {
      listener.bind(SockAddr.inet("127.0.0.1", 0));
      listener.listen();
      first.connect(listener.getsockname());
      try (Socket second = Objects.requireNonNull(listener.accept())) {
        first.send(ByteBuffer.allocateDirect(1));
        FutureTask<Void> one = new FutureTask<>(answering(first));
        FutureTask<Void> other = new FutureTask<>(answering(second));
        threads.start(one);
        threads.start(other);
        one.get();
        other.get();
      }
    }
  }

  private static Callable<Void> answering(Socket socket) {
    return () -> {
      ByteBuffer buffer = ByteBuffer.allocate(16); // of which no part can be missing
      for (int i = 0; i < ROUNDS; i++) {
        answer(socket, buffer);
      }
      return null;
    };
  }

  private static void answer(Socket socket, ByteBuffer buffer) throws IOException {
    socket.recv(buffer.clear());
    socket.send(buffer.flip());
  }
}
