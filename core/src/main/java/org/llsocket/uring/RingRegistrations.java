package org.llsocket.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.RingFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.IoUringBuf;
import org.llsocket.internal.sys.MmanCalls;
import org.llsocket.internal.sys.UringCalls;

/** {@code io_uring_register(2)}, and the memory of a ring. */
final class RingRegistrations {
  private static final int FILES2 = Platform.number("IORING_REGISTER_FILES2");
  private static final int FILES_UPDATE = Platform.number("IORING_REGISTER_FILES_UPDATE");
  private static final int UNREGISTER_FILES = Platform.number("IORING_UNREGISTER_FILES");
  private static final int PBUF_RING = Platform.number("IORING_REGISTER_PBUF_RING");
  private static final int SPARSE = Platform.number("IORING_RSRC_REGISTER_SPARSE");
  private static final int EMFILE = Platform.number("EMFILE");
  private static final int ENOMEM = Platform.number("ENOMEM");

  private final RingFd fd;
  private final Arena memory;
  private int groups;

  RingRegistrations(RingFd fd, Arena memory) {
    this.fd = fd;
    this.memory = memory;
  }

  private int register(int opcode, MemorySegment argument, int count)
      throws ClosedChannelException {
    CallFrame frame = fd.acquire();
    try {
      return UringCalls.io_uring_register(frame.errno, fd.number(), opcode, argument, count);
    } finally {
      fd.release(frame);
    }
  }

  private static ErrnoException failure(int n, String what) {
    return new ErrnoException(new Errno(-n), "io_uring_register", what);
  }

  /**
   * Registers a table without files. The kernel allows as many as {@code RLIMIT_NOFILE}.
   *
   * @return how many it has: {@code count}, or fewer
   */
  int files(int count) throws IOException {
    int files = count;
    while (files > 0) {
      int n = sparse(files);
      if (n >= 0) {
        return files;
      }
      if (n != -EMFILE && n != -ENOMEM) {
        throw failure(n, "IORING_REGISTER_FILES2, " + files + " files");
      }
      files /= 2;
    }
    return 0;
  }

  private int sparse(int files) throws ClosedChannelException {
    try (Arena arena = Arena.ofConfined()) {
      int size = Fields.size("io_uring_rsrc_register");
      MemorySegment table = arena.allocate(size, Long.BYTES);
      new Fields("io_uring_rsrc_register", table).set("nr", files).set("flags", SPARSE);
      return register(FILES2, table, size);
    }
  }

  /** Puts a file in the table, which then has a reference of its own; -1 takes it out. */
  void file(int index, int number) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment fds = arena.allocateFrom(JAVA_INT, number);
      MemorySegment update = arena.allocate(Fields.size("io_uring_files_update"), Long.BYTES);
      new Fields("io_uring_files_update", update).set("offset", index).set("fds", fds.address());
      int n = register(FILES_UPDATE, update, 1);
      if (n < 0) {
        throw failure(n, "IORING_REGISTER_FILES_UPDATE, fd=" + number);
      }
    }
  }

  /** Closes all files of the table. */
  void unregisterFiles() throws ClosedChannelException {
    int _ = register(UNREGISTER_FILES, MemorySegment.NULL, 0);
  }

  /** Pages that belong to the ring until it is closed. */
  MemorySegment pages(long size) throws IOException {
    CallFrame frame = CallFrame.current();
    try {
      MemorySegment pages = MmanCalls.pages(frame.errno, size, memory);
      if (pages.byteSize() == 0) {
        throw new ErrnoException(new Errno(frame.errnoNumber()), "mmap", size + " bytes");
      }
      return pages;
    } finally {
      frame.done();
    }
  }

  BufferRing buffers(RingCore core, int count, int size) throws IOException {
    MemorySegment pages = pages((long) count * (IoUringBuf.SIZE + size));
    var made = new BufferRing(core, pages, groups, count, size);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ring = arena.allocate(Fields.size("io_uring_buf_reg"), Long.BYTES);
      new Fields("io_uring_buf_reg", ring)
          .set("ring_addr", pages.address())
          .set("ring_entries", count)
          .set("bgid", groups);
      int n = register(PBUF_RING, ring, 1);
      if (n < 0) {
        throw failure(n, "IORING_REGISTER_PBUF_RING, " + count + " buffers");
      }
    }
    groups++;
    return made;
  }
}
