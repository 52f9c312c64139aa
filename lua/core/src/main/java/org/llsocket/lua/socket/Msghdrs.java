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
import org.llsocket.lua.Call;
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

/** {@code msghdr}, {@code cmsghdrs} and {@code cmsghdr}, and the calls with them. */
public final class Msghdrs {
  /** Room for control messages that come, whatever was there before. */
  private static final int ROOM = 4096;

  private static final ByteBuffer[] NOTHING = {};

  private Msghdrs() {}

  // ---- msghdr

  /** {@code msghdr.new()}. */
  public static Object open(Call call) {
    return new LuaMsghdr();
  }

  /** {@code mh:name(ai)}: what it was; with an argument, nil too, that from now on. */
  public static @Nullable Object name(Call call) {
    return part(
        call,
        LuaAddrInfo.class,
        "llsocket.addrinfo",
        msg -> msg.name,
        (msg, name) -> msg.name = name);
  }

  /** {@code mh:iov(iov)}: as {@link #name}. */
  public static @Nullable Object iov(Call call) {
    return part(call, LuaIovec.class, "iovec", msg -> msg.iov, (msg, iov) -> msg.iov = iov);
  }

  /** {@code mh:control(cmsgs)}: as {@link #name}. */
  public static @Nullable Object control(Call call) {
    return part(
        call,
        LuaCmsghdrs.class,
        "llsocket.cmsghdrs",
        msg -> msg.control,
        (msg, control) -> msg.control = control);
  }

  private static <T> @Nullable Object part(
      Call call,
      Class<T> type,
      String expected,
      Function<LuaMsghdr, @Nullable T> get,
      BiConsumer<LuaMsghdr, @Nullable T> set) {
    LuaMsghdr self = call.self(LuaMsghdr.class);
    T before = get.apply(self);
    if (call.count() > 0) {
      set.accept(self, call.isNil(1) ? null : call.object(1, type, expected));
    }
    return before;
  }

  /** {@code mh:flags()}: those of the last receive. */
  public static Object flags(Call call) {
    return call.self(LuaMsghdr.class).flags;
  }

  // ---- cmsghdrs

  /** {@code cmsghdrs.new()}. */
  public static Object list(Call call) {
    return new LuaCmsghdrs();
  }

  /** {@code cmsgs:push(cmsg)}: true. */
  public static Object push(Call call) {
    LuaCmsghdr added = call.object(1, LuaCmsghdr.class, "llsocket.cmsghdr");
    call.self(LuaCmsghdrs.class).messages.addLast(added);
    return true;
  }

  /** {@code cmsgs:shift()}: takes the first; nil if there is none. */
  public static @Nullable Object shift(Call call) {
    return call.self(LuaCmsghdrs.class).messages.pollFirst();
  }

  // ---- cmsghdr

  /** {@code cmsghdr.new(level, type, data)}: a wrong data is #-1, which C counts from the end. */
  public static Object message(Call call) {
    int level = call.cInt(1);
    int type = call.cInt(2);
    if (!(call.value(3) instanceof ByteBuffer)) {
      throw call.bad(-1, "string expected, got " + call.type(3));
    }
    return new LuaCmsghdr(level, type, call.bytes(3));
  }

  /** {@code cmsghdr.rights(fd, ...)}: nil without any. */
  public static @Nullable Object rights(Call call) {
    var fds = new int[call.count()];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = call.int32(i + 1);
    }
    return fds.length == 0 ? null : new LuaCmsghdr(socketLevel(), SCM.RIGHTS, bytes(fds));
  }

  /** {@code SOL_SOCKET}. */
  public static int socketLevel() {
    return SO.TYPE.level(SocketKind.UDP);
  }

  /** {@code cmsg:level()}. */
  public static Object level(Call call) {
    return cmsghdr(call).level;
  }

  /** {@code cmsg:type()}. */
  public static Object type(Call call) {
    return cmsghdr(call).type;
  }

  /** {@code #cmsg}: how many bytes of data. */
  public static Object length(Call call) {
    return cmsghdr(call).data.length;
  }

  /** {@code cmsg:data()}: a string; of rights, the descriptors as numbers. */
  public static Object data(Call call) {
    LuaCmsghdr self = cmsghdr(call);
    if (self.level != socketLevel() || self.type != SCM.RIGHTS) {
      return self.data;
    }
    if (self.data.length % Integer.BYTES != 0) {
      throw new LuaRaise("rights of " + self.data.length + " bytes are no whole numbers");
    }
    ByteBuffer data = ByteBuffer.wrap(self.data).order(ByteOrder.nativeOrder());
    var fds = new Object[self.data.length / Integer.BYTES];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = data.getInt();
    }
    return Outcome.values(fds);
  }

  private static LuaCmsghdr cmsghdr(Call call) {
    return call.self(LuaCmsghdr.class);
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
  public static Object sendmsg(Call call) throws IOException {
    LuaSocket self = Sockets.self(call);
    LuaMsghdr msg = msghdr(call);
    int flags = call.flags(2);
    long size = msg.iov == null ? 0 : msg.iov.bytes();
    int control = msg.control == null ? 0 : msg.control.space();
    try (var message = new Message().controlCapacity(control)) {
      message.buffers(buffers(msg)).name(msg.name == null ? null : msg.name.addr);
      if (msg.control != null) {
        for (LuaCmsghdr each : msg.control.messages) {
          message.control().add(each.level, each.type, each.data);
        }
      }
      return Transfers.sent(size, () -> self.socket.sendmsg(message, flags));
    }
  }

  /**
   * {@code sock:recvmsg(mh, flag, ...)}: how many bytes came into the iovec. The name is then who
   * sent it, and the control messages, if there is a list for them, those that came.
   */
  public static Object recvmsg(Call call) throws IOException {
    LuaSocket self = Sockets.self(call);
    LuaMsghdr msg = msghdr(call);
    int flags = call.flags(2);
    var from = new SockAddrBuffer();
    int room = msg.control == null ? 0 : Math.max(ROOM, msg.control.space());
    if (room > 0) {
      Pressure.spare(call);
    }
    try (var message = new Message().controlCapacity(room)) {
      message.buffers(buffers(msg)).name(from);
      int n = self.socket.recvmsg(message, flags);
      Outcome.Plain none = Transfers.none(n);
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

  /** The argument of both. */
  static boolean isMsghdr(Call call) {
    return call.value(1) instanceof LuaObject given && given.object() instanceof LuaMsghdr;
  }

  private static LuaMsghdr msghdr(Call call) {
    return call.object(1, LuaMsghdr.class, "llsocket.msghdr");
  }

  private static ByteBuffer[] buffers(LuaMsghdr msg) {
    return msg.iov == null ? NOTHING : msg.iov.buffers(0, Long.MAX_VALUE);
  }

  /** Descriptors among them are the script's from now on. */
  private static List<LuaCmsghdr> received(Control control) throws IOException {
    List<LuaCmsghdr> all = new ArrayList<>();
    int at = control.first();
    for (Iterator<ControlMessage> each = control.iterator(); each.hasNext(); ) {
      byte[] data =
          switch (each.next()) {
            case Rights rights -> bytes(released(rights.take()));
            case PidFd pidfd -> bytes(pidfd.take().release());
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
      numbers[i] = descriptors.get(i).release();
    }
    return numbers;
  }
}
