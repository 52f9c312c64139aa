package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct msghdr {
 *   void         *msg_name;
 *   socklen_t     msg_namelen;
 *   struct iovec *msg_iov;
 *   size_t        msg_iovlen;
 *   void         *msg_control;
 *   size_t        msg_controllen;
 *   int           msg_flags;
 * };
 * }</pre>
 */
public final class Msghdr {
  private static final Struct LAYOUT = Platform.struct("msghdr");
  private static final int MSG_NAME = LAYOUT.offset("msg_name");
  private static final int MSG_NAMELEN = LAYOUT.offset("msg_namelen");
  private static final int MSG_IOV = LAYOUT.offset("msg_iov");
  private static final int MSG_IOVLEN = LAYOUT.offset("msg_iovlen");
  private static final int MSG_CONTROL = LAYOUT.offset("msg_control");
  private static final int MSG_CONTROLLEN = LAYOUT.offset("msg_controllen");
  private static final int MSG_FLAGS = LAYOUT.offset("msg_flags");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Msghdr() {}

  /** Sets all fields to 0. */
  public static void clear(MemorySegment msghdr) {
    for (int at = 0; at < SIZE; at += Long.BYTES) { // a slice to be filled would be an object
      msghdr.set(JAVA_LONG, at, 0);
    }
  }

  /** {@code msg_name} and {@code msg_namelen}: no name if the length is 0. */
  public static void name(MemorySegment msghdr, MemorySegment name, int length) {
    msghdr.set(JAVA_LONG, MSG_NAME, length == 0 ? 0 : name.address());
    msghdr.set(JAVA_INT, MSG_NAMELEN, length);
  }

  public static int namelen(MemorySegment msghdr) {
    return msghdr.get(JAVA_INT, MSG_NAMELEN);
  }

  /** {@code msg_iov} and {@code msg_iovlen}. */
  public static void iov(MemorySegment msghdr, MemorySegment iov, int length) {
    msghdr.set(JAVA_LONG, MSG_IOV, iov.address());
    msghdr.set(JAVA_LONG, MSG_IOVLEN, length);
  }

  /** {@code msg_control} and {@code msg_controllen}: no control data if the length is 0. */
  public static void control(MemorySegment msghdr, MemorySegment control, int length) {
    msghdr.set(JAVA_LONG, MSG_CONTROL, length == 0 ? 0 : control.address());
    msghdr.set(JAVA_LONG, MSG_CONTROLLEN, length);
  }

  public static long controllen(MemorySegment msghdr) {
    return msghdr.get(JAVA_LONG, MSG_CONTROLLEN);
  }

  public static int flags(MemorySegment msghdr) {
    return msghdr.get(JAVA_INT, MSG_FLAGS);
  }

  public static void flags(MemorySegment msghdr, int flags) {
    msghdr.set(JAVA_INT, MSG_FLAGS, flags);
  }
}
