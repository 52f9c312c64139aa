package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_vm}: an address between a virtual machine and its host.
 *
 * {@snippet :
 * Socket socket = Socket.open(AF.VSOCK, SOCK.STREAM);
 * socket.connect(SockAddr.of(new SockaddrVm(VMADDR.CID_HOST, 1024)));
 * }
 *
 * <p>Text: {@code vsock:CID:PORT}, {@code vsock:host:1024}, {@code vsock:any:any}; {@code flags} if
 * they are set.
 *
 * @param cid {@code svm_cid}: the machine, unsigned: {@code VMADDR_CID_HOST}, {@code
 *     VMADDR_CID_ANY}, ...
 * @param port {@code svm_port}: the port, unsigned; {@code VMADDR_PORT_ANY} for any. Binding to one
 *     below 1024 requires CAP_NET_BIND_SERVICE
 * @param flags {@code svm_flags}: {@code VMADDR_FLAG_TO_HOST}, 0–255
 * @see <a href="https://man7.org/linux/man-pages/man7/vsock.7.html">vsock(7)</a>
 */
public record SockaddrVm(int cid, int port, int flags) implements FamilyAddr {
  static final Format<SockaddrVm> FORMAT =
      new Format<>(
          "vsock",
          "AF_VSOCK",
          "sockaddr_vm",
          new Format.Mapping<>(SockaddrVm::read, SockaddrVm::write),
          List.of(
              NumberField.named("cid", "svm_cid", "VMADDR_CID_"),
              NumberField.named("port", "svm_port", "VMADDR_PORT_")),
          List.of(NumberField.hex("flags", "svm_flags")));

  /**
   * Checks the flags.
   *
   * @throws IllegalArgumentException if {@code flags} is outside 0–255
   */
  public SockaddrVm {
    Unsigned.check("svm_flags", flags, Unsigned.BYTE);
  }

  /** An address without flags. */
  public SockaddrVm(int cid, int port) {
    this(cid, port, 0);
  }

  private static SockaddrVm read(Fields struct) {
    return new SockaddrVm(
        struct.getInt("svm_cid"), struct.getInt("svm_port"), struct.getInt("svm_flags"));
  }

  private void write(Fields struct) {
    struct.set("svm_cid", cid).set("svm_port", port).set("svm_flags", flags);
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
