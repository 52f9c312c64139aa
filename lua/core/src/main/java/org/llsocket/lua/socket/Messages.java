package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaTable;
import org.llsocket.message.Message;

/**
 * {@code sendmsg} and {@code recvmsg}. A message is a table: its buffers as a list, {@code name},
 * {@code control}, and, if received, {@code flags}.
 */
public final class Messages {
  /** The default capacity for control data: 32 descriptors, or several messages of any kind. */
  private static final int CONTROL = 256;

  private Messages() {}

  /** {@code sock:sendmsg(msg, flag, ...)}. */
  public static Object sendmsg(Arguments args) throws IOException {
    if (Msghdrs.isMsghdr(args)) {
      return Msghdrs.sendmsg(args);
    }
    Socket socket = Sockets.self(args).socket;
    LuaTable table = args.table(1);
    int flags = args.flags(2);
    ByteBuffer[] buffers = buffers(args, table);
    long size = 0;
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    try (var message = new Message();
        var control = new ControlTable(args)) {
      message.buffers(buffers).name(name(args, table));
      control.addTo(message, table.get("control"));
      return SendRecv.sent(size, () -> socket.sendmsg(message, flags));
    }
  }

  private static ByteBuffer[] buffers(Arguments args, LuaTable table) {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (Object element : table.list()) {
      if (!(element instanceof ByteBuffer buffer)) {
        throw args.bad(1, "a buffer is not a string");
      }
      buffers.add(buffer.duplicate());
    }
    return buffers.toArray(ByteBuffer[]::new);
  }

  private static @Nullable SockAddr name(Arguments args, LuaTable table) {
    return switch (table.get("name")) {
      case null -> null;
      case LuaObject given when given.object() instanceof LuaAddrInfo info -> info.addr;
      case Object _ -> throw args.bad(1, "name is not an llsocket.addrinfo");
    };
  }

  /** {@code sock:recvmsg(bufsize, controlsize, flag, ...)}: bufsize may be a list of sizes. */
  public static Object recvmsg(Arguments args) throws IOException {
    if (Msghdrs.isMsghdr(args)) {
      return Msghdrs.recvmsg(args);
    }
    LuaSocket self = Sockets.self(args);
    int control = args.cInt(2, CONTROL);
    if (control < 0) {
      throw args.bad(2, "control size " + control + " is negative");
    }
    int flags = args.flags(3);
    ByteBuffer[] buffers = allocate(args, flags);
    var from = new SockAddrBuffer();
    if (control > 0) {
      Pressure.spare(args);
    }
    try (var message = new Message().controlCapacity(control)) {
      int n = self.socket.recvmsg(message.buffers(buffers).name(from), flags);
      Outcome.Plain none = SendRecv.none(n);
      return none != null ? none : table(self, message, buffers, from);
    }
  }

  private static ByteBuffer[] allocate(Arguments args, int flags) throws IOException {
    if (!(args.value(1) instanceof LuaTable sizes)) {
      return new ByteBuffer[] {SendRecv.buffer(args, flags)};
    }
    List<ByteBuffer> buffers = new ArrayList<>();
    for (Object size : sizes.list()) {
      if (!(size instanceof Long number) || number <= 0 || number > Integer.MAX_VALUE) {
        throw args.bad(1, "buffer sizes must be integers from 1 to " + Integer.MAX_VALUE);
      }
      buffers.add(SendRecv.allocated(number));
    }
    return buffers.toArray(ByteBuffer[]::new);
  }

  private static Map<Object, @Nullable Object> table(
      LuaSocket self, Message message, ByteBuffer[] buffers, SockAddrBuffer from)
      throws IOException {
    Map<Object, @Nullable Object> table = new LinkedHashMap<>();
    for (int i = 0; i < buffers.length; i++) {
      if (i == 0 || buffers[i].position() > 0) {
        table.put(i + 1L, Arguments.bytes(buffers[i].flip()));
      }
    }
    table.put("name", from.length() == 0 ? null : self.addrInfo(from.toSockAddr()));
    table.put("flags", message.receivedFlags());
    table.put("control", ControlTable.of(message.control()));
    return table;
  }
}
