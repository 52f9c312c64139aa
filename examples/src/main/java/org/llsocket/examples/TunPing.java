package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.IFF;
import org.llsocket.IPPROTO;
import org.llsocket.Interface;
import org.llsocket.O;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/**
 * A host that exists in this program only: makes a tun device, answers pings to 192.0.2.2 that
 * arrive there, and pings that address. Needs root; leaves nothing behind: {@code unshare -n java
 * ... TunPing}.
 */
public final class TunPing {
  /** Of {@code <linux/if_tun.h>}; {@code _IOW('T', 202, int)} has other bits on ppc64le. */
  private static final long TUNSETIFF =
      System.getProperty("os.arch").startsWith("ppc") ? 0x800454caL : 0x400454caL;

  private static final short IFF_TUN = 1;
  private static final short IFF_NO_PI = 0x1000; // packets begin with their IP header
  private static final long SIOCSIFADDR = 0x8916;
  private static final long SIOCSIFNETMASK = 0x891c;
  private static final int IFREQ = 40; // struct ifreq: a name of 16 bytes, then a union
  private static final int IFNAMSIZ = 16;

  private static final String OURS = "192.0.2.1";
  private static final String THEIRS = "192.0.2.2";
  private static final int IP_HEADER = 20;
  private static final byte ECHO_REQUEST = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private TunPing() {}

  private static ByteBuffer ifreq(String name) {
    return ByteBuffer.allocate(IFREQ).order(ByteOrder.nativeOrder()).put(name.getBytes(US_ASCII));
  }

  /** Makes the device; it exists until the descriptor is closed. */
  static Descriptor open(String name) throws IOException {
    Descriptor tun = Descriptor.openFile(Path.of("/dev/net/tun"), O.RDWR, 0);
    try {
      ByteBuffer request = ifreq(name).putShort(IFNAMSIZ, (short) (IFF_TUN | IFF_NO_PI));
      tun.ioctl(TUNSETIFF, MemorySegment.ofBuffer(request.clear()));
      return tun;
    } catch (Throwable e) {
      tun.close();
      throw e;
    }
  }

  /** Gives the device the address 192.0.2.1/24, and brings it up. */
  static void bringUp(String name) throws IOException {
    try (Socket any = Socket.open(AF.INET, SOCK.DGRAM)) {
      set(any, SIOCSIFADDR, name, OURS);
      set(any, SIOCSIFNETMASK, name, "255.255.255.0");
      Interface.siocsifflags(any, name, Interface.siocgifflags(any, name) | IFF.UP);
    }
  }

  private static void set(Socket any, long request, String name, String address)
      throws IOException {
    ByteBuffer ifreq = ifreq(name).putShort(IFNAMSIZ, (short) AF.INET.number());
    ifreq.put(IFNAMSIZ + 4, InetAddress.ofLiteral(address).getAddress()); // struct sockaddr_in
    any.ioctl(request, MemorySegment.ofBuffer(ifreq.clear()));
  }

  /** Answers pings until the device is closed. */
  static void answer(Descriptor tun) throws IOException {
    ByteBuffer packet = ByteBuffer.allocateDirect(2048);
    while (tun.read(packet.clear()) > 0) {
      packet.flip();
      if (isPing(packet)) {
        makeReply(packet);
        tun.write(packet);
      }
    }
  }

  private static boolean isPing(ByteBuffer packet) throws IOException {
    byte[] to = new byte[4];
    return packet.limit() >= IP_HEADER + 8
        && packet.get(0) == 0x45
        && packet.get(9) == IPPROTO.ICMP.number()
        && packet.get(IP_HEADER) == ECHO_REQUEST
        && InetAddress.getByAddress(get(packet, 16, to)).getHostAddress().equals(THEIRS);
  }

  private static byte[] get(ByteBuffer packet, int at, byte[] bytes) {
    packet.get(at, bytes);
    return bytes;
  }

  /** Swaps the addresses, which keeps the checksum of IP, and makes the request a reply. */
  private static void makeReply(ByteBuffer packet) {
    int source = packet.getInt(12);
    packet.putInt(12, packet.getInt(16)).putInt(16, source);
    packet.put(IP_HEADER, (byte) 0);
    int checksum = Short.toUnsignedInt(packet.getShort(IP_HEADER + 2)) + (ECHO_REQUEST << 8);
    packet.putShort(IP_HEADER + 2, (short) (checksum + (checksum >> 16)));
  }

  /** Sends one ping to 192.0.2.2, and returns how long the reply took. */
  static Duration ping(int sequence) throws IOException {
    try (Socket icmp = Socket.open(AF.INET, SOCK.RAW, IPPROTO.ICMP)) {
      icmp.connect(SockAddr.inet(THEIRS, 0));
      byte[] request = {ECHO_REQUEST, 0, 0, 0, 0, 1, 0, (byte) sequence};
      int sum = (ECHO_REQUEST << 8) + 1 + sequence;
      ByteBuffer.wrap(request).putShort(2, (short) ~sum);
      long start = System.nanoTime();
      icmp.send(MemorySegment.ofArray(request));
      MemorySegment reply = MemorySegment.ofArray(new byte[128]);
      int n = icmp.recv(reply, 0, PATIENCE); // with the IP header
      byte type = reply.get(ValueLayout.JAVA_BYTE, IP_HEADER);
      if (n != IP_HEADER + request.length || type != 0) {
        throw new IOException("no echo reply: " + n + " bytes of type " + type);
      }
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  /** Prints three round trips. */
  public static void main(String[] args) throws IOException {
    String name = args.length > 0 ? args[0] : "llsocket0";
    try (Descriptor tun = open(name)) {
      bringUp(name);
      Thread.ofVirtual()
          .start(() -> {
            try {
              answer(tun);
            } catch (IOException e) {
              // the device was closed
            }
          });
      for (int i = 1; i <= 3; i++) {
        long micros = ping(i).toNanos() / 1000;
        IO.println("reply from " + THEIRS + " seq=" + i + " after " + micros + " us");
      }
    }
  }
}
