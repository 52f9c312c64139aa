package org.llsocket.cli.sockets;

import java.util.Locale;

/** The states of TCP, which the kernel uses for all sockets, by the names that ss(8) filters by. */
enum SocketState {
  ESTABLISHED(1, "ESTAB"),
  SYN_SENT(2, "SYN-SENT"),
  SYN_RECV(3, "SYN-RECV"),
  FIN_WAIT_1(4, "FIN-WAIT-1"),
  FIN_WAIT_2(5, "FIN-WAIT-2"),
  TIME_WAIT(6, "TIME-WAIT"),
  CLOSED(7, "UNCONN"),
  CLOSE_WAIT(8, "CLOSE-WAIT"),
  LAST_ACK(9, "LAST-ACK"),
  LISTENING(10, "LISTEN"),
  CLOSING(11, "CLOSING");

  private static final SocketState[] ALL = values();

  private final int number;
  private final String shown;

  SocketState(int number, String shown) {
    this.number = number;
    this.shown = shown;
  }

  /** The number of the kernel: {@code TCP_ESTABLISHED} is 1. */
  int number() {
    return number;
  }

  int bit() {
    return 1 << number;
  }

  /** {@code fin-wait-1}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name that is printed: {@code ESTAB}. */
  String shown() {
    return shown;
  }

  /** The name that is printed for a number; of a state of a newer kernel, the number. */
  static String shown(int number) {
    for (SocketState state : ALL) {
      if (state.number == number) {
        return state.shown;
      }
    }
    return Integer.toString(number);
  }

  boolean isNamed(String text) {
    String word = text.toLowerCase(Locale.ROOT).replace('_', '-');
    return word.equals(word()) || word.equals(shown.toLowerCase(Locale.ROOT));
  }
}
