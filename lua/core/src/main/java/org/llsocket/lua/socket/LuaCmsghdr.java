package org.llsocket.lua.socket;

/** The userdata {@code llsocket.cmsghdr}: a control message; descriptors are raw. */
public final class LuaCmsghdr {
  final int level;
  final int type;
  final byte[] data;

  LuaCmsghdr(int level, int type, byte[] data) {
    this.level = level;
    this.type = type;
    this.data = data;
  }
}
