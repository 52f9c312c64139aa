package org.llsocket.nio;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;
import org.llsocket.option.SocketKind;

/**
 * One item of {@link SocketSettings}: an option, and the sockets to set it on.
 *
 * @param role the role of the sockets; null for all
 * @param addresses their addresses; null for all
 * @param option the option and its value
 */
record SocketSetting(@Nullable Role role, @Nullable AddressRange addresses, OptionValue<?> option) {
  private static final Set<SocketKind> STREAMS =
      EnumSet.of(SocketKind.TCP, SocketKind.TCP6, SocketKind.UNIX_STREAM);
  private static final Set<SocketKind> DATAGRAMS = EnumSet.of(SocketKind.UDP, SocketKind.UDP6);

  /**
   * Reads {@code [ROLE:][ADDRESSES:]NAME=VALUE}.
   *
   * @throws IllegalArgumentException if the text is not of this form, a name in it is unknown, or
   *     no such socket has the option
   */
  static SocketSetting parse(String item) {
    int equals = item.indexOf('=');
    int colon = equals < 0 ? -1 : item.lastIndexOf(':', equals);
    OptionValue<?> option = OptionValue.parse(item.substring(colon + 1));
    String prefix = colon < 0 ? "" : item.substring(0, colon);
    int end = prefix.indexOf(':');
    String first = end < 0 ? prefix : prefix.substring(0, end);
    Role role = first.equals(AddressRange.UNIX) ? null : role(first);
    String rest = role == null ? prefix : end < 0 ? "" : prefix.substring(end + 1);
    boolean everywhere = role == null ? colon < 0 : end < 0;
    var setting = new SocketSetting(role, everywhere ? null : AddressRange.parse(rest), option);
    if (setting.kinds().isEmpty()) {
      throw new IllegalArgumentException(
          "\""
              + item
              + "\": no such socket has "
              + option.option()
              + ", an option of "
              + option.option().kinds());
    }
    return setting;
  }

  /** The role of this name; null if the text is not a word. */
  private static @Nullable Role role(String text) {
    if (text.isEmpty() || !text.chars().allMatch(Character::isLetter)) {
      return null;
    }
    for (Role role : Role.values()) {
      if (name(role).equals(text)) {
        return role;
      }
    }
    List<String> names = Arrays.stream(Role.values()).map(SocketSetting::name).toList();
    String hint = NearestNames.hint(text, names);
    throw new IllegalArgumentException(
        "unknown role \"" + text + '"' + (hint.isEmpty() ? "; the roles are " + names : hint));
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** The kinds of sockets that it can be for. */
  private Set<SocketKind> kinds() {
    Set<SocketKind> kinds = EnumSet.noneOf(SocketKind.class);
    if (role != Role.DATAGRAM) {
      kinds.addAll(STREAMS);
    }
    if (role == null || role == Role.DATAGRAM) {
      kinds.addAll(DATAGRAMS);
      kinds.add(SocketKind.UNIX_DGRAM);
    }
    kinds.removeIf(kind -> !isFor(kind));
    return kinds;
  }

  private boolean isFor(SocketKind kind) {
    boolean unix = kind.family() == AF.UNIX.number();
    return option.appliesTo(kind.family(), kind.type())
        && (addresses == null || unix == addresses.family().equals(AF.UNIX));
  }

  /** Whether it is for a socket; see {@link SocketDefaults#apply}. */
  boolean isFor(Role is, Socket socket, @Nullable SockAddrView address) {
    boolean named =
        addresses != null
            ? address != null && addresses.contains(address)
            : address == null || is == Role.ACCEPT;
    return named
        && (role == null ? is != Role.ACCEPT || !inherits(socket) : role == is)
        && option.appliesTo(socket.family().number(), socket.type().number());
  }

  /** Whether an accepted socket has the options of its listener. */
  private static boolean inherits(Socket socket) {
    return socket.family().equals(AF.INET) || socket.family().equals(AF.INET6);
  }

  /**
   * Sets the option on a new socket of each kind that it is for. One that is for accepted sockets
   * only is not tried: a connection may accept what a new socket refuses.
   *
   * @throws IllegalArgumentException if the value is outside the option's range
   * @throws IOException if the kernel refuses the option
   */
  void check() throws IOException {
    if (role != Role.ACCEPT) {
      for (SocketKind kind : kinds()) {
        check(kind);
      }
    }
  }

  private void check(SocketKind kind) throws IOException {
    try (Socket socket = open(kind)) {
      if (socket != null) {
        option.apply(socket);
      }
    } catch (IOException e) {
      throw new IOException("\"" + this + "\" on a new " + kind + " socket: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + this + "\": " + e.getMessage(), e);
    }
  }

  /** A socket of a kind; null if this machine has no such sockets. */
  private static @Nullable Socket open(SocketKind kind) throws IOException {
    try {
      return Socket.open(
          new AF(kind.family()), new SOCK(kind.type()), new IPPROTO(kind.protocol()));
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.EAFNOSUPPORT)) {
        return null;
      }
      throw e;
    }
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    String of = role == null ? "" : name(role) + ":";
    return of + (addresses == null ? "" : addresses + ":") + option;
  }
}
