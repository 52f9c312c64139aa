package org.llsocket.cli;

import java.io.IOException;
import org.llsocket.Socket;

/** What a peer is sent. */
interface Input {
  /** Sends all of it, and returns at its end. */
  void sendTo(Socket socket, Tally tally) throws IOException;

  /** Whether nothing stands ready to be sent. */
  boolean isDry() throws IOException;

  /**
   * Refuses {@link Socket#AGAIN}, which a blocking socket returns only where the user has set a
   * timeout.
   */
  static long moved(long n, String option) throws IOException {
    if (n == Socket.AGAIN) {
      throw new IOException("nothing moved within " + option);
    }
    return n;
  }
}
