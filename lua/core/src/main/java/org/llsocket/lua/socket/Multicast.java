package org.llsocket.lua.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AI;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.Interface;
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

  /** How arguments name addresses, and what a socket that is not for groups fails with. */
  public interface Names {
    /** An address that has been named. */
    @FunctionalInterface
    interface Name {
      /** The address, of the socket's family. */
      InetAddress address(Socket socket) throws IOException;
    }

    /** What argument n names; raises if it is of a wrong type. */
    Name name(Call call, int n);

    /** Throws where the socket can have nothing to do with groups. */
    void check(Call call) throws ErrnoException;
  }

  /** Numeric addresses as strings; EOPNOTSUPP. */
  public static final Names NUMERIC =
      new Names() {
        @Override
        public Name name(Call call, int n) {
          String text = call.text(n);
          return socket -> numeric(text, socket);
        }

        @Override
        public void check(Call call) throws ErrnoException {
          Socket socket = Sockets.self(call).socket;
          if (!isOfType(socket) || !isOfFamily(socket)) {
            throw new ErrnoException(Errno.EOPNOTSUPP, "setsockopt", socket.type().toString());
          }
        }
      };

  /** {@code llsocket.addrinfo}s; ESOCKTNOSUPPORT, EAFNOSUPPORT. */
  public static final Names ADDRINFO =
      new Names() {
        @Override
        public Name name(Call call, int n) {
          SockAddr addr = Sockets.addrInfo(call, n).addr;
          return socket -> ofFamily(addr, socket);
        }

        @Override
        public void check(Call call) throws ErrnoException {
          Socket socket = Sockets.self(call).socket;
          if (!isOfType(socket)) {
            throw new ErrnoException(Errno.ESOCKTNOSUPPORT, "setsockopt", socket.type().toString());
          }
          if (!isOfFamily(socket)) {
            throw new ErrnoException(Errno.EAFNOSUPPORT, "setsockopt", socket.family().toString());
          }
        }
      };

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

  /** The options that have to do with groups, by their methods. */
  public static Map<String, Options> options(Names names) {
    Operation check =
        call -> {
          names.check(call);
          return null;
        };
    Map<String, Options> options = new LinkedHashMap<>();
    for (SocketOption option : SocketOption.ALL) {
      if (option.isMulticast()) {
        options.put(option.method(), Options.checked(option, check));
      }
    }
    options.put("mcastif", Options.checked(Options.MCASTIF, check));
    return options;
  }

  private static @Nullable Object group(Call call, Names names, Option<GroupReq> option)
      throws IOException {
    Socket socket = Sockets.self(call).socket;
    Names.Name group = names.name(call, 1);
    String ifname = call.textOrNull(2);
    names.check(call);
    InetAddress address = group.address(socket);
    int index = index(ifname);
    checkGroup(address);
    Socket _ = socket.set(option, new GroupReq(index, address));
    return null;
  }

  private static @Nullable Object source(Call call, Names names, Option<GroupSourceReq> option)
      throws IOException {
    Socket socket = Sockets.self(call).socket;
    Names.Name groupName = names.name(call, 1);
    Names.Name sourceName = names.name(call, 2);
    String ifname = call.textOrNull(3);
    names.check(call);
    InetAddress group = groupName.address(socket);
    InetAddress source = sourceName.address(socket);
    int index = index(ifname);
    checkGroup(group);
    Socket _ = socket.set(option, new GroupSourceReq(index, group, source));
    return null;
  }

  /** As {@code getaddrinfo} with AI_NUMERICHOST reads it; a scope says nothing here. */
  private static InetAddress numeric(String text, Socket socket) throws IOException {
    AF family = socket.family();
    return Addresses.lookUp(text, null, family, socket.type(), IPPROTO.IP, AI.NUMERICHOST)
        .getFirst()
        .addr()
        .address();
  }

  private static InetAddress ofFamily(SockAddr addr, Socket socket) throws ErrnoException {
    if (!addr.family().equals(socket.family())) {
      throw new ErrnoException(Errno.EAFNOSUPPORT, "setsockopt", addr.toString());
    }
    return addr.address();
  }

  private static boolean isOfType(Socket socket) {
    return socket.type().equals(SOCK.DGRAM) || socket.type().equals(SOCK.RAW);
  }

  private static boolean isOfFamily(Socket socket) {
    return socket.family().equals(AF.INET) || socket.family().equals(AF.INET6);
  }

  /** The kernel's answer, which {@link GroupReq} is too strict to ask for. */
  private static void checkGroup(InetAddress group) throws ErrnoException {
    if (!group.isMulticastAddress()) {
      throw new ErrnoException(Errno.EINVAL, "setsockopt", group.getHostAddress());
    }
  }

  /** The index behind the name of an interface; 0, which lets the kernel choose, for none. */
  static int index(@Nullable String name) throws ErrnoException {
    if (name == null) {
      return 0;
    }
    try {
      return Interface.nametoindex(name);
    } catch (IllegalArgumentException _) {
      throw new ErrnoException(Errno.ENODEV, "if_nametoindex", "\"" + name + "\"");
    }
  }
}
