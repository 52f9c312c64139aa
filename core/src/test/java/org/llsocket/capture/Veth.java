package org.llsocket.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.llsocket.AF;
import org.llsocket.NetNs;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.family.SockaddrLl;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Namespace;

/** Two interfaces joined by a wire, in a network namespace where nothing else sends. */
final class Veth implements AutoCloseable {
  /** The interface that frames are sent on, and the one that receives them. */
  static final int SENDER = 20;

  static final int RECEIVER = 21;

  /** Small, and handed over soon. */
  static final PacketRingSetup SETUP =
      PacketRingSetup.DEFAULT.withBlocks(1 << 16, 4).withBlockTimeout(Duration.ofMillis(2));

  final Namespace namespace;
  final NetNs netns;
  final Socket sender;

  private Veth(Namespace namespace, Socket sender) {
    this.namespace = namespace;
    this.netns = NetNs.of(namespace.pid());
    this.sender = sender;
  }

  /** Skips the test if this machine cannot make one. */
  static Veth create() throws IOException {
    Namespace namespace = Namespace.create();
    try {
      namespace.run(
          "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6;"
              + " echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6;"
              + " ip link add name here index 20 type veth peer name there index 21"
              + " && ip link set here mtu 9100 up && ip link set there mtu 9100 up");
      namespace.awaitUp("here", "there");
      Socket sender = NetNs.of(namespace.pid()).open(AF.PACKET, SOCK.RAW);
      sender.bind(SockAddr.of(SockaddrLl.of(0, SENDER)));
      return new Veth(namespace, sender);
    } catch (Throwable e) {
      namespace.close();
      throw e;
    }
  }

  /** A ring on the receiving interface. */
  PacketRing ring(PacketRingSetup setup) throws IOException {
    return PacketRing.of(netns.open(AF.PACKET, SOCK.RAW), RECEIVER, setup);
  }

  void send(byte[] frame) throws IOException {
    sender.send(MemorySegment.ofArray(frame));
  }

  /** A UDP datagram over IPv4 whose payload begins with a number. */
  static byte[] udp(int number, int payload, int port) {
    ByteBuffer out = ByteBuffer.allocate(14 + 20 + 8 + payload);
    out.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}).putShort((short) 0x800);
    out.putShort((short) 0x4500).putShort((short) (28 + payload)).putInt(0);
    out.putShort((short) 0x4011).putShort((short) 0);
    out.put(new byte[] {(byte) 192, 0, 2, 1}).put(new byte[] {(byte) 192, 0, 2, 2});
    out.putShort((short) 4000).putShort((short) port).putShort((short) (8 + payload));
    out.putShort((short) 0).putInt(number);
    return out.array();
  }

  /** The same with a VLAN tag. */
  static byte[] tagged(byte[] frame, int tci) {
    return ByteBuffer.allocate(frame.length + 4)
        .put(frame, 0, 12)
        .putShort((short) 0x8100)
        .putShort((short) tci)
        .put(frame, 12, frame.length - 12)
        .array();
  }

  /** The next block, which has to come. */
  static PacketBlock next(PacketRing ring) throws IOException {
    PacketBlock block = ring.next(Blocked.DEADLINE);
    if (block == null) {
      throw new AssertionError("no block within " + Blocked.DEADLINE);
    }
    return block;
  }

  /** The next packet of a block, which has one. */
  static RingPacket packet(PacketBlock block) throws IOException {
    return Objects.requireNonNull(block.next());
  }

  @Override
  public void close() throws IOException {
    sender.close();
    namespace.close();
  }
}
