package org.llsocket.lua.socket;

import org.llsocket.Socket;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;

/** The nested modules and their classes that every generation of the API has. */
public final class SharedModules {
  private static final int SUN_PATH = AddrInfos.PATH_MAX + 1;

  private SharedModules() {}

  /** Adds {@code device}, {@code env}, {@code msghdr}, {@code cmsghdr} and {@code cmsghdrs}. */
  public static LuaModule addTo(LuaModule module, ReturnConvention returns) {
    return module
        .module(within(module, "device").function("getifaddrs", returns.value(Devices::getifaddrs)))
        .module(
            within(module, "env")
                .constant("os", "linux")
                .constant("unixpath_max", SUN_PATH)
                .constant("somaxconn", Socket.SOMAXCONN))
        .module(
            within(module, "msghdr")
                .type(msghdr(returns))
                .function("new", returns.value(Msghdrs::open)))
        .module(
            within(module, "cmsghdrs")
                .type(
                    LuaClass.named("llsocket.cmsghdrs", LuaCmsghdrs.class)
                        .method("push", returns.value(Msghdrs::push))
                        .method("shift", returns.value(Msghdrs::shift)))
                .function("new", returns.value(Msghdrs::list)))
        .module(
            within(module, "cmsghdr")
                .type(cmsghdr(returns))
                .function("new", returns.value(Msghdrs::message))
                .function("rights", returns.value(Msghdrs::rights)));
  }

  private static LuaModule within(LuaModule module, String name) {
    return LuaModule.named(module.name() + "." + name);
  }

  private static LuaClass<LuaMsghdr> msghdr(ReturnConvention returns) {
    return LuaClass.named("llsocket.msghdr", LuaMsghdr.class)
        .method("name", returns.value(Msghdrs::name))
        .method("iov", returns.value(Msghdrs::iov))
        .method("control", returns.value(Msghdrs::control))
        .method("flags", returns.value(Msghdrs::flags));
  }

  private static LuaClass<LuaCmsghdr> cmsghdr(ReturnConvention returns) {
    return LuaClass.named("llsocket.cmsghdr", LuaCmsghdr.class)
        .method("level", returns.value(Msghdrs::level))
        .method("type", returns.value(Msghdrs::type))
        .method("data", returns.value(Msghdrs::data))
        .metamethod("__len", returns.value(Msghdrs::length));
  }

  /** The module {@code addrinfo}, with the class of addresses. */
  public static LuaModule addrinfo(
      String name, LuaClass<LuaAddrInfo> type, ReturnConvention returns) {
    return LuaModule.named(name)
        .type(
            type.method("getnameinfo", returns.value(AddrInfos::getnameinfo))
                .method("family", returns.value(AddrInfos::family))
                .method("socktype", returns.value(AddrInfos::socktype))
                .method("protocol", returns.value(AddrInfos::protocol))
                .method("canonname", returns.value(AddrInfos::canonname))
                .method("addr", returns.value(AddrInfos::addr))
                .method("port", returns.value(AddrInfos::port)))
        .function("inet", returns.value(AddrInfos::inet))
        .function("inet6", returns.value(AddrInfos::inet6))
        .function("unix", returns.value(AddrInfos::path))
        .function("getaddrinfo", returns.value(AddrInfos::getaddrinfo));
  }

  /** The module {@code socket}, with the class of sockets. */
  public static LuaModule socket(String name, LuaClass<LuaSocket> type, ReturnConvention returns) {
    return LuaModule.named(name)
        .type(type)
        .type(Classes.gcfn())
        .function("wrap", returns.value(RawFds::wrap))
        .function("close", returns.done(RawFds::close))
        .function("shutdown", returns.done(RawFds::shutdown));
  }

  /** The class of {@code iovec}. */
  public static LuaClass<LuaIovec> iovec(ReturnConvention returns) {
    return LuaClass.named("iovec", LuaIovec.class)
        .method("bytes", returns.value(Iovecs::bytes))
        .method("add", returns.value(Iovecs::add))
        .method("addn", returns.value(Iovecs::addn))
        .method("set", returns.value(Iovecs::set))
        .method("get", returns.value(Iovecs::get))
        .method("del", returns.value(Iovecs::del))
        .method("concat", returns.value(Iovecs::concat))
        .method("consume", returns.value(Iovecs::consume))
        .method("writev", returns.sending(Iovecs::writev))
        .method("readv", returns.transfer(1, Iovecs::readv))
        .metamethod("__len", returns.value(Iovecs::length));
  }

  /** The module {@code iovec}, with its class. */
  public static LuaModule iovec(String name, LuaClass<LuaIovec> type, ReturnConvention returns) {
    return LuaModule.named(name)
        .type(type)
        .constant("IOV_MAX", LuaIovec.MAX)
        .function("new", returns.value(Iovecs::open));
  }
}
