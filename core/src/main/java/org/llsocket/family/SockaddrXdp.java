package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_xdp}: a queue of an interface, for an AF_XDP socket.
 *
 * {@snippet :
 * socket.bind(SockAddr.of(new SockaddrXdp(XDP.COPY, ifindex, 0, 0)));
 * }
 *
 * <p>Text: {@code xdp:INTERFACE:QUEUE}, then {@code flags} and {@code umem} if they are set.
 *
 * @param flags {@code sxdp_flags}: {@code XDP_COPY}, {@code XDP_SHARED_UMEM}, ..., 0–65535
 * @param ifindex {@code sxdp_ifindex}: the interface
 * @param queueId {@code sxdp_queue_id}: the receive and transmit queue
 * @param sharedUmemFd {@code sxdp_shared_umem_fd}: with {@code XDP_SHARED_UMEM}, the fd of the
 *     socket whose memory this one shares; 0 without
 * @see <a href="https://docs.kernel.org/networking/af_xdp.html">AF_XDP</a>
 */
public record SockaddrXdp(int flags, int ifindex, int queueId, int sharedUmemFd)
    implements FamilyAddr {
  static final Format<SockaddrXdp> FORMAT =
      new Format<>(
          "xdp",
          "AF_XDP",
          "sockaddr_xdp",
          new Format.Mapping<>(SockaddrXdp::read, SockaddrXdp::write),
          List.of(
              new InterfaceField("interface", "sxdp_ifindex"),
              NumberField.decimal("queue", "sxdp_queue_id")),
          List.of(
              NumberField.hex("flags", "sxdp_flags"),
              NumberField.decimal("umem", "sxdp_shared_umem_fd")));

  /**
   * Checks the flags.
   *
   * @throws IllegalArgumentException if {@code flags} is outside 0–65535
   */
  public SockaddrXdp {
    Unsigned.check("sxdp_flags", flags, Unsigned.SHORT);
  }

  private static SockaddrXdp read(Fields struct) {
    return new SockaddrXdp(
        struct.getInt("sxdp_flags"),
        struct.getInt("sxdp_ifindex"),
        struct.getInt("sxdp_queue_id"),
        struct.getInt("sxdp_shared_umem_fd"));
  }

  private void write(Fields struct) {
    struct
        .set("sxdp_flags", flags)
        .set("sxdp_ifindex", ifindex)
        .set("sxdp_queue_id", queueId)
        .set("sxdp_shared_umem_fd", sharedUmemFd);
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
