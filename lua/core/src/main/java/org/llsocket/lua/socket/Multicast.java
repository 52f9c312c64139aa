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
import org.llsocket.lua.Arguments;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.Option;

/** Membership of multicast groups. */
public final class Multicast {
  private Multicast() {}

  /** How arguments name addresses, and the error for sockets that cannot join groups. */
  public interface Names {
    /** An address argument. */
    @FunctionalInterface
    interface Name {
      /** The address in the socket's family. */
      InetAddress address(Socket socket) throws IOException;
    }

    /** Argument n; raises if it has the wrong type. */
    Name name(Arguments args, int n);

    /** Throws if the socket cannot join groups. */
    void check(Arguments args) throws ErrnoException;
  }

  /** Numeric addresses as strings; EOPNOTSUPP. */
  public static final Names NUMERIC =
      new Names() {
        @Override
        public Name name(Arguments args, int n) {
          String text = args.text(n);
          return socket -> numeric(text, socket);
        }

        @Override
        public void check(Arguments args) throws ErrnoException {
          Socket socket = Sockets.self(args).socket;
          if (!isOfType(socket) || !isOfFamily(socket)) {
            throw Operation.refused(args, Errno.EOPNOTSUPP, socket.type().toString());
          }
        }
      };

  /** {@code llsocket.addrinfo}s; ESOCKTNOSUPPORT, EAFNOSUPPORT. */
  public static final Names ADDRINFO =
      new Names() {
        @Override
        public Name name(Arguments args, int n) {
          SockAddr addr = Sockets.addrInfo(args, n).addr;
          return socket -> ofFamily(args, addr, socket);
        }

        @Override
        public void check(Arguments args) throws ErrnoException {
          Socket socket = Sockets.self(args).socket;
          if (!isOfType(socket)) {
            throw Operation.refused(args, Errno.ESOCKTNOSUPPORT, socket.type().toString());
          }
          if (!isOfFamily(socket)) {
            throw Operation.refused(args, Errno.EAFNOSUPPORT, socket.family().toString());
          }
        }
      };

  /** The methods, by name: {@code (mcaddr, ifname)}, {@code (mcaddr, srcaddr, ifname)}. */
  public static Map<String, Operation> methods(Names names) {
    return Map.of(
        "mcastjoin", args -> group(args, names, MCAST.JOIN_GROUP),
        "mcastleave", args -> group(args, names, MCAST.LEAVE_GROUP),
        "mcastjoinsrc", args -> source(args, names, MCAST.JOIN_SOURCE_GROUP),
        "mcastleavesrc", args -> source(args, names, MCAST.LEAVE_SOURCE_GROUP),
        "mcastblocksrc", args -> source(args, names, MCAST.BLOCK_SOURCE),
        "mcastunblocksrc", args -> source(args, names, MCAST.UNBLOCK_SOURCE));
  }

  /** The multicast options, by method. */
  public static Map<String, Property> options(Names names) {
    Operation check =
        args -> {
          names.check(args);
          return null;
        };
    Map<String, Property> options = new LinkedHashMap<>();
    for (SocketOption option : SocketOption.ALL) {
      if (option.isMulticast()) {
        options.put(option.method(), Property.checked(option, check));
      }
    }
    options.put("mcastif", Property.checked(Property.MCASTIF, check));
    return options;
  }

  private static @Nullable Object group(Arguments args, Names names, Option<GroupReq> option)
      throws IOException {
    Socket socket = Sockets.self(args).socket;
    Names.Name group = names.name(args, 1);
    String ifname = args.textOrNull(2);
    names.check(args);
    InetAddress address = group.address(socket);
    int index = index(ifname);
    checkGroup(address);
    Socket _ = socket.set(option, new GroupReq(index, address));
    return null;
  }

  private static @Nullable Object source(Arguments args, Names names, Option<GroupSourceReq> option)
      throws IOException {
    Socket socket = Sockets.self(args).socket;
    Names.Name groupName = names.name(args, 1);
    Names.Name sourceName = names.name(args, 2);
    String ifname = args.textOrNull(3);
    names.check(args);
    InetAddress group = groupName.address(socket);
    InetAddress source = sourceName.address(socket);
    int index = index(ifname);
    checkGroup(group);
    Socket _ = socket.set(option, new GroupSourceReq(index, group, source));
    return null;
  }

  /** Parsed like {@code getaddrinfo} with AI_NUMERICHOST; a scope is ignored. */
  private static InetAddress numeric(String text, Socket socket) throws IOException {
    AF family = socket.family();
    return AddrInfos.lookUp(text, null, family, socket.type(), IPPROTO.IP, AI.NUMERICHOST)
        .getFirst()
        .addr()
        .address();
  }

  private static InetAddress ofFamily(Arguments args, SockAddr addr, Socket socket)
      throws ErrnoException {
    if (!addr.family().equals(socket.family())) {
      throw Operation.refused(args, Errno.EAFNOSUPPORT, addr.toString());
    }
    return addr.address();
  }

  private static boolean isOfType(Socket socket) {
    return socket.type().equals(SOCK.DGRAM) || socket.type().equals(SOCK.RAW);
  }

  private static boolean isOfFamily(Socket socket) {
    return socket.family().equals(AF.INET) || socket.family().equals(AF.INET6);
  }

  /** Reports the kernel's EINVAL; {@link GroupReq} would throw before the call. */
  private static void checkGroup(InetAddress group) throws ErrnoException {
    if (!group.isMulticastAddress()) {
      throw new ErrnoException(Errno.EINVAL, "setsockopt", group.getHostAddress());
    }
  }

  /** The index of an interface; 0, which lets the kernel choose, for null. */
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
