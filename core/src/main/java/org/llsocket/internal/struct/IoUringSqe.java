package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct io_uring_sqe {
 *   __u8  opcode;
 *   __u8  flags;
 *   __u16 ioprio;
 *   __s32 fd;
 *   __u64 off;          // addr2
 *   __u64 addr;         // splice_off_in
 *   __u32 len;
 *   __u32 msg_flags;    // and the flags of each other operation
 *   __u64 user_data;
 *   __u16 buf_group;
 *   __u16 personality;
 *   __u32 file_index;   // splice_fd_in
 *   __u64 addr3, __pad2;
 * };
 * }</pre>
 *
 * <p>Elements of an array, by their offset in bytes.
 */
public final class IoUringSqe {
  private static final Struct LAYOUT = Platform.struct("io_uring_sqe");
  private static final int OPCODE = LAYOUT.offset("opcode");
  private static final int FLAGS = LAYOUT.offset("flags");
  private static final int IOPRIO = LAYOUT.offset("ioprio");
  private static final int FD = LAYOUT.offset("fd");
  private static final int OFF = LAYOUT.offset("off");
  private static final int ADDR = LAYOUT.offset("addr");
  private static final int LEN = LAYOUT.offset("len");
  private static final int MSG_FLAGS = LAYOUT.offset("msg_flags");
  private static final int USER_DATA = LAYOUT.offset("user_data");
  private static final int BUF_GROUP = LAYOUT.offset("buf_group");
  private static final int PERSONALITY = LAYOUT.offset("personality");
  private static final int FILE_INDEX = LAYOUT.offset("file_index");
  private static final int REST = FILE_INDEX + Integer.BYTES;

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private IoUringSqe() {}

  /** The first half of the struct. */
  public static void operation(
      MemorySegment array, long at, int opcode, int flags, int ioprio, int fd, long off) {
    array.set(JAVA_BYTE, at + OPCODE, (byte) opcode);
    array.set(JAVA_BYTE, at + FLAGS, (byte) flags);
    array.set(JAVA_SHORT, at + IOPRIO, (short) ioprio);
    array.set(JAVA_INT, at + FD, fd);
    array.set(JAVA_LONG, at + OFF, off);
  }

  /** {@code addr}, {@code len} and the flags of the operation. */
  public static void memory(MemorySegment array, long at, long addr, int len, int flags) {
    array.set(JAVA_LONG, at + ADDR, addr);
    array.set(JAVA_INT, at + LEN, len);
    array.set(JAVA_INT, at + MSG_FLAGS, flags);
  }

  /** The second half of the struct. */
  public static void identity(
      MemorySegment array, long at, long userData, int group, int fileIndex) {
    array.set(JAVA_LONG, at + USER_DATA, userData);
    array.set(JAVA_SHORT, at + BUF_GROUP, (short) group);
    array.set(JAVA_SHORT, at + PERSONALITY, (short) 0);
    array.set(JAVA_INT, at + FILE_INDEX, fileIndex);
    array.set(JAVA_LONG, at + REST, 0);
    array.set(JAVA_LONG, at + REST + Long.BYTES, 0);
  }

  /** Changes the {@code IOSQE_*} flags of an element. */
  public static void flags(MemorySegment array, long at, int flags) {
    array.set(JAVA_BYTE, at + FLAGS, (byte) flags);
  }
}
