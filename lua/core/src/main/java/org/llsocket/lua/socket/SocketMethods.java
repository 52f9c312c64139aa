package org.llsocket.lua.socket;

import org.llsocket.lua.LuaClass;

/** The socket methods that differ only in return values between the generations of the API. */
public final class SocketMethods {
  private SocketMethods() {}

  /** The class of sockets, with those methods. */
  public static LuaClass<LuaSocket> type(ReturnConvention returns) {
    LuaClass<LuaSocket> type =
        Classes.socket()
            .method("dup", returns.value(Sockets::dup))
            .method("fd", returns.value(Sockets::fd))
            .method("family", returns.value(Sockets::family))
            .method("socktype", returns.value(Sockets::socktype))
            .method("protocol", returns.value(Sockets::protocol))
            .method("bind", returns.done(Sockets::bind))
            .method("shutdown", returns.done(Sockets::shutdown))
            .method("close", returns.done(Sockets::close))
            .method("listen", returns.done(Sockets::listen))
            .method("acceptfd", returns.transfer(1, RawFds::acceptfd))
            .method("unwrap", returns.value(RawFds::unwrap))
            .method("atmark", returns.value(Sockets::atmark))
            .method("getsockname", returns.value(Sockets::getsockname))
            .method("getpeername", returns.value(Sockets::getpeername))
            .method("recvable", returns.value(PollMethods.recvable(PollMethods.MILLISECONDS)))
            .method("sendable", returns.value(PollMethods.sendable(PollMethods.MILLISECONDS)))
            .method("addgcfn", returns.value(GcFunctions::add))
            .method("delgcfn", returns.value(GcFunctions::del));
    addTransfers(type, returns);
    addOptions(type, returns);
    return type;
  }

  private static void addTransfers(LuaClass<LuaSocket> type, ReturnConvention returns) {
    type.method("send", returns.sending(SendRecv.send(SendRecv.Empty.DATAGRAM)))
        .method("sendto", returns.sending(SendRecv.sendto(SendRecv.Empty.DATAGRAM)))
        .method("write", returns.sending(SendRecv.write(SendRecv.Empty.DATAGRAM)))
        .method("sendfile", returns.sending(Sendfile::sendfile))
        .method("sendfd", returns.sending(FdPassing::sendfd))
        .method("recv", returns.transfer(1, SendRecv::recv))
        .method("recvfrom", returns.transfer(2, SendRecv::recvfrom))
        .method("read", returns.transfer(1, SendRecv::read))
        .method("recvfd", returns.transfer(1, FdPassing::recvfd))
        .method("sendmsg", returns.sending(Msghdrs::sendmsg))
        .method("recvmsg", returns.transfer(1, Msghdrs::recvmsg));
  }

  private static void addOptions(LuaClass<LuaSocket> type, ReturnConvention returns) {
    for (SocketOption option : SocketOption.ALL) {
      type.method(
          option.method(),
          option.isWritable() ? returns.accessor(option) : returns.value(option::get));
    }
    type.method("cloexec", returns.accessor(Property.CLOEXEC))
        .method("nonblock", returns.accessor(Property.NONBLOCK))
        .method("linger", returns.accessor(Property.LINGER))
        .method("mcastif", returns.accessor(Property.MCASTIF));
  }
}
