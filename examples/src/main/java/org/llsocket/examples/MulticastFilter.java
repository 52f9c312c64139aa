package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.llsocket.AF;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/** Two senders, one multicast group; the receiver joins the group for one source only. */
public final class MulticastFilter {
  private static final String INTERFACE = "lo";

  private MulticastFilter() {}

  /** Opens a receiver for {@code source} only. */
  static Socket receiver(InetAddress group, InetAddress source) throws IOException {
    var socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.bind(SockAddr.of(group, 0)); // to the group itself, so that nothing else is received
    socket.set(MCAST.JOIN_SOURCE_GROUP, new GroupSourceReq(lo(), group, source));
    socket.set(SO.RCVTIMEO, Duration.ofSeconds(5));
    return socket;
  }

  static void send(InetAddress source, SockAddr group, String text) throws IOException {
    try (var socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.bind(SockAddr.of(source, 0));
      socket.set(MCAST.IF, lo());
      socket.sendto(ByteBuffer.wrap(text.getBytes(UTF_8)), group);
    }
  }

  /** Receives a datagram and returns its text and its sender. */
  static String receive(Socket receiver) throws IOException {
    var from = new SockAddrBuffer();
    var buffer = ByteBuffer.allocate(1500);
    return receiver.recvfrom(buffer, from) == Socket.AGAIN
        ? "nothing"
        : UTF_8.decode(buffer.flip()) + " from " + from.address().getHostAddress();
  }

  private static int lo() throws IOException {
    return Interface.nametoindex(INTERFACE);
  }

  public static void main(String[] args) throws IOException {
    InetAddress group = InetAddress.ofLiteral("232.1.2.3");
    InetAddress wanted = InetAddress.ofLiteral("127.0.0.1");
    InetAddress unwanted = InetAddress.ofLiteral("127.0.0.2");
    try (var receiver = receiver(group, wanted)) {
      send(unwanted, receiver.getsockname(), "noise");
      send(wanted, receiver.getsockname(), "music");
      System.out.println(receive(receiver));
    }
  }
}
