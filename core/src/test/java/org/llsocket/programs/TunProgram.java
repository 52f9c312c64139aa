package org.llsocket.programs;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.O;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.Tun;

/** Makes tun and tap devices in the network namespace that it runs in, and reads a packet. */
public final class TunProgram {
  private static final int IPV4_UDP = 28; // the headers

  private TunProgram() {}

  private static Descriptor open() throws IOException {
    return Descriptor.openFile(Path.of("/dev/net/tun"), O.RDWR, 0);
  }

  /** Prints what the kernel returns. */
  public static void main(String[] args) throws Exception {
    try (Descriptor tun = open();
        Descriptor tap = open();
        Descriptor other = open();
        Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      fails("fresh", () -> Tun.tungetiff(tun));
      System.out.println(Tun.tunsetiff(tun, "tun%d", IFF.TUN | IFF.NO_PI));
      Tun made = Tun.tungetiff(tun);
      System.out.println(made + " IFF_TUN|IFF_NO_PI");
      fails("again", () -> Tun.tunsetiff(tun, "tun7", IFF.TUN));
      address(socket);
      packet(tun, socket);
      System.out.println(Tun.tunsetiff(tap, "", IFF.TAP | IFF.NO_PI) + " " + Tun.tungetiff(tap));
      fails("busy", () -> Tun.tunsetiff(other, "tap0", IFF.TAP | IFF.NO_PI));
    }
  }

  private static void address(Socket socket) throws IOException {
    Interface.siocsifaddr(socket, "tun0", Inet4Address.ofLiteral("192.0.2.1"));
    Interface.siocsifnetmask(socket, "tun0", Inet4Address.ofLiteral("255.255.255.252"));
    Interface.siocsifflags(socket, "tun0", Interface.siocgifflags(socket, "tun0") | IFF.UP);
  }

  /** Sends an empty datagram, and reads packets up to it: the kernel may send others. */
  private static void packet(Descriptor tun, Socket socket) throws IOException {
    socket.sendto(ByteBuffer.allocate(0), SockAddr.inet("192.0.2.2", 9));
    ByteBuffer packet = ByteBuffer.allocate(2048);
    do {
      tun.read(packet.clear());
      packet.flip();
    } while (packet.get(0) >> 4 != 4 || packet.remaining() != IPV4_UDP);
    byte[] source = new byte[4];
    byte[] destination = new byte[4];
    packet.get(12, source).get(16, destination);
    System.out.printf(
        "%d bytes of protocol %d from %s to %s%n",
        packet.remaining(),
        packet.get(9),
        InetAddress.getByAddress(source).getHostAddress(),
        InetAddress.getByAddress(destination).getHostAddress());
  }

  private static void fails(String what, Callable<?> call) throws Exception {
    try {
      System.out.println(what + " " + call.call());
    } catch (ErrnoException e) {
      System.out.println(what + " " + e.errno());
    }
  }
}
