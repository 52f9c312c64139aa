package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct sockaddr {
 *   sa_family_t sa_family;
 *   char        sa_data[];
 * };
 * }</pre>
 */
public final class Sockaddr {
  private static final Struct LAYOUT = Platform.struct("sockaddr");
  private static final int SA_FAMILY = LAYOUT.offset("sa_family");

  /** Where the family's own bytes begin. */
  public static final int SA_DATA = LAYOUT.offset("sa_data");

  /** The size that holds any address. */
  public static final int STORAGE = Platform.struct("sockaddr_storage").size();

  private static final int AF_UNIX = Platform.number("AF_UNIX");

  private Sockaddr() {}

  /**
   * How many bytes at the start of {@code sockaddr} are the address that a call has left there.
   *
   * @param kernelLength what the call says: of the whole address, even if that exceeds the buffer;
   *     and of a Unix path that fills {@code sun_path} with the NUL that the kernel keeps behind
   *     it, which no call takes back
   */
  public static int length(MemorySegment sockaddr, int kernelLength) {
    int length = Math.min(Math.max(kernelLength, 0), STORAGE);
    return length > SockaddrUn.SIZE
            && Short.toUnsignedInt(sockaddr.get(JAVA_SHORT_UNALIGNED, SA_FAMILY)) == AF_UNIX
        ? SockaddrUn.SIZE
        : length;
  }

  public static int family(byte[] sockaddr) {
    return Bytes.nativeShort(sockaddr, SA_FAMILY);
  }

  public static void family(byte[] sockaddr, int family) {
    Bytes.nativeShort(sockaddr, SA_FAMILY, family);
  }
}
