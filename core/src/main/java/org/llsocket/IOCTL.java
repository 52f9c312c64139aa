package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IOCTL_*}: the request of {@code /dev/vsock}.
 *
 * <p>It takes a pointer to an {@code unsigned int}, and the file is open for reading.
 *
 * <pre>{@code
 * int request = IOCTL.VM_SOCKETS_GET_LOCAL_CID;
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/vsock.7.html">vsock(7)</a>
 */
public final class IOCTL {
  /** {@code IOCTL_VM_SOCKETS_GET_LOCAL_CID}: the CID of this machine. */
  public static final int VM_SOCKETS_GET_LOCAL_CID =
      Platform.number("IOCTL_VM_SOCKETS_GET_LOCAL_CID");

  private IOCTL() {}
}
