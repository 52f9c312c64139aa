package org.llsocket;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;

/**
 * The options that decide whether and how long a call waits. A virtual thread does not wait in the
 * kernel, so their values are recorded in the socket's {@link OpenFileDescription}.
 */
final class SocketTimeouts {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final Set<Integer> NUMBERS = // not by a stream: it would delay start-up
      Set.of(
          Platform.number("SO_RCVTIMEO"),
          Platform.number("SO_SNDTIMEO"),
          Platform.number("SO_RCVTIMEO_NEW"),
          Platform.number("SO_SNDTIMEO_NEW"),
          Platform.number("SO_RCVLOWAT"));
  private static final Duration LONGEST = Duration.ofDays(36_525);
  private static final int SO_LINGER = Platform.number("SO_LINGER");
  private static final int IPPROTO_TCP = Platform.number("IPPROTO_TCP");
  private static final int TCP_ULP = Platform.number("TCP_ULP");
  private static final int TCP_REPAIR = Platform.number("TCP_REPAIR");

  private SocketTimeouts() {}

  /** A new socket. */
  static void made(OpenFileDescription file, IPPROTO protocol) {
    int number = protocol.number(); // not by the record's equals: it would delay start-up
    boolean tcp = number == IPPROTO.IP.number() || number == IPPROTO_TCP;
    file.plainTcp(tcp && file.isInternetStream());
  }

  /** Records a value that was set, if the option is one of these. */
  static void changed(Handle socket, int level, int name) throws IOException {
    if (level == SOL_SOCKET && NUMBERS.contains(name)) {
      read(socket);
    } else if (level == SOL_SOCKET && name == SO_LINGER) {
      readLinger(socket);
    } else if (level == IPPROTO_TCP && (name == TCP_ULP || name == TCP_REPAIR)) {
      socket.file().plainTcp(false);
    }
  }

  /** An accepted connection: on TCP it inherits the listener's protocol and options. */
  static void handOn(Handle listener, Handle accepted) throws IOException {
    handOn(listener.file(), accepted);
  }

  /** The same, for a listener of which only the open file description is known. */
  static void handOn(OpenFileDescription listener, Handle accepted) throws IOException {
    accepted.file().plainTcp(listener.plainTcp());
    accepted.file().lingers(listener.lingers());
    if (listener.limitsWaits()) {
      read(accepted);
    }
  }

  /** Records whether a close waits. */
  static void readLinger(Handle socket) throws IOException {
    Linger linger = SocketOptionCalls.get(socket, SO.LINGER, socket.file().family());
    socket.file().lingers(linger.onoff() && !linger.linger().isZero());
  }

  /** Records the kernel's values. */
  static void read(Handle socket) throws IOException {
    OpenFileDescription file = socket.file();
    synchronized (file) { // the latest value read is the one recorded
      file.timeout(
          false, nanos(SocketOptionCalls.get(socket, SO.RCVTIMEO, socket.file().family())));
      file.timeout(true, nanos(SocketOptionCalls.get(socket, SO.SNDTIMEO, socket.file().family())));
      file.lowWater(SocketOptionCalls.get(socket, SO.RCVLOWAT, socket.file().family()) > 1);
    }
  }

  /** The kernel accepts thousands of years; a timeout over a century is treated as infinite. */
  private static long nanos(Duration timeout) {
    return timeout.compareTo(LONGEST) > 0 ? 0 : timeout.toNanos();
  }
}
