package org.llsocket;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;

/**
 * The options that decide whether and how long a call waits. On a virtual thread it is not the
 * kernel that waits, so their values are noted in the socket's {@link OpenFile}.
 */
final class WaitOptions {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final Set<Integer> NUMBERS = // no stream: it is made when a program starts
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

  private WaitOptions() {}

  /** A new socket. */
  static Socket made(Socket socket, IPPROTO protocol) {
    int number = protocol.number(); // the record's own equals would be made when a program starts
    boolean tcp = number == IPPROTO.IP.number() || number == IPPROTO_TCP;
    socket.owned.file().plainTcp(tcp && socket.isInternetStream());
    return socket;
  }

  /** Notes what was set, if it was one of these. */
  static void changed(Socket socket, int level, int name) throws IOException {
    if (level == SOL_SOCKET && NUMBERS.contains(name)) {
      read(socket);
    } else if (level == SOL_SOCKET && name == SO_LINGER) {
      readLinger(socket);
    } else if (level == IPPROTO_TCP && (name == TCP_ULP || name == TCP_REPAIR)) {
      socket.owned.file().plainTcp(false);
    }
  }

  /** A connection that was accepted: TCP hands the listener's protocol and options on. */
  static void handOn(Socket listener, Socket accepted) throws IOException {
    accepted.owned.file().plainTcp(listener.owned.file().plainTcp());
    accepted.owned.file().lingers(listener.owned.file().lingers());
    if (listener.owned.file().limitsWaits()) {
      read(accepted);
    }
  }

  /** Notes whether a close waits. */
  static void readLinger(Socket socket) throws IOException {
    Linger linger = socket.get(SO.LINGER);
    socket.owned.file().lingers(linger.onoff() && !linger.linger().isZero());
  }

  /** Notes what the kernel says. */
  static void read(Socket socket) throws IOException {
    OpenFile file = socket.owned.file();
    synchronized (file) { // who asks last notes last
      file.timeout(false, nanos(socket.get(SO.RCVTIMEO)));
      file.timeout(true, nanos(socket.get(SO.SNDTIMEO)));
      file.lowWater(socket.get(SO.RCVLOWAT) > 1);
    }
  }

  /** What the kernel takes may be thousands of years: over a century is no limit. */
  private static long nanos(Duration timeout) {
    return timeout.compareTo(LONGEST) > 0 ? 0 : timeout.toNanos();
  }
}
