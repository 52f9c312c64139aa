package org.llsocket.lua.socket;

import org.llsocket.lua.LuaClass;

/** The classes of userdata, without methods: each generation of the API adds its own. */
public final class Classes {
  /** The class of addresses. */
  public static LuaClass<LuaAddrInfo> addrinfo() {
    return LuaClass.named("llsocket.addrinfo", LuaAddrInfo.class);
  }

  /** The class of sockets, closed when collected. */
  public static LuaClass<LuaSocket> socket() {
    return LuaClass.named("llsocket.socket", LuaSocket.class)
        .finalizer(LuaSocket::end)
        .open(each -> each.socket.isOpen());
  }

  /** The class of files, closed when collected. */
  public static LuaClass<LuaFile> file() {
    return LuaClass.named("llsocket.file", LuaFile.class)
        .finalizer(LuaFile::end)
        .open(each -> each.descriptor.isOpen());
  }

  /** The class of {@code addgcfn}'s result. */
  public static LuaClass<LuaGcFunction> gcfn() {
    return LuaClass.named("llsocket.gcfn", LuaGcFunction.class);
  }

  private Classes() {}
}
