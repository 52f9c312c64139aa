package org.llsocket.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.PktInfo;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;

/**
 * A UDP server on all addresses of this machine that replies from the address that a request was
 * sent to. Otherwise the kernel chooses the source address, and on a machine with several addresses
 * a client may discard the reply.
 */
public final class ReplyFromDestination {
  private ReplyFromDestination() {}

  /** Opens the server on all IPv6 and IPv4 addresses; port 0 lets the kernel choose a port. */
  static Socket open(int port) throws IOException {
    var server = Socket.open(AF.INET6, SOCK.DGRAM);
    server.set(IPV6.V6ONLY, false);
    server.set(IPV6.RECVPKTINFO, true); // the destination of each datagram
    server.set(IP.PKTINFO, true); // and for IPv4 the source for replies to a broadcast
    server.bind(SockAddr.inet6("::", port));
    return server;
  }

  /** Echoes {@code count} datagrams. */
  static void echo(Socket server, int count) throws IOException {
    var data = ByteBuffer.allocateDirect(65_536);
    try (var message = new Message().controlCapacity(Control.space(20, 12))) {
      message
          .buffers(data)
          .name(new SockAddrBuffer()); // the client's address, filled by each receive
      for (int i = 0; i < count; i++) {
        data.clear();
        server.recvmsg(message, 0);
        data.flip();
        PktInfo destination = message.control().get(PktInfo.class);
        if (destination != null) {
          message.control().add(destination.reply()); // replaces the received control data
        }
        server.sendmsg(message, 0);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    try (Socket server = open(args.length > 0 ? Integer.parseInt(args[0]) : 7007)) {
      System.out.println("answers on " + server.getsockname());
      echo(server, Integer.MAX_VALUE);
    }
  }
}
