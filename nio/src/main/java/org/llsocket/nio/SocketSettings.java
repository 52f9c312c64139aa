package org.llsocket.nio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/**
 * {@code setsockopt(2)} for every socket of a program, as one line of text:
 *
 * <pre>{@code
 * TCP_USER_TIMEOUT=30s,SO_KEEPALIVE=true,connect:TCP_KEEPIDLE=60s,listen:8080:TCP_FASTOPEN=256
 * }</pre>
 *
 * <p>Items are separated by commas: {@code [ROLE:][ADDRESSES:]NAME=VALUE}. Name and value are those
 * of {@link OptionValue}.
 *
 * <ul>
 *   <li>ROLE: {@code connect}, {@code listen}, {@code accept} or {@code datagram}; see {@link
 *       Role}. Without a role, an item is for all sockets that have the option; accepted TCP
 *       connections have the options of their listener.
 *   <li>ADDRESSES: a port or a range of ports, {@code 5432}, {@code 8000-8999}; an address, {@code
 *       10.1.2.3}, {@code [::1]}; a network, {@code 10.0.0.0/8}, {@code [2001:db8::]/32}; either
 *       with ports, {@code 10.0.0.0/8:5432}; or {@code unix} for all Unix sockets. The address is
 *       the peer's for a socket that connects, else the socket's own.
 * </ul>
 *
 * <p>A socket gets the items in order, so a later one replaces an earlier one of the same option.
 * An option that does not exist for a kind of socket, such as {@code TCP_NODELAY} for Unix sockets,
 * is not set on it.
 *
 * <p>Immutable.
 *
 * @see SocketDefaults
 */
public final class SocketSettings {
  /** No settings. */
  public static final SocketSettings NONE = new SocketSettings(List.of());

  private final List<SocketSetting> items;

  private SocketSettings(List<SocketSetting> items) {
    this.items = items;
  }

  /**
   * Reads settings. Spaces around items are ignored, and so are empty items. Ranges are checked by
   * {@link #check}.
   *
   * @throws IllegalArgumentException if an item is not of the form above, a name in it is unknown
   *     (the message has the nearest names), or a value is not one of its option's type
   */
  public static SocketSettings parse(String text) {
    List<SocketSetting> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(SocketSetting.parse(item.strip()));
      }
    }
    return new SocketSettings(List.copyOf(items));
  }

  /** These settings, then others. */
  public SocketSettings and(SocketSettings others) {
    List<SocketSetting> all = new ArrayList<>(items);
    all.addAll(others.items);
    return new SocketSettings(List.copyOf(all));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /**
   * Sets each option on new sockets of the kinds that it is for, to find out what the kernel
   * accepts: a value out of range, an algorithm or an interface that does not exist, a privilege
   * that is missing. Makes about three system calls for each item and kind.
   *
   * @throws IllegalArgumentException if a value is outside the range of its option
   * @throws IOException if the kernel refuses an option
   */
  public void check() throws IOException {
    for (SocketSetting item : items) {
      item.check();
    }
  }

  /** Sets what is for this socket; see {@link SocketDefaults#apply}. */
  void apply(Role role, Socket socket, @Nullable SockAddrView address) throws IOException {
    for (int i = 0; i < items.size(); i++) { // without an iterator
      SocketSetting item = items.get(i);
      if (item.isFor(role, socket, address)) {
        item.option().apply(socket);
      }
    }
  }

  /** The text that {@link #parse} reads, with a space after each comma. */
  @Override
  public String toString() {
    return items.stream().map(SocketSetting::toString).collect(Collectors.joining(", "));
  }
}
