package org.llsocket.lua.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** The userdata {@code llsocket.socket}: a socket, and the address it was made for. */
public final class LuaSocket {
  final Socket socket;
  final IPPROTO protocol;

  /** What {@code bind} and {@code connect} take where they get no address; of length 0 if none. */
  final SockAddr addr;

  final GcFunctions gcFunctions = new GcFunctions();

  LuaSocket(Socket socket, IPPROTO protocol, SockAddr addr) {
    this.socket = socket;
    this.protocol = protocol;
    this.addr = addr;
  }

  LuaAddrInfo addrInfo(SockAddr address) {
    return new LuaAddrInfo(address, socket.type(), protocol);
  }

  /** Closes a socket that Lua holds no longer. */
  void end() {
    gcFunctions.run();
    try {
      socket.close();
    } catch (ErrnoException _) {
      // The number is free again whatever close(2) says, and nobody is there to be told.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
