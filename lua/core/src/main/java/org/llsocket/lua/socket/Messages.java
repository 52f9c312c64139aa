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
import org.llsocket.lua.Call;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaTable;
import org.llsocket.message.Message;

/**
 * {@code sendmsg} and {@code recvmsg}. A message is a table: its buffers as a list, {@code name},
 * {@code control}, and where it was received {@code flags}.
 */
public final class Messages {
  /** Room for control data where the script does not tell: 32 descriptors, or some of each kind. */
  private static final int CONTROL = 256;

  private Messages() {}

  /** {@code sock:sendmsg(msg, flag, ...)}. */
  public static Object sendmsg(Call call) throws IOException {
    if (Msghdrs.isMsghdr(call)) {
      return Msghdrs.sendmsg(call);
    }
    Socket socket = Sockets.self(call).socket;
    LuaTable table = call.table(1);
    int flags = call.flags(2);
    ByteBuffer[] buffers = buffers(call, table);
    long size = 0;
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    try (var message = new Message();
        var control = new ControlTable(call)) {
      message.buffers(buffers).name(name(call, table));
      control.addTo(message, table.get("control"));
      return Transfers.sent(size, () -> socket.sendmsg(message, flags));
    }
  }

  private static ByteBuffer[] buffers(Call call, LuaTable table) {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (Object element : table.list()) {
      if (!(element instanceof ByteBuffer buffer)) {
        throw call.bad(1, "a buffer is no string");
      }
      buffers.add(buffer.duplicate());
    }
    return buffers.toArray(ByteBuffer[]::new);
  }

  private static @Nullable SockAddr name(Call call, LuaTable table) {
    return switch (table.get("name")) {
      case null -> null;
      case LuaObject given when given.object() instanceof LuaAddrInfo info -> info.addr;
      case Object _ -> throw call.bad(1, "name is no llsocket.addrinfo");
    };
  }

  /** {@code sock:recvmsg(bufsize, controlsize, flag, ...)}: bufsize may be a list of sizes. */
  public static Object recvmsg(Call call) throws IOException {
    if (Msghdrs.isMsghdr(call)) {
      return Msghdrs.recvmsg(call);
    }
    LuaSocket self = Sockets.self(call);
    ByteBuffer[] buffers = room(call);
    int control = call.cInt(2, CONTROL);
    if (control < 0) {
      throw call.bad(2, "control size " + control + " is negative");
    }
    int flags = call.flags(3);
    var from = new SockAddrBuffer();
    if (control > 0) {
      Pressure.spare(call);
    }
    try (var message = new Message().controlCapacity(control)) {
      int n = self.socket.recvmsg(message.buffers(buffers).name(from), flags);
      Outcome.Plain none = Transfers.none(n);
      return none != null ? none : table(self, message, buffers, from);
    }
  }

  private static ByteBuffer[] room(Call call) throws IOException {
    if (!(call.value(1) instanceof LuaTable sizes)) {
      long size = call.isNil(1) ? Transfers.BUFSIZE : call.integer(1);
      return new ByteBuffer[] {Transfers.buffer(call, size)};
    }
    List<ByteBuffer> room = new ArrayList<>();
    for (Object size : sizes.list()) {
      if (!(size instanceof Long number) || number <= 0 || number > Integer.MAX_VALUE) {
        throw call.bad(1, "a buffer size is no positive int");
      }
      room.add(Transfers.allocated(number));
    }
    return room.toArray(ByteBuffer[]::new);
  }

  private static Map<Object, @Nullable Object> table(
      LuaSocket self, Message message, ByteBuffer[] buffers, SockAddrBuffer from) throws IOException {
    Map<Object, @Nullable Object> table = new LinkedHashMap<>();
    for (int i = 0; i < buffers.length; i++) {
      if (i == 0 || buffers[i].position() > 0) {
        table.put(i + 1L, Call.bytes(buffers[i].flip()));
      }
    }
    table.put("name", from.length() == 0 ? null : self.addrInfo(from.toSockAddr()));
    table.put("flags", message.receivedFlags());
    table.put("control", ControlTable.of(message.control()));
    return table;
  }
}
