package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct mptcp_info}: a snapshot of a connection of multipath TCP; immutable. A method is
 * named after its field, without {@code mptcpi_}. Fields that the kernel did not return are empty;
 * those newer than this class are in {@link #bytes} only.
 *
 * <pre>{@code
 * int subflows = socket.get(MPTCP.INFO).subflows();
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/mptcp.html">MPTCP</a>
 */
public final class MptcpInfo {
  private static final String TAG = "mptcp_info";
  private static final String PREFIX = "mptcpi_";
  static final int CAPACITY = 256;

  /** What every kernel with the option returns: Linux 5.16 ends here. */
  static final int LEAST = Platform.struct(TAG).offset(PREFIX + "local_addr_used");

  static final OptionCodec<MptcpInfo> CODEC =
      Codecs.readOnly(MptcpInfo.class, CAPACITY, LEAST, (bytes, family) -> new MptcpInfo(bytes));

  private final Fields fields;

  MptcpInfo(MemorySegment bytes) {
    fields = new Fields(TAG, bytes);
  }

  /** The whole struct, including fields without a method here; read-only. */
  public MemorySegment bytes() {
    return fields.memory().asReadOnly();
  }

  private long number(String field) {
    return fields.get(PREFIX + field);
  }

  private OptionalLong newer(String field) {
    return fields.has(PREFIX + field) ? OptionalLong.of(number(field)) : OptionalLong.empty();
  }

  /** {@code mptcpi_subflows}: additional subflows. */
  public int subflows() {
    return (int) number("subflows");
  }

  /** {@code mptcpi_add_addr_signal}: addresses that this end announced. */
  public int add_addr_signal() {
    return (int) number("add_addr_signal");
  }

  /** {@code mptcpi_add_addr_accepted}: announced addresses that this end accepted. */
  public int add_addr_accepted() {
    return (int) number("add_addr_accepted");
  }

  /** {@code mptcpi_subflows_max}: the limit of additional subflows. */
  public int subflows_max() {
    return (int) number("subflows_max");
  }

  /** {@code mptcpi_add_addr_signal_max}: the limit of announced addresses. */
  public int add_addr_signal_max() {
    return (int) number("add_addr_signal_max");
  }

  /** {@code mptcpi_add_addr_accepted_max}: the limit of accepted addresses. */
  public int add_addr_accepted_max() {
    return (int) number("add_addr_accepted_max");
  }

  /**
   * {@code mptcpi_flags}: 1 if the connection fell back to TCP, 2 if the peer's key was received.
   */
  public int flags() {
    return (int) number("flags");
  }

  /** {@code mptcpi_token}: identifies the connection; unsigned. */
  public int token() {
    return (int) number("token");
  }

  /** {@code mptcpi_write_seq}: the next number to be sent, in data sequence numbers. */
  public long write_seq() {
    return number("write_seq");
  }

  /** {@code mptcpi_snd_una}: the first number that the peer has not acknowledged. */
  public long snd_una() {
    return number("snd_una");
  }

  /** {@code mptcpi_rcv_nxt}: the next number to be received. */
  public long rcv_nxt() {
    return number("rcv_nxt");
  }

  /** {@code mptcpi_local_addr_used}, Linux 5.17: local addresses in use. */
  public OptionalLong local_addr_used() {
    return newer("local_addr_used");
  }

  /** {@code mptcpi_local_addr_max}, Linux 5.17: the limit of local addresses. */
  public OptionalLong local_addr_max() {
    return newer("local_addr_max");
  }

  /** {@code mptcpi_csum_enabled}, Linux 5.17: 1 if checksums are in use. */
  public OptionalLong csum_enabled() {
    return newer("csum_enabled");
  }

  /** {@code mptcpi_retransmits}, Linux 6.5: segments that were sent again. */
  public OptionalLong retransmits() {
    return newer("retransmits");
  }

  /** {@code mptcpi_bytes_retrans}, Linux 6.5: bytes that were sent again. */
  public OptionalLong bytes_retrans() {
    return newer("bytes_retrans");
  }

  /** {@code mptcpi_bytes_sent}, Linux 6.5: bytes sent, without repetitions. */
  public OptionalLong bytes_sent() {
    return newer("bytes_sent");
  }

  /** {@code mptcpi_bytes_received}, Linux 6.5: bytes received. */
  public OptionalLong bytes_received() {
    return newer("bytes_received");
  }

  /** {@code mptcpi_bytes_acked}, Linux 6.5: bytes that the peer has acknowledged. */
  public OptionalLong bytes_acked() {
    return newer("bytes_acked");
  }

  /** {@code mptcpi_subflows_total}, Linux 6.10: all subflows, the first one included. */
  public OptionalLong subflows_total() {
    return newer("subflows_total");
  }
}
