package org.llsocket.examples;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.llsocket.AddrInfo;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.option.TcpInfo;

/** Prints the kernel's view of a TCP connection: {@code TcpStatus localhost 22}. */
public final class TcpStatus {
  private TcpStatus() {}

  /** Connects to the first of the host's addresses that accepts within the timeout. */
  static Socket connect(String host, String service, Duration timeout) throws IOException {
    var hints = AddrInfo.Hints.of().type(SOCK.STREAM);
    IOException last = new IOException("no address");
    for (AddrInfo info : AddrInfo.getaddrinfo(host, service, hints)) {
      var socket = Socket.open(info.family(), info.type(), info.protocol());
      try {
        socket.set(SO.SNDTIMEO, timeout); // on Linux also the timeout of connect(2)
        if (socket.connect(info.addr()) == 0) {
          return socket;
        }
        last = new ErrnoException(Errno.ETIMEDOUT, "connect", info.addr().toString());
      } catch (IOException e) {
        last = e;
      }
      socket.close();
    }
    throw last;
  }

  static String describe(Socket socket) throws IOException {
    NameInfo peer = NameInfo.getnameinfo(socket.getpeername(), NI.NUMERICSERV);
    TcpInfo info = socket.get(TCP.INFO);
    return """
    peer            %s port %s
    local address   %s
    round trip      %d µs, varies by %d µs
    segments        up to %d bytes, %d may be in flight
    congestion      %s, now at %d bytes/s
    sent            %d bytes, %d acknowledged, %d segments retransmitted\
    """
        .formatted(
            peer.host(),
            peer.service(),
            socket.getsockname(),
            TimeUnit.NANOSECONDS.toMicros(info.rtt().toNanos()),
            TimeUnit.NANOSECONDS.toMicros(info.rttvar().toNanos()),
            info.snd_mss(),
            info.snd_cwnd(),
            socket.get(TCP.CONGESTION),
            info.pacing_rate().orElse(0),
            info.bytes_sent().orElse(0),
            info.bytes_acked().orElse(0),
            info.total_retrans());
  }

  public static void main(String[] args) throws IOException {
    String host = args.length > 0 ? args[0] : "localhost";
    String service = args.length > 1 ? args[1] : "22";
    try (var socket = connect(host, service, Duration.ofSeconds(3))) {
      System.out.println(describe(socket));
    }
  }
}
