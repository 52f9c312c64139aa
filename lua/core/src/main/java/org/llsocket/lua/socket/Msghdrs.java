package org.llsocket.lua.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.SockAddrBuffer;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaRaise;
import org.llsocket.message.Control;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.Message;
import org.llsocket.message.PidFd;
import org.llsocket.message.Rights;
import org.llsocket.message.SCM;
import org.llsocket.option.SO;
import org.llsocket.option.SocketKind;

/** {@code msghdr}, {@code cmsghdrs} and {@code cmsghdr}, and the calls that use them. */
public final class Msghdrs {
  /** The minimum capacity for received control messages. */
  private static final int CAPACITY = 4096;

  private static final ByteBuffer[] NOTHING = {};

  private Msghdrs() {}

  // ---- msghdr

  /** {@code msghdr.new()}. */
  public static Object open(Arguments args) {
    return new LuaMsghdr();
  }

  /** {@code mh:name(ai)}: returns the name; an argument, even nil, replaces it. */
  public static @Nullable Object name(Arguments args) {
    return part(
        args,
        LuaAddrInfo.class,
        "llsocket.addrinfo",
        msg -> msg.name,
        (msg, name) -> msg.name = name);
  }

  /** {@code mh:iov(iov)}: like {@link #name}. */
  public static @Nullable Object iov(Arguments args) {
    return part(args, LuaIovec.class, "iovec", msg -> msg.iov, (msg, iov) -> msg.iov = iov);
  }

  /** {@code mh:control(cmsgs)}: like {@link #name}. */
  public static @Nullable Object control(Arguments args) {
    return part(
        args,
        LuaCmsghdrs.class,
        "llsocket.cmsghdrs",
        msg -> msg.control,
        (msg, control) -> msg.control = control);
  }

  private static <T> @Nullable Object part(
      Arguments args,
      Class<T> type,
      String expected,
      Function<LuaMsghdr, @Nullable T> get,
      BiConsumer<LuaMsghdr, @Nullable T> set) {
    LuaMsghdr self = args.self(LuaMsghdr.class);
    T before = get.apply(self);
    if (args.count() > 0) {
      set.accept(self, args.isNil(1) ? null : args.object(1, type, expected));
    }
    return before;
  }

  /** {@code mh:flags()}: the flags of the last receive. */
  public static Object flags(Arguments args) {
    return args.self(LuaMsghdr.class).flags;
  }

  // ---- cmsghdrs

  /** {@code cmsghdrs.new()}. */
  public static Object list(Arguments args) {
    return new LuaCmsghdrs();
  }

  /** {@code cmsgs:push(cmsg)}: true. */
  public static Object push(Arguments args) {
    LuaCmsghdr added = args.object(1, LuaCmsghdr.class, "llsocket.cmsghdr");
    args.self(LuaCmsghdrs.class).messages.addLast(added);
    return true;
  }

  /** {@code cmsgs:shift()}: removes and returns the first; nil if there is none. */
  public static @Nullable Object shift(Arguments args) {
    return args.self(LuaCmsghdrs.class).messages.pollFirst();
  }

  // ---- cmsghdr

  /**
   * {@code cmsghdr.new(level, type, data)}: errors name data as #-1, which in C counts from the
   * end.
   */
  public static Object message(Arguments args) {
    int level = args.cInt(1);
    int type = args.cInt(2);
    if (!(args.value(3) instanceof ByteBuffer)) {
      throw args.bad(-1, "string expected, got " + args.type(3));
    }
    return new LuaCmsghdr(level, type, args.bytes(3));
  }

  /** {@code cmsghdr.rights(fd, ...)}: nil without arguments. */
  public static @Nullable Object rights(Arguments args) {
    var fds = new int[args.count()];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = args.int32(i + 1);
    }
    return fds.length == 0 ? null : new LuaCmsghdr(socketLevel(), SCM.RIGHTS, bytes(fds));
  }

  /** {@code SOL_SOCKET}. */
  public static int socketLevel() {
    return SO.TYPE.level(SocketKind.UDP);
  }

  /** {@code cmsg:level()}. */
  public static Object level(Arguments args) {
    return cmsghdr(args).level;
  }

  /** {@code cmsg:type()}. */
  public static Object type(Arguments args) {
    return cmsghdr(args).type;
  }

  /** {@code #cmsg}: the number of data bytes. */
  public static Object length(Arguments args) {
    return cmsghdr(args).data.length;
  }

  /** {@code cmsg:data()}: a string; for rights, the descriptors. */
  public static Object data(Arguments args) {
    LuaCmsghdr self = cmsghdr(args);
    if (self.level != socketLevel() || self.type != SCM.RIGHTS) {
      return self.data;
    }
    if (self.data.length % Integer.BYTES != 0) {
      throw new LuaRaise(
          "rights of " + self.data.length + " bytes: not a multiple of " + Integer.BYTES);
    }
    ByteBuffer data = ByteBuffer.wrap(self.data).order(ByteOrder.nativeOrder());
    var fds = new Object[self.data.length / Integer.BYTES];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = data.getInt();
    }
    return Outcome.values(fds);
  }

  private static LuaCmsghdr cmsghdr(Arguments args) {
    return args.self(LuaCmsghdr.class);
  }

  private static byte[] bytes(int... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.nativeOrder());
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return bytes.array();
  }

  // ---- the calls

  /** {@code sock:sendmsg(mh, flag, ...)}. */
  public static Object sendmsg(Arguments args) throws IOException {
    LuaSocket self = Sockets.self(args);
    LuaMsghdr msg = msghdr(args);
    int flags = args.flags(2);
    long size = msg.iov == null ? 0 : msg.iov.bytes();
    int control = msg.control == null ? 0 : msg.control.space();
    try (var message = new Message().controlCapacity(control)) {
      message.buffers(buffers(msg)).name(msg.name == null ? null : msg.name.addr);
      if (msg.control != null) {
        for (LuaCmsghdr each : msg.control.messages) {
          message.control().add(each.level, each.type, each.data);
        }
      }
      return SendRecv.sent(size, () -> self.socket.sendmsg(message, flags));
    }
  }

  /**
   * {@code sock:recvmsg(mh, flag, ...)}: the number of bytes received into the iovec. Afterwards
   * the name is the sender, and the list of control messages, if there is one, holds the received
   * ones.
   */
  public static Object recvmsg(Arguments args) throws IOException {
    LuaSocket self = Sockets.self(args);
    LuaMsghdr msg = msghdr(args);
    int flags = args.flags(2);
    var from = new SockAddrBuffer();
    int capacity = msg.control == null ? 0 : Math.max(CAPACITY, msg.control.space());
    if (capacity > 0) {
      Pressure.spare(args);
    }
    try (var message = new Message().controlCapacity(capacity)) {
      message.buffers(buffers(msg)).name(from);
      int n = self.socket.recvmsg(message, flags);
      Outcome.Plain none = SendRecv.none(n);
      if (none != null) {
        return none;
      }
      msg.flags = message.receivedFlags();
      msg.name = from.length() == 0 ? null : self.addrInfo(from.toSockAddr());
      if (msg.control != null) {
        msg.control.messages.clear();
        msg.control.messages.addAll(received(message.control()));
      }
      return n;
    }
  }

  /** Whether argument 1 is a msghdr. */
  static boolean isMsghdr(Arguments args) {
    return args.value(1) instanceof LuaObject given && given.object() instanceof LuaMsghdr;
  }

  private static LuaMsghdr msghdr(Arguments args) {
    return args.object(1, LuaMsghdr.class, "llsocket.msghdr");
  }

  private static ByteBuffer[] buffers(LuaMsghdr msg) {
    return msg.iov == null ? NOTHING : msg.iov.buffers(0, Long.MAX_VALUE);
  }

  /** The received control messages; the script owns the descriptors in them. */
  private static List<LuaCmsghdr> received(Control control) throws IOException {
    List<LuaCmsghdr> all = new ArrayList<>();
    int at = control.first();
    for (Iterator<ControlMessage> each = control.iterator(); each.hasNext(); ) {
      byte[] data =
          switch (each.next()) {
            case Rights rights -> bytes(released(rights.take()));
            case PidFd pidfd -> bytes(pidfd.take().detach());
            default -> control.data(at).toArray(JAVA_BYTE);
          };
      all.add(new LuaCmsghdr(control.level(at), control.type(at), data));
      at = control.next(at);
    }
    return all;
  }

  private static int[] released(List<Descriptor> descriptors) throws IOException {
    var numbers = new int[descriptors.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = descriptors.get(i).detach();
    }
    return numbers;
  }
}
