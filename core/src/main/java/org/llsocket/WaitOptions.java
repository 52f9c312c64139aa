package org.llsocket;

import java.io.IOException;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.SO;

/**
 * The options that decide how long a call waits. On a virtual thread it is not the kernel that
 * waits, so their values are noted in the socket's {@link OpenFile}.
 */
final class WaitOptions {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_RCVTIMEO = Platform.number("SO_RCVTIMEO");
  private static final int SO_SNDTIMEO = Platform.number("SO_SNDTIMEO");
  private static final int SO_RCVLOWAT = Platform.number("SO_RCVLOWAT");

  private WaitOptions() {}

  /** Notes what was set, if it was one of these. */
  static void changed(Socket socket, int level, int name) throws IOException {
    if (level == SOL_SOCKET
        && (name == SO_RCVTIMEO || name == SO_SNDTIMEO || name == SO_RCVLOWAT)) {
      read(socket);
    }
  }

  /** A connection that was accepted: TCP hands the listener's options on. */
  static Socket handedOn(Socket listener, Socket accepted) throws IOException {
    if (listener.owned.file().limitsWaits()) {
      try {
        read(accepted);
      } catch (IOException e) {
        accepted.close();
        throw e;
      }
    }
    return accepted;
  }

  /** Notes what the kernel says. */
  static void read(Socket socket) throws IOException {
    OpenFile file = socket.owned.file();
    synchronized (file) { // who asks last notes last
      file.timeout(false, socket.get(SO.RCVTIMEO).toNanos());
      file.timeout(true, socket.get(SO.SNDTIMEO).toNanos());
      file.lowWater(socket.get(SO.RCVLOWAT) > 1);
    }
  }
}
