package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct mmsghdr {
 *   struct msghdr msg_hdr;
 *   unsigned int  msg_len; // bytes sent or received
 * };
 * }</pre>
 *
 * <p>Elements of an array, by their index; pointers are addresses.
 */
public final class Mmsghdr {
  private static final Struct LAYOUT = Platform.struct("mmsghdr");
  private static final Struct HEADER = Platform.struct("msghdr");
  private static final int MSG_HDR = LAYOUT.offset("msg_hdr");
  private static final int MSG_NAME = MSG_HDR + HEADER.offset("msg_name");
  private static final int MSG_NAMELEN = MSG_HDR + HEADER.offset("msg_namelen");
  private static final int MSG_IOV = MSG_HDR + HEADER.offset("msg_iov");
  private static final int MSG_IOVLEN = MSG_HDR + HEADER.offset("msg_iovlen");
  private static final int MSG_CONTROL = MSG_HDR + HEADER.offset("msg_control");
  private static final int MSG_CONTROLLEN = MSG_HDR + HEADER.offset("msg_controllen");
  private static final int MSG_FLAGS = MSG_HDR + HEADER.offset("msg_flags");
  private static final int MSG_LEN = LAYOUT.offset("msg_len");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Mmsghdr() {}

  private static long at(int index) {
    return (long) SIZE * index;
  }

  /** {@code msg_name} and {@code msg_namelen}: no name if the length is 0. */
  public static void name(MemorySegment array, int index, long name, int length) {
    array.set(JAVA_LONG, at(index) + MSG_NAME, length == 0 ? 0 : name);
    array.set(JAVA_INT, at(index) + MSG_NAMELEN, length);
  }

  public static int namelen(MemorySegment array, int index) {
    return array.get(JAVA_INT, at(index) + MSG_NAMELEN);
  }

  /** {@code msg_iov} and {@code msg_iovlen}. */
  public static void iov(MemorySegment array, int index, long iov, int length) {
    array.set(JAVA_LONG, at(index) + MSG_IOV, iov);
    array.set(JAVA_LONG, at(index) + MSG_IOVLEN, length);
  }

  /** {@code msg_control} and {@code msg_controllen}: no control data if the length is 0. */
  public static void control(MemorySegment array, int index, long control, long length) {
    array.set(JAVA_LONG, at(index) + MSG_CONTROL, length == 0 ? 0 : control);
    array.set(JAVA_LONG, at(index) + MSG_CONTROLLEN, length);
  }

  public static long controllen(MemorySegment array, int index) {
    return array.get(JAVA_LONG, at(index) + MSG_CONTROLLEN);
  }

  public static int flags(MemorySegment array, int index) {
    return array.get(JAVA_INT, at(index) + MSG_FLAGS);
  }

  /** Sets how many bytes of the message were sent or received. */
  public static void len(MemorySegment array, int index, int length) {
    array.set(JAVA_INT, at(index) + MSG_LEN, length);
  }

  /** How many bytes of the message were sent or received. */
  public static int len(MemorySegment array, int index) {
    return array.get(JAVA_INT, at(index) + MSG_LEN);
  }
}
