package org.llsocket.examples;

import java.io.IOException;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.loop.Connection;
import org.llsocket.loop.Loop;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.uring.Ring;

/**
 * Echoes to ten thousand clients with one thread, on io_uring or, if that cannot be had, on epoll:
 * {@code LoopEcho 7000}.
 */
public final class LoopEcho {
  private LoopEcho() {}

  public static void main(String[] args) throws IOException {
    try (var listener = Socket.open(AF.INET6, SOCK.STREAM, IPPROTO.TCP);
        Loop loop = Loop.open()) {
      listener.set(SO.REUSEADDR, true).set(TCP.NODELAY, true); // connections inherit it
      listener.bind(SockAddr.inet6("::", args.length > 0 ? Integer.parseInt(args[0]) : 7000));
      listener.listen(4096);
      loop.listen(listener, client -> Connection::send);
      System.out.println("listening on " + listener.getsockname());
      System.err.println(loop.engine() + ": " + Ring.support().reason());
      while (true) {
        loop.await();
      }
    }
  }
}
