package org.llsocket.lua.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** The userdata {@code llsocket.socket}: a socket and the address it was created for. */
public final class LuaSocket {
  final Socket socket;
  final IPPROTO protocol;

  /** The default address of {@code bind} and {@code connect}; of length 0 if there is none. */
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

  /** Closes a socket that Lua has collected. */
  void end() {
    gcFunctions.run();
    try {
      socket.close();
    } catch (ErrnoException _) {
      // close(2) frees the descriptor even when it fails, and there is no caller to report to
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
