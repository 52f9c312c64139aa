package org.llsocket.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.llsocket.Descriptor;
import org.llsocket.Socket;

/** Sends a file by {@code sendfile(2)}. */
record FileInput(Path file) implements Input {
  private static final long STEP = 8L << 20; // so that the progress is seen

  @Override
  public void sendTo(Socket socket, Tally tally) throws IOException {
    try (Descriptor descriptor = Descriptor.open(file)) {
      long offset = 0;
      long n;
      do {
        n = Input.moved(socket.sendfile(descriptor, offset, STEP), "SO_SNDTIMEO");
        offset += n;
        tally.sent(n);
      } while (n > 0);
    }
  }

  @Override
  public boolean isDry() {
    return false;
  }
}
