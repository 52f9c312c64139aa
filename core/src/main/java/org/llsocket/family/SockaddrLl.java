package org.llsocket.family;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_ll}: an address of a packet socket: an interface, a protocol, and the
 * hardware address of the other end.
 *
 * {@snippet :
 * Socket packets = Socket.open(AF.PACKET, SOCK.RAW); // receives nothing before bind
 * packets.bind(SockAddr.of(SockaddrLl.of(ETH.P_ALL, ifindex)));
 * int n = packets.recvfrom(buffer, from);
 * boolean isOurs = from.as(SockaddrLl.class).pkttype() == PACKET.OUTGOING;
 * }
 *
 * <p>Text: {@code packet:INTERFACE:PROTOCOL}, then {@code hatype}, {@code pkttype} and {@code addr}
 * if they are set: {@code packet:eth0:ip,hatype=ether,pkttype=outgoing,addr=02:00:00:00:00:01}. The
 * kernel reports the address of a socket in fewer bytes than the struct has, which {@code bind(2)}
 * refuses; this writes the whole struct.
 *
 * @param protocol {@code sll_protocol}: {@code ETH_P_*} in host byte order, 0–65535; 0 in {@code
 *     bind(2)} keeps that of the socket
 * @param ifindex {@code sll_ifindex}: the interface; 0 for any, in {@code bind(2)}
 * @param hatype {@code sll_hatype}: {@code ARPHRD_*}, 0–65535; only received
 * @param pkttype {@code sll_pkttype}: {@code PACKET_HOST} and so on, 0–255; only received
 * @param addr {@code sll_addr}: the hardware address, at most 32 bytes; empty for none
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record SockaddrLl(int protocol, int ifindex, int hatype, int pkttype, byte[] addr)
    implements FamilyAddr {
  private static final NumberField PROTOCOL =
      NumberField.named("protocol", "sll_protocol", "ETH_P_").in(ByteOrder.BIG_ENDIAN);
  private static final HardwareField ADDR = new HardwareField("addr", "sll_addr", "sll_halen");
  private static final int SLL_ADDR = Platform.struct("sockaddr_ll").offset("sll_addr");

  static final Format<SockaddrLl> FORMAT =
      new Format<>(
              "packet",
              "AF_PACKET",
              "sockaddr_ll",
              new Format.Mapping<>(SockaddrLl::read, SockaddrLl::write),
              List.of(new InterfaceField("interface", "sll_ifindex"), PROTOCOL),
              List.of(
                  NumberField.named("hatype", "sll_hatype", "ARPHRD_"),
                  NumberField.named("pkttype", "sll_pkttype", "PACKET_"),
                  ADDR))
          .least(SLL_ADDR)
          .length(
              struct -> Math.max(Fields.size("sockaddr_ll"), SLL_ADDR + ADDR.get(struct).length));

  /**
   * Checks the fields, and copies the address.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public SockaddrLl {
    Unsigned.check("sll_protocol", protocol, Unsigned.SHORT);
    Unsigned.check("sll_hatype", hatype, Unsigned.SHORT);
    Unsigned.check("sll_pkttype", pkttype, Unsigned.BYTE);
    Unsigned.check("sll_halen", addr.length, HardwareField.MAX);
    addr = addr.clone();
  }

  /** A protocol on an interface, to bind to. */
  public static SockaddrLl of(int protocol, int ifindex) {
    return new SockaddrLl(protocol, ifindex, 0, 0, new byte[0]);
  }

  /** A protocol, an interface and the hardware address of the receiver, to send to. */
  public static SockaddrLl of(int protocol, int ifindex, byte[] addr) {
    return new SockaddrLl(protocol, ifindex, 0, 0, addr);
  }

  private static SockaddrLl read(Fields struct) {
    return new SockaddrLl(
        (int) PROTOCOL.get(struct),
        struct.getInt("sll_ifindex"),
        struct.getInt("sll_hatype"),
        struct.getInt("sll_pkttype"),
        ADDR.get(struct));
  }

  private void write(Fields struct) {
    PROTOCOL.set(struct, protocol);
    struct.set("sll_ifindex", ifindex).set("sll_hatype", hatype).set("sll_pkttype", pkttype);
    ADDR.set(struct, addr);
  }

  /** A copy of the hardware address. */
  @Override
  public byte[] addr() {
    return addr.clone();
  }

  @Override
  public byte[] toBytes() {
    return FORMAT.write(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SockaddrLl that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  @Override
  public String toString() {
    return FORMAT.text(this);
  }
}
