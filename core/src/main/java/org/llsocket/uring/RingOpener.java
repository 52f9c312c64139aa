package org.llsocket.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.PreClose;
import org.llsocket.internal.lifecycle.RingFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.IoUringCqe;
import org.llsocket.internal.struct.IoUringSqe;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.MmanCalls;
import org.llsocket.internal.sys.UringCalls;

/**
 * {@code io_uring_setup(2)}: opens a ring with the flags that a loop profits from, and smaller than
 * asked for if the limit of locked memory requires that.
 */
final class RingOpener {
  private static final int CQSIZE = Platform.number("IORING_SETUP_CQSIZE");
  private static final int NO_SQARRAY = Platform.number("IORING_SETUP_NO_SQARRAY");

  /** One thread submits, and completions are posted only when that thread asks for them. */
  private static final int FLAGS =
      CQSIZE
          | Platform.number("IORING_SETUP_SUBMIT_ALL")
          | Platform.number("IORING_SETUP_SINGLE_ISSUER")
          | Platform.number("IORING_SETUP_DEFER_TASKRUN");

  private static final int NEEDED =
      Platform.number("IORING_FEAT_SINGLE_MMAP")
          | Platform.number("IORING_FEAT_NODROP")
          | Platform.number("IORING_FEAT_EXT_ARG");
  private static final int MIN_TIMEOUT = Platform.number("IORING_FEAT_MIN_TIMEOUT");
  private static final int OFF_SQ_RING = Platform.number("IORING_OFF_SQ_RING");
  private static final int OFF_SQES = Platform.number("IORING_OFF_SQES");
  private static final int EFD_CLOEXEC = Platform.number("EFD_CLOEXEC");
  private static final int EINVAL = Platform.number("EINVAL");
  private static final int ENOMEM = Platform.number("ENOMEM");
  private static final Struct PARAMS = Platform.struct("io_uring_params");

  private static @Nullable RingSupport support; // guarded by the class's lock

  /** What the kernel has made. */
  final RingSetup setup;

  final RingCore core;

  private RingOpener(RingSetup setup, RingCore core) {
    this.setup = setup;
    this.core = core;
  }

  static RingOpener open(RingSetup asked) throws IOException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a ring belongs to a platform thread, not to a virtual one");
    }
    int prepared = PreClose.prepare();
    if (prepared < 0) {
      throw new ErrnoException(new Errno(-prepared), "open", "\"/\", O_PATH");
    }
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment memory = scratch.allocate(PARAMS.size(), Long.BYTES);
      var params = new Fields("io_uring_params", memory);
      CallFrame frame = CallFrame.current();
      RingSetup setup = asked;
      int fd = setup(frame, setup, params);
      while (fd == -ENOMEM && setup.halved() != null) {
        setup = setup.halved();
        fd = setup(frame, setup, params);
      }
      frame.done();
      if (fd < 0) {
        throw failure(fd);
      }
      return own(fd, setup, params);
    }
  }

  private static ErrnoException failure(int n) {
    return new ErrnoException(new Errno(-n), "io_uring_setup", "");
  }

  /** Linux before 6.6 has an array between the queue and its elements. */
  private static int setup(CallFrame frame, RingSetup setup, Fields params) {
    int fd = setup(frame, setup, params, FLAGS | NO_SQARRAY);
    return fd == -EINVAL ? setup(frame, setup, params, FLAGS) : fd;
  }

  private static int setup(CallFrame frame, RingSetup setup, Fields params, int flags) {
    params.memory().fill((byte) 0);
    params.set("flags", flags).set("cq_entries", setup.cqEntries());
    return UringCalls.io_uring_setup(frame.errno, setup.entries(), params.memory());
  }

  /** The owner of a new ring, which is closed if it cannot be completed. */
  private static RingOpener own(int fd, RingSetup setup, Fields params) throws IOException {
    int eventFd = -1;
    RingFd owned = null;
    RingOpener opened = null;
    Arena memory = null;
    try {
      memory = Arena.ofShared();
      eventFd = eventFd();
      owned = new RingFd(fd, eventFd, memory);
      opened = complete(owned, memory, setup, params);
      return opened;
    } finally {
      if (opened == null && owned != null) {
        int _ = owned.close();
      } else if (opened == null) {
        int _ = FdCalls.discard(fd);
        if (memory != null) {
          memory.close();
        }
        if (eventFd >= 0) {
          int _ = FdCalls.discard(eventFd);
        }
      }
    }
  }

  private static int eventFd() throws IOException {
    CallFrame frame = CallFrame.current();
    try {
      int fd = UringCalls.eventfd(frame.errno, 0, EFD_CLOEXEC);
      if (fd < 0) {
        throw new ErrnoException(new Errno(-fd), "eventfd", "EFD_CLOEXEC");
      }
      return fd;
    } finally {
      frame.done();
    }
  }

  private static RingOpener complete(RingFd fd, Arena memory, RingSetup setup, Fields params)
      throws IOException {
    int features = params.getInt("features");
    if ((features & NEEDED) != NEEDED) {
      throw new ErrnoException(new Errno(EINVAL), "io_uring_setup", "the kernel is too old");
    }
    long micros = (features & MIN_TIMEOUT) == 0 ? 0 : setup.batchWait().toNanos() / 1000;
    var queues = new RingQueues(fd, layout(fd, memory, params), (int) micros);
    var registrations = new RingRegistrations(fd, memory);
    int files = registrations.files(setup.files());
    RingSetup made = setup.withFiles(files);
    return new RingOpener(made, new RingCore(fd, queues, registrations, files));
  }

  private static RingQueues.Layout layout(RingFd fd, Arena memory, Fields params)
      throws IOException {
    var sq = new Fields("io_sqring_offsets", params.bytes("sq_off"));
    var cq = new Fields("io_cqring_offsets", params.bytes("cq_off"));
    int sqEntries = params.getInt("sq_entries");
    int cqEntries = params.getInt("cq_entries");
    boolean hasArray = (params.getInt("flags") & NO_SQARRAY) == 0;
    long array = sq.get("array");
    long sqSize = hasArray ? array + (long) sqEntries * Integer.BYTES : 0;
    long size = Math.max(sqSize, cq.get("cqes") + (long) cqEntries * IoUringCqe.SIZE);
    MemorySegment rings = map(fd, OFF_SQ_RING, size, memory);
    for (int i = 0; hasArray && i < sqEntries; i++) {
      rings.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
    }
    return new RingQueues.Layout(
        rings,
        map(fd, OFF_SQES, (long) sqEntries * IoUringSqe.SIZE, memory),
        memory.allocate(RingQueues.ARGUMENT_SIZE, Long.BYTES),
        sq.getInt("head"),
        sq.getInt("tail"),
        sq.getInt("flags"),
        sqEntries,
        cq.getInt("head"),
        cq.getInt("tail"),
        cq.getInt("cqes"),
        cqEntries);
  }

  private static MemorySegment map(RingFd fd, long offset, long size, Arena memory)
      throws IOException {
    CallFrame frame = CallFrame.current();
    try {
      MemorySegment mapped = MmanCalls.map(frame.errno, fd.number(), offset, size, memory);
      if (mapped.byteSize() == 0) {
        throw new ErrnoException(new Errno(frame.errnoNumber()), "mmap", "fd=" + fd.number());
      }
      return mapped;
    } finally {
      frame.done();
    }
  }

  // ---- support

  /** Finds out once, by opening a ring in a thread that may own one. */
  static synchronized RingSupport support() {
    RingSupport known = support;
    if (known == null) {
      known = ask();
      support = known;
    }
    return known;
  }

  private static RingSupport ask() {
    String unsupported = Platform.unsupported();
    if (unsupported != null) {
      return new RingSupport(false, unsupported, RingSetup.DEFAULT);
    }
    var answer = new @Nullable RingSupport[1];
    Thread asking =
        Thread.ofPlatform().daemon().name("llsocket-ring").start(() -> answer[0] = tried());
    boolean interrupted = false;
    while (asking.isAlive()) {
      try {
        asking.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RingSupport found = answer[0];
    return found != null
        ? found
        : new RingSupport(false, "the attempt has run out of memory", RingSetup.DEFAULT);
  }

  private static RingSupport tried() {
    try {
      RingOpener opened = open(RingSetup.DEFAULT);
      try {
        opened.core.registrations.buffers(opened.core, 1, 1);
      } finally {
        opened.core.close();
      }
      RingSetup made = opened.setup;
      return new RingSupport(true, describe(made), made);
    } catch (ErrnoException e) {
      return new RingSupport(false, explain(e), RingSetup.DEFAULT);
    } catch (IOException | RuntimeException e) {
      return new RingSupport(false, e.toString(), RingSetup.DEFAULT);
    }
  }

  private static String describe(RingSetup made) {
    String sizes =
        "%d entries, %d completions, %d files"
            .formatted(made.entries(), made.cqEntries(), made.files());
    return made.entries() == RingSetup.DEFAULT.entries()
        ? sizes
        : sizes + ": the limit of locked memory, ulimit -l, does not allow more";
  }

  private static String explain(ErrnoException e) {
    String why =
        switch (e.errno().toString()) {
          case "EPERM" ->
              ": refused by kernel.io_uring_disabled or a filter of system calls, as containers"
                  + " have";
          case "EINVAL" -> ": needs Linux 6.1";
          case "ENOSYS" -> ": the kernel is built without it";
          case "ENOMEM" -> ": the limit of locked memory, ulimit -l, is too small";
          default -> "";
        };
    return e.getMessage() + why;
  }
}
