package org.llsocket.lua.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Interfaces;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.lua.Call;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.Option;

/** Membership of multicast groups. */
public final class Multicast {
  private Multicast() {}

  /** How an argument names an address. */
  @FunctionalInterface
  public interface Names {
    /** The address that argument n names, for this socket. */
    InetAddress address(Call call, int n, Socket socket) throws ErrnoException;
  }

  /** What each method does: {@code (mcaddr, ifname)}, {@code (mcaddr, srcaddr, ifname)}. */
  public static Map<String, Operation> methods(Names names) {
    return Map.of(
        "mcastjoin", call -> group(call, names, MCAST.JOIN_GROUP),
        "mcastleave", call -> group(call, names, MCAST.LEAVE_GROUP),
        "mcastjoinsrc", call -> source(call, names, MCAST.JOIN_SOURCE_GROUP),
        "mcastleavesrc", call -> source(call, names, MCAST.LEAVE_SOURCE_GROUP),
        "mcastblocksrc", call -> source(call, names, MCAST.BLOCK_SOURCE),
        "mcastunblocksrc", call -> source(call, names, MCAST.UNBLOCK_SOURCE));
  }

  private static @Nullable Object group(Call call, Names names, Option<GroupReq> option)
      throws IOException {
    Socket socket = Sockets.self(call).socket;
    InetAddress address = names.address(call, 1, socket);
    int index = index(call, 2);
    checkGroup(address);
    Socket _ = socket.set(option, new GroupReq(index, address));
    return null;
  }

  private static @Nullable Object source(Call call, Names names, Option<GroupSourceReq> option)
      throws IOException {
    Socket socket = Sockets.self(call).socket;
    InetAddress group = names.address(call, 1, socket);
    InetAddress source = names.address(call, 2, socket);
    int index = index(call, 3);
    checkGroup(group);
    Socket _ = socket.set(option, new GroupSourceReq(index, group, source));
    return null;
  }

  /** A string: a numeric address of the socket's family. */
  public static InetAddress numeric(Call call, int n, Socket socket) throws ErrnoException {
    String text = call.text(n);
    boolean inet6 = socket.family().equals(AF.INET6);
    if (!inet6 && !socket.family().equals(AF.INET)) {
      throw new ErrnoException(Errno.EOPNOTSUPP, "setsockopt", socket.family().toString());
    }
    try {
      return (inet6 ? SockAddr.inet6(text, 0) : SockAddr.inet(text, 0)).address();
    } catch (IllegalArgumentException _) {
      throw new ErrnoException(Errno.EINVAL, "inet_pton", "\"" + text + "\"");
    }
  }

  /** An {@code llsocket.addrinfo} of the socket's family. */
  public static InetAddress addrinfo(Call call, int n, Socket socket) throws ErrnoException {
    SockAddr addr = Sockets.addrInfo(call, n).addr;
    checkMulticast(socket);
    if (!addr.family().equals(socket.family())) {
      throw new ErrnoException(Errno.EAFNOSUPPORT, "setsockopt", addr.toString());
    }
    return addr.address();
  }

  /**
   * Whether the socket can have to do with groups.
   *
   * @throws ErrnoException ESOCKTNOSUPPORT, EAFNOSUPPORT if not
   */
  public static void check(Call call) throws ErrnoException {
    checkMulticast(Sockets.self(call).socket);
  }

  private static void checkMulticast(Socket socket) throws ErrnoException {
    if (!socket.type().equals(SOCK.DGRAM) && !socket.type().equals(SOCK.RAW)) {
      throw new ErrnoException(Errno.ESOCKTNOSUPPORT, "setsockopt", socket.type().toString());
    }
    if (!socket.family().equals(AF.INET) && !socket.family().equals(AF.INET6)) {
      throw new ErrnoException(Errno.EAFNOSUPPORT, "setsockopt", socket.family().toString());
    }
  }

  /** The kernel's answer, which {@link GroupReq} is too strict to ask for. */
  private static void checkGroup(InetAddress group) throws ErrnoException {
    if (!group.isMulticastAddress()) {
      throw new ErrnoException(Errno.EINVAL, "setsockopt", group.getHostAddress());
    }
  }

  /** The index behind the name of an interface; 0, which lets the kernel choose, for nil. */
  static int index(Call call, int n) throws ErrnoException {
    if (call.isNil(n)) {
      return 0;
    }
    String name = call.text(n);
    try {
      return Interfaces.nametoindex(name);
    } catch (IllegalArgumentException _) {
      throw new ErrnoException(Errno.ENODEV, "if_nametoindex", "\"" + name + "\"");
    }
  }
}
