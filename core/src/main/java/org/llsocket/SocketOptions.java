package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.option.Option;

/**
 * The options of {@link Socket}: selects the family of a call, and records changes that affect the
 * socket.
 */
final class SocketOptions {
  private static final int AF_INET = AF.INET.number();
  private static final int AF_INET6 = AF.INET6.number();
  private static final int SOCK_RAW = SOCK.RAW.number();

  private SocketOptions() {}

  static <T> T get(Handle socket, SocketOption<T> option) throws IOException {
    Option<T> known = Option.of(option);
    if (!known.isReadable()) {
      throw new IllegalArgumentException(known + " can only be set");
    }
    boolean both = OptionAccess.of(known).isOfBothFamilies();
    int family = both ? familyInForce(socket) : socket.file().family();
    return SocketOptionCalls.get(socket, known, family);
  }

  static <T> void set(Handle socket, SocketOption<T> option, T value) throws IOException {
    Option<T> known = Option.of(option);
    if (!known.isWritable()) {
      throw new IllegalArgumentException(known + " can only be read");
    }
    if (!carriesBoth(socket)) {
      set(socket, known, value, socket.file().family());
      return;
    }
    OptionAccess<T> access = OptionAccess.of(known);
    set(socket, known, value, access.familyOf(value));
    if (access.isOfBothFamilies()) {
      set(socket, known, value, AF_INET);
    }
  }

  private static <T> void set(Handle socket, Option<T> known, T value, int family)
      throws IOException {
    SocketOptionCalls.set(socket, known, value, family);
    OptionAccess<T> access = OptionAccess.of(known);
    SocketTimeouts.changed(socket, access.level(family), access.number(family));
  }

  static void set(Handle socket, int level, int name, MemorySegment value) throws IOException {
    SocketOptionCalls.set(socket, level, name, value);
    SocketTimeouts.changed(socket, level, name);
  }

  /**
   * Whether the socket may carry both IPv4 and IPv6 packets; raw sockets carry their own family
   * only.
   */
  private static boolean carriesBoth(Handle socket) {
    return socket.file().family() == AF_INET6 && socket.file().type() != SOCK_RAW;
  }

  /** The family of the socket's packets; IPv6 if it may carry both. */
  private static int familyInForce(Handle socket) throws IOException {
    return carriesBoth(socket) && SocketConnect.getsockname(socket).isV4Mapped()
        ? AF_INET
        : socket.file().family();
  }
}
