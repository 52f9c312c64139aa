package org.llsocket;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.llsocket.internal.struct.Sockaddr;

/**
 * {@code struct sockaddr_storage}: memory for an address of any family, which {@link
 * Socket#recvfrom}, {@link Socket#accept(SockAddrBuffer)} and {@code recvmsg} fill repeatedly,
 * without allocation. It starts empty: {@link #length} is 0.
 *
 * {@snippet :
 * var sender = new SockAddrBuffer();
 * while (true) {
 *   int n = socket.recvfrom(buffer, sender);
 *   socket.sendto(buffer.flip(), sender); // answering needs no copy
 *   clients.add(sender.toSockAddr()); // a copy outlives the next call
 *   buffer.clear();
 * }
 * }
 *
 * <p>Its contents change with each call, so {@code equals} compares identity, as for arrays and
 * {@link StringBuilder}; {@link #contentEquals} compares contents, and {@link #toSockAddr} makes a
 * value that can be kept, compared and used as the key of a map.
 *
 * <p>Not thread-safe: use a buffer in one call at a time. A call that reads it while another fills
 * it may use a mixture of both addresses.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3type)</a>
 */
public final class SockAddrBuffer extends SockAddrView {
  private static final long serialVersionUID = 1;

  private int length; // how many of the bytes are the address; 0 if there is none

  /** An empty buffer with the capacity for any address. */
  public SockAddrBuffer() {
    super(new byte[Sockaddr.STORAGE]);
  }

  @Override
  public int length() {
    return length;
  }

  /** An immutable copy of the address; its length is 0 if there is none. */
  public SockAddr toSockAddr() {
    return new SockAddr(toBytes());
  }

  /**
   * Fills this buffer with the {@code sockaddr} at the start of {@code source}, as written by a C
   * function.
   *
   * @param addrlen the length that the function returned. It may exceed {@code sizeof(struct
   *     sockaddr_storage)}, to which it is then truncated; the length of a Unix path of 108 bytes
   *     is truncated to the 110 bytes that calls accept
   * @throws IllegalArgumentException if {@code addrlen} is negative or exceeds the size of {@code
   *     source}
   */
  public void copyFrom(MemorySegment source, int addrlen) {
    if (addrlen < 0 || Math.min(addrlen, Sockaddr.STORAGE) > source.byteSize()) {
      throw new IllegalArgumentException(
          "address length " + addrlen + " is not in 0–" + source.byteSize());
    }
    readFrom(source, addrlen);
  }

  /** As {@link #copyFrom}, from memory with the capacity for any address. */
  void readFrom(MemorySegment source, int addrlen) {
    int fits = Sockaddr.length(source, addrlen);
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, bytes, 0, fits);
    length = fits;
  }
}
