package org.llsocket.lua.socket;

import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AddrInfo;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;

/** The userdata {@code llsocket.addrinfo}: an address and the kind of socket for it. */
public final class LuaAddrInfo {
  final AF family;
  final SOCK type;
  final IPPROTO protocol;
  final SockAddr addr;
  final @Nullable String canonname;

  LuaAddrInfo(SockAddr addr, SOCK type, IPPROTO protocol) {
    this(addr.family(), type, protocol, addr, null);
  }

  private LuaAddrInfo(
      AF family, SOCK type, IPPROTO protocol, SockAddr addr, @Nullable String canonname) {
    this.family = family;
    this.type = type;
    this.protocol = protocol;
    this.addr = addr;
    this.canonname = canonname;
  }

  static LuaAddrInfo of(AddrInfo found) {
    return new LuaAddrInfo(
        found.family(), found.type(), found.protocol(), found.addr(), found.canonname());
  }
}
