package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.Arrays;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct tcp_md5sig}: the key that signs the segments to and from a peer, RFC 2385;
 * immutable.
 *
 * @param address the peer, of the socket's family
 * @param prefixlen the number of significant bits of the address; {@link #WHOLE} for all. Other
 *     values, and an interface, are for {@link TCP#MD5SIG_EXT} only
 * @param interfaceIndex the VRF that the peer is in; 0 for any
 * @param key at most 80 bytes; an empty array removes the key
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record TcpMd5sig(InetAddress address, int prefixlen, int interfaceIndex, byte[] key) {
  /** A {@code prefixlen} that means the whole address. */
  public static final int WHOLE = -1;

  private static final String TAG = "tcp_md5sig";
  private static final int MAX_KEY = Platform.number("TCP_MD5SIG_MAXKEYLEN");

  /**
   * Checks the fields, and copies the key.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public TcpMd5sig {
    InterfaceIndex.check(interfaceIndex);
    int bits = address.getAddress().length * Byte.SIZE;
    if (prefixlen != WHOLE) {
      Ranges.check("prefixlen", prefixlen, 0, bits);
    }
    Ranges.check("key in bytes", key.length, 0, MAX_KEY);
    key = key.clone();
  }

  /** A key for one peer. */
  public static TcpMd5sig of(InetAddress address, byte[] key) {
    return new TcpMd5sig(address, WHOLE, 0, key);
  }

  /** A copy of the key. */
  @Override
  public byte[] key() {
    return key.clone();
  }

  static OptionCodec<TcpMd5sig> codec(String name, boolean extended) {
    return Codecs.writeOnly(TcpMd5sig.class, "", (value, family) -> value.bytes(name, extended));
  }

  private MemorySegment bytes(String name, boolean extended) {
    int flags =
        (prefixlen == WHOLE ? 0 : Platform.number("TCP_MD5SIG_FLAG_PREFIX"))
            | (interfaceIndex == 0 ? 0 : Platform.number("TCP_MD5SIG_FLAG_IFINDEX"));
    if (flags != 0 && !extended) {
      throw new IllegalArgumentException(
          name + " does not take a prefix or an interface; use TCP_MD5SIG_EXT");
    }
    Fields fields =
        Fields.of(TAG)
            .set("tcpm_flags", flags)
            .set("tcpm_prefixlen", Math.max(prefixlen, 0))
            .set("tcpm_keylen", key.length)
            .set("tcpm_ifindex", interfaceIndex)
            .set("tcpm_key", key);
    InetSockaddr.write(address, fields.bytes("tcpm_addr"));
    return fields.memory();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TcpMd5sig that
        && address.equals(that.address)
        && prefixlen == that.prefixlen
        && interfaceIndex == that.interfaceIndex
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return address.hashCode() * 31 + Arrays.hashCode(key);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "TcpMd5sig[address="
        + address.getHostAddress()
        + ", prefixlen="
        + prefixlen
        + ", interfaceIndex="
        + interfaceIndex
        + ", key of "
        + key.length
        + " bytes]";
  }
}
