package org.llsocket.cli.datagram;

import java.io.IOException;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.UDP;

/** Control data that a socket can receive, and the options that enable it. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are never changed
enum ControlOption {
  PKTINFO(List.of(IP.PKTINFO), List.of(IPV6.RECVPKTINFO), List.of()),
  TTL(List.of(IP.RECVTTL), List.of(IPV6.RECVHOPLIMIT, IP.RECVTTL), List.of()),
  TOS(List.of(IP.RECVTOS), List.of(IPV6.RECVTCLASS, IP.RECVTOS), List.of()),
  TIMESTAMP(SO.TIMESTAMPNS),
  RXQ_OVFL(SO.RXQ_OVFL),
  GRO(List.of(UDP.GRO), List.of(UDP.GRO), List.of()),
  ORIGDSTADDR(
      List.of(IP.RECVORIGDSTADDR), List.of(IPV6.RECVORIGDSTADDR, IP.RECVORIGDSTADDR), List.of()),
  OPTIONS(List.of(IP.RECVOPTS), List.of(IP.RECVOPTS), List.of()),
  MARK(List.of(SO.RCVMARK), List.of(SO.RCVMARK), List.of()),
  PRIORITY(List.of(SO.RCVPRIORITY), List.of(SO.RCVPRIORITY), List.of()),
  SECURITY(List.of(IP.PASSSEC), List.of(IP.PASSSEC), List.of(SO.PASSSEC)),
  CREDENTIALS(List.of(), List.of(), List.of(SO.PASSCRED)),
  PIDFD(List.of(), List.of(), List.of(SO.PASSPIDFD));

  private final List<Option<Boolean>> inet;
  private final List<Option<Boolean>> inet6; // also the options for IPv4 packets to the same socket
  private final List<Option<Boolean>> unix;

  ControlOption(Option<Boolean> any) {
    this(List.of(any), List.of(any), List.of(any));
  }

  ControlOption(
      List<Option<Boolean>> inet, List<Option<Boolean>> inet6, List<Option<Boolean>> unix) {
    this.inet = inet;
    this.inet6 = inet6;
    this.unix = unix;
  }

  /** Enables all control data that the socket supports. */
  static void enableAll(Socket socket) throws IOException {
    for (ControlOption each : values()) {
      for (Option<Boolean> option : each.options(socket)) {
        try {
          socket.set(option, true);
        } catch (ErrnoException | UnsupportedOperationException e) {
          // Not supported by this kernel or not permitted; the user has not requested it by name.
        }
      }
    }
  }

  /**
   * Enables this control data.
   *
   * @throws IllegalArgumentException if sockets of this family do not have it
   */
  void enable(Socket socket) throws IOException {
    List<Option<Boolean>> options = options(socket);
    if (options.isEmpty()) {
      throw new IllegalArgumentException(
          "--control "
              + name().toLowerCase(java.util.Locale.ROOT)
              + " does not apply to sockets of family "
              + socket.family());
    }
    for (Option<Boolean> option : options) {
      socket.set(option, true);
    }
  }

  private List<Option<Boolean>> options(Socket socket) {
    return socket.family().equals(AF.UNIX) ? unix : socket.family().equals(AF.INET6) ? inet6 : inet;
  }
}
