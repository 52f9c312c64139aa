package org.llsocket.lua.v0_16;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.lua.Call;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaFunction;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.socket.Classes;
import org.llsocket.lua.socket.Constants;
import org.llsocket.lua.socket.FileSending;
import org.llsocket.lua.socket.Iovecs;
import org.llsocket.lua.socket.LuaIovec;
import org.llsocket.lua.socket.LuaSocket;
import org.llsocket.lua.socket.Multicast;
import org.llsocket.lua.socket.Options;
import org.llsocket.lua.socket.SharedModules;
import org.llsocket.lua.socket.SocketMethods;
import org.llsocket.lua.socket.SocketOption;
import org.llsocket.lua.socket.Sockets;
import org.llsocket.lua.socket.Transfers;
import org.llsocket.lua.socket.Waiting;

/** The module {@code llsocket.v0_16}. */
public final class V016 {
  private static final V016Shape SHAPE = new V016Shape();
  private static final String NAME = "llsocket.v0_16";

  private V016() {}

  /** The module, made anew. */
  public static LuaModule module() {
    LuaModule module = LuaModule.named(NAME);
    Constants.all().forEach(module::constant);
    return SharedModules.addTo(module, SHAPE)
        .module(SharedModules.addrinfo(NAME + ".addrinfo", Classes.addrinfo(), SHAPE))
        .module(SharedModules.iovec(NAME + ".iovec", iovec(), SHAPE).alias("iovec"))
        .module(new Errors().module(NAME + ".errno"))
        .module(
            SharedModules.socket(NAME + ".socket", socket(), SHAPE)
                .function("pair", SHAPE.value(V016::pair))
                .function("new", SHAPE.value(Sockets::make)));
  }

  private static LuaClass<LuaIovec> iovec() {
    return SharedModules.iovec(SHAPE)
        .method("writev", SHAPE.value(Iovecs::writev))
        .method("readv", SHAPE.value(Iovecs::readv));
  }

  private static LuaClass<LuaSocket> socket() {
    LuaClass<LuaSocket> type = SocketMethods.type(SHAPE);
    V016Shape.Check address = call -> Sockets.addrInfo(call, 1);
    type.method("bind", SHAPE.done(V016Shape.checked(address, Sockets::bind)))
        .method("connect", SHAPE.connecting(V016Shape.checked(address, Sockets::connect)))
        .method("accept", SHAPE.transfer(2, Sockets::acceptWithAddress))
        .method("error", SHAPE.value(V016::error))
        .method("send", SHAPE.sending(V016Shape.checked(V016::something, Transfers::send)))
        .method("sendto", SHAPE.sending(V016Shape.checked(V016::something, Transfers::sendto)))
        .method("write", SHAPE.sending(V016Shape.checked(V016::something, Transfers::write)))
        .method(
            "sendfile", SHAPE.sending(V016Shape.checked(V016::someBytes, FileSending::sendfile)))
        .method("recvable", SHAPE.ready(Waiting::recvable))
        .method("sendable", SHAPE.ready(Waiting::sendable))
        .method("mcastif", multicast(Options.MCASTIF, true));
    for (SocketOption option : SocketOption.ALL) {
      if (option.isMulticast()) {
        type.method(option.method(), multicast(option, false));
      }
    }
    Multicast.methods(Multicast::addrinfo)
        .forEach((name, operation) -> type.method(name, SHAPE.done(operation)));
    return type;
  }

  /** {@code (socktype, protocol, nonblock)}. */
  private static Object pair(Call call) throws IOException {
    var type = new SOCK(call.cInt(1));
    var protocol = new IPPROTO(call.cInt(2, 0));
    return Sockets.pair(type, call.bool(3, false), protocol);
  }

  /** The pending error as an object; nil for none. */
  private static @Nullable Object error(Call call) throws IOException {
    int number = (int) Sockets.error(call);
    return number == 0 ? null : Errors.of(new Errno(number), "error");
  }

  private static void something(Call call) throws IOException {
    if (!call.string(1).hasRemaining()) {
      throw new ErrnoException(Errno.EINVAL, call.name(), "nothing to send");
    }
  }

  private static void someBytes(Call call) throws IOException {
    if (!call.isNil(2) && call.integer(2) == 0) {
      throw new ErrnoException(Errno.EINVAL, call.name(), "nothing to send");
    }
  }

  /** An option that only sockets have that can have to do with groups. */
  private static LuaFunction multicast(Options option, boolean nilSets) {
    return SHAPE.accessor(
        new Options() {
          @Override
          public @Nullable Object get(Call call) throws IOException {
            Multicast.check(call);
            return option.get(call);
          }

          @Override
          public void set(Call call) throws IOException {
            option.set(call);
          }
        },
        nilSets);
  }
}
