package org.llsocket.agent.programs;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/** Sockets of java.net that talk to each other; prints their options. */
public final class NetProgram {
  private static final byte[] DATA = {1, 2, 3};

  private NetProgram() {}

  public static void main(String[] args) throws Exception {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, listener.getLocalPort());
        Socket accepted = listener.accept()) {
      client.getOutputStream().write(DATA);
      client.shutdownOutput();
      System.out.println(
          "received " + Arrays.equals(accepted.getInputStream().readAllBytes(), DATA));
      System.out.println("client" + Shown.of(client));
      System.out.println("accepted" + Shown.of(accepted));
      System.out.println("listener" + Shown.of(listener));
    }
    datagrams(loopback);
  }

  private static void datagrams(InetAddress loopback) throws IOException {
    try (DatagramSocket one = new DatagramSocket(0, loopback);
        DatagramSocket other = new DatagramSocket(0, loopback)) {
      one.send(new DatagramPacket(DATA, DATA.length, loopback, other.getLocalPort()));
      var packet = new DatagramPacket(new byte[9], 9);
      other.receive(packet);
      System.out.println("datagram of " + packet.getLength());
      System.out.println("datagrams" + Shown.of(one));
    }
  }
}
