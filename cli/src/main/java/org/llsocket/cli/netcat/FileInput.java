package org.llsocket.cli.netcat;

import java.io.IOException;
import java.nio.file.Path;
import org.llsocket.Descriptor;
import org.llsocket.Socket;
import org.llsocket.cli.socket.SocketIo;
import org.llsocket.cli.socket.TransferStats;

/** A file, sent with {@code sendfile(2)}. */
record FileInput(Path file) implements PeerInput {
  private static final long STEP = 8L << 20; // small enough to show progress

  @Override
  public void sendTo(Socket socket, TransferStats stats) throws IOException {
    try (Descriptor descriptor = Descriptor.openFile(file)) {
      long offset = 0;
      long n;
      do {
        n = SocketIo.requireProgress(socket.sendfile(descriptor, offset, STEP), "SO_SNDTIMEO");
        offset += n;
        stats.sent(n);
      } while (n > 0);
    }
  }

  @Override
  public boolean wouldBlock() {
    return false;
  }
}
