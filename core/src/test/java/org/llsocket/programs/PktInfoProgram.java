package org.llsocket.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Message;
import org.llsocket.message.PktInfo;
import org.llsocket.option.GroupReq;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/** A UDP server for both families that answers from the address that was asked. */
public final class PktInfoProgram {
  /** The interface that the network namespace has. */
  public static final String DEVICE = "there";

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final InetAddress GROUP = InetAddress.ofLiteral("239.255.77.9");
  private static final InetAddress GROUP6 = InetAddress.ofLiteral("ff15::77:9");

  private PktInfoProgram() {}

  /** Prints which address each request is answered from. */
  public static void main(String[] args) throws IOException {
    boolean both = args[0].equals("both");
    try (Socket server = Socket.open(AF.INET6, SOCK.DGRAM);
        Socket client = Socket.open(AF.INET, SOCK.DGRAM);
        Socket client6 = Socket.open(AF.INET6, SOCK.DGRAM)) {
      server.set(IPV6.V6ONLY, false).set(IPV6.RECVPKTINFO, true).set(IP.PKTINFO, both);
      server
          .set(MCAST.JOIN_GROUP, GroupReq.of(GROUP, DEVICE))
          .set(MCAST.JOIN_GROUP, GroupReq.of(GROUP6, DEVICE))
          .set(SO.RCVTIMEO, DEADLINE)
          .bind(SockAddr.inet6("::", 0));
      int port = server.getsockname().port();
      client.set(SO.BROADCAST, true).set(SO.RCVTIMEO, DEADLINE).bind(SockAddr.inet("10.1.0.1", 0));
      for (String asked :
          List.of(
              "127.7.7.7",
              "10.1.0.1",
              "10.1.0.2",
              "10.1.0.255",
              "255.255.255.255",
              "239.255.77.9",
              "169.254.7.7")) {
        System.out.println(asked + " " + answer(server, client, SockAddr.inet(asked, port)));
      }
      client6.set(SO.RCVTIMEO, DEADLINE).set(MCAST.IF, Interface.nametoindex(DEVICE));
      client6.bind(SockAddr.inet6("fd00:77::2", 0));
      for (String asked : List.of("fd00:77::1", "fe80::77%" + DEVICE, "ff15::77:9")) {
        System.out.println(asked + " " + answer(server, client6, SockAddr.inet6(asked, port)));
      }
    }
  }

  private static String answer(Socket server, Socket client, SockAddr asked) throws IOException {
    client.sendto(ByteBuffer.allocate(1), asked);
    var data = ByteBuffer.allocateDirect(10);
    try (var message = new Message().controlCapacity(256)) {
      message.buffers(data).name(new SockAddrBuffer());
      server.recvmsg(message, 0);
      data.flip();
      PktInfo info = Objects.requireNonNull(message.control().get(PktInfo.class));
      message.control().add(info.reply());
      server.sendmsg(message, 0);
    } catch (ErrnoException e) {
      return "fails: " + e.call();
    }
    var from = new SockAddrBuffer();
    int n = client.recvfrom(ByteBuffer.allocate(10), from);
    return n == 1 ? from.host() : "no answer";
  }
}
