package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code VMADDR_*}: context identifiers (CIDs), ports and flags of {@link AF#VSOCK} addresses.
 *
 * <p>CIDs and ports are unsigned 32-bit numbers: {@link #CID_ANY} and {@link #PORT_ANY} are the int
 * -1.
 *
 * <pre>{@code
 * socket.connect(SockAddr.vsock(VMADDR.CID_LOCAL, 1024));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/vsock.7.html">vsock(7)</a>
 */
public final class VMADDR {
  /** {@code VMADDR_CID_ANY}: any CID, in {@code bind(2)}. */
  public static final int CID_ANY = Platform.number("VMADDR_CID_ANY");

  /** {@code VMADDR_CID_HYPERVISOR}: the hypervisor. */
  public static final int CID_HYPERVISOR = Platform.number("VMADDR_CID_HYPERVISOR");

  /** {@code VMADDR_CID_LOCAL}: this machine: loopback; since Linux 5.6. */
  public static final int CID_LOCAL = Platform.number("VMADDR_CID_LOCAL");

  /** {@code VMADDR_CID_HOST}: the host. */
  public static final int CID_HOST = Platform.number("VMADDR_CID_HOST");

  /** {@code VMADDR_PORT_ANY}: any free port, in {@code bind(2)}. */
  public static final int PORT_ANY = Platform.number("VMADDR_PORT_ANY");

  /** {@code VMADDR_FLAG_TO_HOST}: {@code svm_flags}: route through the host; since Linux 5.11. */
  public static final int FLAG_TO_HOST = Platform.number("VMADDR_FLAG_TO_HOST");

  private VMADDR() {}
}
