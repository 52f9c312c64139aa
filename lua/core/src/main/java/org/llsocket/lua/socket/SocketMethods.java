package org.llsocket.lua.socket;

import org.llsocket.lua.LuaClass;

/** The methods that sockets have in every generation of the API, but for their return values. */
public final class SocketMethods {
  private SocketMethods() {}

  /** The class of sockets, with those methods. */
  public static LuaClass<LuaSocket> type(Shape shape) {
    LuaClass<LuaSocket> type =
        Classes.socket()
            .method("dup", shape.value(Sockets::dup))
            .method("fd", shape.value(Sockets::fd))
            .method("family", shape.value(Sockets::family))
            .method("socktype", shape.value(Sockets::socktype))
            .method("protocol", shape.value(Sockets::protocol))
            .method("bind", shape.done(Sockets::bind))
            .method("shutdown", shape.done(Sockets::shutdown))
            .method("close", shape.done(Sockets::close))
            .method("listen", shape.done(Sockets::listen))
            .method("acceptfd", shape.transfer(1, Numbers::acceptfd))
            .method("unwrap", shape.value(Numbers::unwrap))
            .method("atmark", shape.value(Sockets::atmark))
            .method("getsockname", shape.value(Sockets::getsockname))
            .method("getpeername", shape.value(Sockets::getpeername))
            .method("recvable", shape.value(Waiting.recvable(Waiting.MILLISECONDS)))
            .method("sendable", shape.value(Waiting.sendable(Waiting.MILLISECONDS)))
            .method("addgcfn", shape.value(GcFunctions::add))
            .method("delgcfn", shape.value(GcFunctions::del));
    addTransfers(type, shape);
    addOptions(type, shape);
    return type;
  }

  private static void addTransfers(LuaClass<LuaSocket> type, Shape shape) {
    type.method("send", shape.sending(Transfers.send(Transfers.Empty.DATAGRAM)))
        .method("sendto", shape.sending(Transfers.sendto(Transfers.Empty.DATAGRAM)))
        .method("write", shape.sending(Transfers.write(Transfers.Empty.DATAGRAM)))
        .method("sendfile", shape.sending(FileSending::sendfile))
        .method("sendfd", shape.sending(Passing::sendfd))
        .method("recv", shape.transfer(1, Transfers::recv))
        .method("recvfrom", shape.transfer(2, Transfers::recvfrom))
        .method("read", shape.transfer(1, Transfers::read))
        .method("recvfd", shape.transfer(1, Passing::recvfd))
        .method("sendmsg", shape.sending(Msghdrs::sendmsg))
        .method("recvmsg", shape.transfer(1, Msghdrs::recvmsg));
  }

  private static void addOptions(LuaClass<LuaSocket> type, Shape shape) {
    for (SocketOption option : SocketOption.ALL) {
      type.method(
          option.method(), option.isWritable() ? shape.accessor(option) : shape.value(option::get));
    }
    type.method("cloexec", shape.accessor(Options.CLOEXEC))
        .method("nonblock", shape.accessor(Options.NONBLOCK))
        .method("linger", shape.accessor(Options.LINGER))
        .method("mcastif", shape.accessor(Options.MCASTIF));
  }
}
