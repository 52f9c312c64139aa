package org.llsocket.lua.socket;

import org.jspecify.annotations.Nullable;

/** The userdata {@code llsocket.msghdr}: a message to send, or to receive into. */
public final class LuaMsghdr {
  @Nullable LuaAddrInfo name;
  @Nullable LuaIovec iov;
  @Nullable LuaCmsghdrs control;
  int flags;
}
