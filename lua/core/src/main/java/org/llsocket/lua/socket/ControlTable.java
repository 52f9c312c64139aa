package org.llsocket.lua.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaTable;
import org.llsocket.message.Control;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.Credentials;
import org.llsocket.message.HopLimit;
import org.llsocket.message.Message;
import org.llsocket.message.PidFd;
import org.llsocket.message.PktInfo;
import org.llsocket.message.RawControlMessage;
import org.llsocket.message.Rights;
import org.llsocket.message.Timestamp;
import org.llsocket.message.Tos;
import org.llsocket.message.TrafficClass;
import org.llsocket.message.Ttl;
import org.llsocket.message.UdpGro;
import org.llsocket.message.UdpSegment;

/**
 * Control messages as a table: those with a type by name, such as {@code rights} and {@code ttl},
 * others as a list of {@code {level, type, data}}. Closing it returns the borrowed descriptors to
 * the script.
 */
final class ControlTable implements AutoCloseable {
  private static final Map<String, IntFunction<ControlMessage>> NUMBERS =
      Map.of(
          "ttl", Ttl::new,
          "hoplimit", HopLimit::new,
          "tos", Tos::new,
          "tclass", TrafficClass::new,
          "segment", UdpSegment::new);

  private static final double NANOS = 1e9;

  private final Arguments args;
  private final List<BorrowedFd> borrowed = new ArrayList<>();

  ControlTable(Arguments args) {
    this.args = args;
  }

  // ---- to send

  void addTo(Message message, @Nullable Object given) throws IOException {
    if (given == null) {
      return;
    }
    if (!(given instanceof LuaTable table)) {
      throw args.bad(1, "control is not a table");
    }
    List<ControlMessage> messages = new ArrayList<>();
    for (var field : table.fields().entrySet()) {
      messages.add(message(field.getKey(), field.getValue()));
    }
    int size = 0;
    for (ControlMessage each : messages) {
      size += Control.space(size(each));
    }
    message.controlCapacity(size);
    messages.forEach(message.control()::add);
  }

  private static int size(ControlMessage message) {
    return switch (message) {
      case Rights rights -> rights.descriptors().size() * Integer.BYTES;
      case RawControlMessage raw -> raw.data().length;
      default -> Long.BYTES * 3; // more than any of them needs
    };
  }

  private ControlMessage message(Object name, Object value) throws IOException {
    if (value instanceof Long number && NUMBERS.containsKey(name)) {
      return Objects.requireNonNull(NUMBERS.get(name)).apply(toInt(number));
    }
    if (value instanceof LuaTable table) {
      if (name.equals("rights")) {
        return rights(table);
      }
      if (name.equals("credentials")) {
        return new Credentials(
            toInt(number(table, "pid")), number(table, "uid"), number(table, "gid"));
      }
      if (name.equals("pktinfo")) {
        return pktinfo(table);
      }
      if (name instanceof Long) {
        return raw(table);
      }
    }
    throw args.bad(1, "unknown control message: " + name);
  }

  private Rights rights(LuaTable table) throws IOException {
    List<Descriptor> descriptors = new ArrayList<>();
    for (Object each : table.list()) {
      descriptors.add(
          switch (each) {
            case LuaObject given when given.object() instanceof LuaSocket socket -> socket.socket;
            case LuaObject given when given.object() instanceof LuaFile file -> file.descriptor;
            case Long fd -> borrow(fd);
            default -> throw args.bad(1, "rights contains a value that is not a descriptor");
          });
    }
    return Rights.of(descriptors.toArray(Descriptor[]::new));
  }

  private Descriptor borrow(long number) throws IOException {
    var fd = new BorrowedFd(number == (int) number ? (int) number : -1, "sendmsg");
    borrowed.add(fd);
    return fd.descriptor;
  }

  private PktInfo pktinfo(LuaTable table) throws IOException {
    String addr = text(table, "addr", "0.0.0.0");
    String ifname = text(table, "ifname", "");
    InetAddress local =
        (addr.indexOf(':') < 0 ? SockAddr.inet(addr, 0) : SockAddr.inet6(addr, 0)).address();
    return PktInfo.from(local, ifname.isEmpty() ? 0 : Interface.nametoindex(ifname));
  }

  private RawControlMessage raw(LuaTable table) {
    if (!(table.get("data") instanceof ByteBuffer data)) {
      throw args.bad(1, "a control message has no data string");
    }
    return new RawControlMessage(
        toInt(number(table, "level")), toInt(number(table, "type")), Arguments.bytes(data));
  }

  private long number(LuaTable table, String name) {
    if (table.get(name) instanceof Long number) {
      return number;
    }
    throw args.bad(1, "a control message has no integer " + name);
  }

  private int toInt(long number) {
    if (number != (int) number) {
      throw args.bad(1, number + " does not fit an int");
    }
    return (int) number;
  }

  private String text(LuaTable table, String name, String otherwise) {
    return switch (table.get(name)) {
      case null -> otherwise;
      case ByteBuffer text -> new String(Arguments.bytes(text), UTF_8);
      case Object _ -> throw args.bad(1, name + " is not a string");
    };
  }

  @Override
  public void close() throws IOException {
    for (BorrowedFd each : borrowed) {
      each.close();
    }
  }

  // ---- received

  static Map<Object, Object> of(Control control) throws IOException {
    Map<Object, Object> table = new LinkedHashMap<>();
    long others = 0;
    int at = control.first();
    for (ControlMessage message : control) {
      switch (message) {
        case Rights rights -> table.put("rights", owned(rights.take()));
        case PidFd pidfd -> table.put("pidfd", new LuaFile(pidfd.take()));
        case Credentials who ->
            table.put("credentials", Map.of("pid", who.pid(), "uid", who.uid(), "gid", who.gid()));
        case PktInfo info -> table.put("pktinfo", pktinfo(info));
        case Ttl ttl -> table.put("ttl", ttl.ttl());
        case HopLimit hops -> table.put("hoplimit", hops.limit());
        case Tos tos -> table.put("tos", tos.tos());
        case TrafficClass tclass -> table.put("tclass", tclass.tclass());
        case UdpSegment segment -> table.put("segment", segment.size());
        case UdpGro gro -> table.put("gro", gro.size());
        case Timestamp stamp -> table.put("timestamp", seconds(stamp.time()));
        default -> {
          others++;
          byte[] data = control.data(at).toArray(JAVA_BYTE);
          table.put(
              others, Map.of("level", control.level(at), "type", control.type(at), "data", data));
        }
      }
      at = control.next(at);
    }
    return table;
  }

  /** Sockets as sockets, other descriptors as files; Lua owns them from now on. */
  private static List<Object> owned(List<Descriptor> descriptors) throws IOException {
    List<Object> owned = new ArrayList<>();
    for (Descriptor each : descriptors) {
      int fd = each.detach();
      try {
        Socket socket = Socket.adopt(fd);
        owned.add(new LuaSocket(socket, socket.protocol(), Sockets.NOWHERE));
      } catch (ErrnoException notSocket) {
        owned.add(new LuaFile(Descriptor.adopt(fd)));
      }
    }
    return owned;
  }

  private static Map<Object, Object> pktinfo(PktInfo info) throws IOException {
    return Map.of(
        "addr", info.local().getHostAddress(),
        "destination", info.destination().getHostAddress(),
        "ifname", info.ifindex() == 0 ? "" : Interface.indextoname(info.ifindex()));
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / NANOS;
  }
}
