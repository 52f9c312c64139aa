package org.llsocket.lua.socket;

import org.llsocket.Socket;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaModule;

/** The modules within, and their classes, that every generation of the API has. */
public final class SharedModules {
  private static final int SUN_PATH = Addresses.PATH_MAX + 1;

  private SharedModules() {}

  /** Adds {@code device}, {@code env}, {@code msghdr}, {@code cmsghdr} and {@code cmsghdrs}. */
  public static LuaModule addTo(LuaModule module, Shape shape) {
    return module
        .module(within(module, "device").function("getifaddrs", shape.value(Devices::getifaddrs)))
        .module(
            within(module, "env")
                .constant("os", "linux")
                .constant("unixpath_max", SUN_PATH)
                .constant("somaxconn", Socket.SOMAXCONN))
        .module(
            within(module, "msghdr")
                .type(msghdr(shape))
                .function("new", shape.value(Msghdrs::open)))
        .module(
            within(module, "cmsghdrs")
                .type(
                    LuaClass.named("llsocket.cmsghdrs", LuaCmsghdrs.class)
                        .method("push", shape.value(Msghdrs::push))
                        .method("shift", shape.value(Msghdrs::shift)))
                .function("new", shape.value(Msghdrs::list)))
        .module(
            within(module, "cmsghdr")
                .type(cmsghdr(shape))
                .function("new", shape.value(Msghdrs::message))
                .function("rights", shape.value(Msghdrs::rights)));
  }

  private static LuaModule within(LuaModule module, String name) {
    return LuaModule.named(module.name() + "." + name);
  }

  private static LuaClass<LuaMsghdr> msghdr(Shape shape) {
    return LuaClass.named("llsocket.msghdr", LuaMsghdr.class)
        .method("name", shape.value(Msghdrs::name))
        .method("iov", shape.value(Msghdrs::iov))
        .method("control", shape.value(Msghdrs::control))
        .method("flags", shape.value(Msghdrs::flags));
  }

  private static LuaClass<LuaCmsghdr> cmsghdr(Shape shape) {
    return LuaClass.named("llsocket.cmsghdr", LuaCmsghdr.class)
        .method("level", shape.value(Msghdrs::level))
        .method("type", shape.value(Msghdrs::type))
        .method("data", shape.value(Msghdrs::data))
        .metamethod("__len", shape.value(Msghdrs::length));
  }

  /** The module {@code addrinfo}, with the class of addresses. */
  public static LuaModule addrinfo(String name, LuaClass<LuaAddrInfo> type, Shape shape) {
    return LuaModule.named(name)
        .type(
            type.method("getnameinfo", shape.value(Addresses::getnameinfo))
                .method("family", shape.value(Addresses::family))
                .method("socktype", shape.value(Addresses::socktype))
                .method("protocol", shape.value(Addresses::protocol))
                .method("canonname", shape.value(Addresses::canonname))
                .method("addr", shape.value(Addresses::addr))
                .method("port", shape.value(Addresses::port)))
        .function("inet", shape.value(Addresses::inet))
        .function("inet6", shape.value(Addresses::inet6))
        .function("unix", shape.value(Addresses::path))
        .function("getaddrinfo", shape.value(Addresses::getaddrinfo));
  }

  /** The module {@code socket}, with the class of sockets. */
  public static LuaModule socket(String name, LuaClass<LuaSocket> type, Shape shape) {
    return LuaModule.named(name)
        .type(type)
        .type(Classes.gcfn())
        .function("wrap", shape.value(Numbers::wrap))
        .function("close", shape.done(Numbers::close))
        .function("shutdown", shape.done(Numbers::shutdown));
  }

  /** The class of {@code iovec}. */
  public static LuaClass<LuaIovec> iovec(Shape shape) {
    return LuaClass.named("iovec", LuaIovec.class)
        .method("bytes", shape.value(Iovecs::bytes))
        .method("add", shape.value(Iovecs::add))
        .method("addn", shape.value(Iovecs::addn))
        .method("set", shape.value(Iovecs::set))
        .method("get", shape.value(Iovecs::get))
        .method("del", shape.value(Iovecs::del))
        .method("concat", shape.value(Iovecs::concat))
        .method("consume", shape.value(Iovecs::consume))
        .method("writev", shape.sending(Iovecs::writev))
        .method("readv", shape.transfer(1, Iovecs::readv))
        .metamethod("__len", shape.value(Iovecs::length));
  }

  /** The module {@code iovec}, with its class. */
  public static LuaModule iovec(String name, LuaClass<LuaIovec> type, Shape shape) {
    return LuaModule.named(name)
        .type(type)
        .constant("IOV_MAX", LuaIovec.MAX)
        .function("new", shape.value(Iovecs::open));
  }
}
