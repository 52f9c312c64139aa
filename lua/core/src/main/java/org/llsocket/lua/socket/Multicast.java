package org.llsocket.lua.socket;

import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Interfaces;
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

  /** {@code sock:mcastjoin(mcaddr, ifname)}. */
  public static @Nullable Object join(Call call) throws IOException {
    return group(call, MCAST.JOIN_GROUP);
  }

  /** {@code sock:mcastleave(mcaddr, ifname)}. */
  public static @Nullable Object leave(Call call) throws IOException {
    return group(call, MCAST.LEAVE_GROUP);
  }

  /** {@code sock:mcastjoinsrc(mcaddr, srcaddr, ifname)}. */
  public static @Nullable Object joinsrc(Call call) throws IOException {
    return source(call, MCAST.JOIN_SOURCE_GROUP);
  }

  /** {@code sock:mcastleavesrc(mcaddr, srcaddr, ifname)}. */
  public static @Nullable Object leavesrc(Call call) throws IOException {
    return source(call, MCAST.LEAVE_SOURCE_GROUP);
  }

  /** {@code sock:mcastblocksrc(mcaddr, srcaddr, ifname)}. */
  public static @Nullable Object blocksrc(Call call) throws IOException {
    return source(call, MCAST.BLOCK_SOURCE);
  }

  /** {@code sock:mcastunblocksrc(mcaddr, srcaddr, ifname)}. */
  public static @Nullable Object unblocksrc(Call call) throws IOException {
    return source(call, MCAST.UNBLOCK_SOURCE);
  }

  private static @Nullable Object group(Call call, Option<GroupReq> option) throws IOException {
    Socket socket = Sockets.self(call).socket;
    String group = call.text(1);
    int index = index(call, 2);
    InetAddress address = address(socket, group);
    checkGroup(address);
    Socket _ = socket.set(option, new GroupReq(index, address));
    return null;
  }

  private static @Nullable Object source(Call call, Option<GroupSourceReq> option)
      throws IOException {
    Socket socket = Sockets.self(call).socket;
    String group = call.text(1);
    String source = call.text(2);
    int index = index(call, 3);
    InetAddress address = address(socket, group);
    checkGroup(address);
    Socket _ = socket.set(option, new GroupSourceReq(index, address, address(socket, source)));
    return null;
  }

  /** A numeric address of the socket's family. */
  private static InetAddress address(Socket socket, String text) throws ErrnoException {
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
