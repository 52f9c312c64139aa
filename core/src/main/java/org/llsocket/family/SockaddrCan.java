package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_can}: an address on a CAN bus: an interface, and what the protocol adds.
 *
 * {@snippet :
 * Socket bus = Socket.open(AF.CAN, SOCK.RAW, new IPPROTO(CAN.RAW));
 * bus.bind(SockAddr.of(new SockaddrCan.Raw(ifindex)));
 * }
 *
 * <p>The protocols use as much of the struct as they have fields, 8, 16 or 24 bytes, and by that
 * number an address is read as one of the three.
 *
 * @see <a href="https://docs.kernel.org/networking/can.html">SocketCAN</a>
 */
public interface SockaddrCan extends FamilyAddr {
  /** {@code can_ifindex}: the interface; 0 for any, in {@code bind(2)}. */
  int ifindex();

  /**
   * An address of {@code CAN_RAW} and {@code CAN_BCM}. Text: {@code can:can0}.
   *
   * @param ifindex {@code can_ifindex}: the interface; 0 for any, in {@code bind(2)}
   */
  record Raw(int ifindex) implements SockaddrCan {
    private static final int SIZE = Platform.struct("sockaddr_can").offset("can_addr.tp.rx_id");

    static final Format<Raw> FORMAT =
        new Format<>(
                "can",
                "AF_CAN",
                "sockaddr_can",
                new Format.Mapping<Raw>(
                    struct -> new Raw(struct.getInt("can_ifindex")),
                    (value, struct) -> struct.set("can_ifindex", value.ifindex)),
                List.of(new InterfaceField("interface", "can_ifindex")),
                List.of())
            .least(SIZE)
            .length(struct -> SIZE);

    @Override
    public byte[] toBytes() {
      return FORMAT.write(this);
    }

    @Override
    public String toString() {
      return FORMAT.text(this);
    }
  }

  /**
   * {@code can_addr.tp}: an address of {@code CAN_ISOTP}. Text: {@code isotp:can0:0x700:0x708}.
   *
   * @param ifindex {@code can_ifindex}: the interface
   * @param rxId {@code rx_id}: the identifier of received frames, with {@code CAN_EFF_FLAG} if it
   *     has 29 bits
   * @param txId {@code tx_id}: the identifier of sent frames
   */
  record Tp(int ifindex, int rxId, int txId) implements SockaddrCan {
    private static final int SIZE =
        Platform.struct("sockaddr_can").offset("can_addr.tp.tx_id") + Integer.BYTES;

    static final Format<Tp> FORMAT =
        new Format<>(
                "isotp",
                "AF_CAN",
                "sockaddr_can",
                new Format.Mapping<>(Tp::read, Tp::write),
                List.of(
                    new InterfaceField("interface", "can_ifindex"),
                    NumberField.hex("rx_id", "can_addr.tp.rx_id"),
                    NumberField.hex("tx_id", "can_addr.tp.tx_id")),
                List.of())
            .least(SIZE)
            .length(struct -> SIZE);

    private static Tp read(Fields struct) {
      return new Tp(
          struct.getInt("can_ifindex"),
          struct.getInt("can_addr.tp.rx_id"),
          struct.getInt("can_addr.tp.tx_id"));
    }

    private void write(Fields struct) {
      struct
          .set("can_ifindex", ifindex)
          .set("can_addr.tp.rx_id", rxId)
          .set("can_addr.tp.tx_id", txId);
    }

    @Override
    public byte[] toBytes() {
      return FORMAT.write(this);
    }

    @Override
    public String toString() {
      return FORMAT.text(this);
    }
  }

  /**
   * {@code can_addr.j1939}: an address of {@code CAN_J1939}. Text: {@code
   * j1939:can0,name=0x1,pgn=0x12300,addr=0x20}, without the fields that are {@code J1939_NO_NAME},
   * {@code J1939_NO_PGN} and {@code J1939_NO_ADDR}.
   *
   * @param ifindex {@code can_ifindex}: the interface
   * @param name {@code name}: the 64 bits of the NAME; {@code J1939_NO_NAME} for none
   * @param pgn {@code pgn}: the parameter group; {@code J1939_NO_PGN} for any
   * @param addr {@code addr}: the address on the bus, 0–255; {@code J1939_NO_ADDR} for any
   */
  record J1939(int ifindex, long name, int pgn, int addr) implements SockaddrCan {
    static final Format<J1939> FORMAT =
        new Format<>(
            "j1939",
            "AF_CAN",
            "sockaddr_can",
            new Format.Mapping<>(J1939::read, J1939::write),
            List.of(new InterfaceField("interface", "can_ifindex")),
            List.of(
                NumberField.hex("name", "can_addr.j1939.name")
                    .unset(Platform.number("J1939_NO_NAME")),
                NumberField.hex("pgn", "can_addr.j1939.pgn").unset(Platform.number("J1939_NO_PGN")),
                NumberField.hex("addr", "can_addr.j1939.addr")
                    .unset(Platform.number("J1939_NO_ADDR"))));

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if {@code addr} is outside 0–255
     */
    public J1939 {
      Unsigned.check("addr", addr, Unsigned.BYTE);
    }

    private static J1939 read(Fields struct) {
      return new J1939(
          struct.getInt("can_ifindex"),
          struct.get("can_addr.j1939.name"),
          struct.getInt("can_addr.j1939.pgn"),
          struct.getInt("can_addr.j1939.addr"));
    }

    private void write(Fields struct) {
      struct
          .set("can_ifindex", ifindex)
          .set("can_addr.j1939.name", name)
          .set("can_addr.j1939.pgn", pgn)
          .set("can_addr.j1939.addr", addr);
    }

    @Override
    public byte[] toBytes() {
      return FORMAT.write(this);
    }

    @Override
    public String toString() {
      return FORMAT.text(this);
    }
  }
}
