package org.llsocket.cli.socket;

import java.io.IOException;
import org.llsocket.Socket;

/** Results of socket calls. */
public final class SocketIo {
  /** The size of a receive buffer: larger than any IP datagram. */
  public static final int BUFFER_SIZE = 256 * 1024;

  private SocketIo() {}

  /**
   * Returns the result of a call on a blocking socket.
   *
   * @param option the socket option that limits the call: SO_RCVTIMEO or SO_SNDTIMEO
   * @throws IOException if the result is {@link Socket#AGAIN}: the user has set that option and the
   *     timeout has expired
   */
  public static long requireProgress(long n, String option) throws IOException {
    if (n == Socket.AGAIN) {
      throw new IOException("no data transferred within " + option);
    }
    return n;
  }
}
