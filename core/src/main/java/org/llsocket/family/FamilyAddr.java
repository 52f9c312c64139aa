package org.llsocket.family;

import org.jspecify.annotations.Nullable;

/**
 * {@code struct sockaddr} of one family as a value. The records of this package implement it, and a
 * later release may add records.
 *
 * {@snippet :
 * switch (FamilyAddr.of(bytes)) {
 *   case SockaddrVm vm -> log("guest " + vm.cid());
 *   case SockaddrNl netlink -> log("port id " + netlink.pid());
 *   case null, default -> log("another family");
 * }
 * }
 *
 * <p>Values are immutable. {@code toString} returns the text that {@link #parse} accepts.
 *
 * @see org.llsocket.SockAddr#of(FamilyAddr)
 * @see org.llsocket.SockAddrView#as
 */
public interface FamilyAddr {
  /** The bytes of the {@code sockaddr}, from the family on. */
  byte[] toBytes();

  /**
   * The value of a {@code sockaddr}.
   *
   * @param sockaddr its bytes, from the family on; not modified, not kept
   * @return null if the family has no record here, or the bytes are fewer than its fields
   */
  static @Nullable FamilyAddr of(byte[] sockaddr) {
    return Formats.read(sockaddr);
  }

  /**
   * The value of a text, in one of the forms that the package describes: {@code vsock:host:1024}.
   *
   * @return null if it begins with the prefix of no record
   * @throws IllegalArgumentException if it begins with such a prefix, and a field is missing,
   *     unknown or out of range, or no interface has the given name
   */
  static @Nullable FamilyAddr parse(String text) {
    return Formats.parse(text);
  }
}
