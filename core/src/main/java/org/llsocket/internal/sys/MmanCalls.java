package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/** {@code <sys/mman.h>}. */
public final class MmanCalls {
  // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
  private static final MemorySegment MMAP = symbol("mmap");

  // int munmap(void *addr, size_t length);
  private static final MemorySegment MUNMAP = symbol("munmap");

  private static final int PROT = Platform.number("PROT_READ") | Platform.number("PROT_WRITE");
  private static final int MAP_SHARED =
      Platform.number("MAP_SHARED") | Platform.number("MAP_POPULATE");
  private static final int MAP_PRIVATE =
      Platform.number("MAP_PRIVATE") | Platform.number("MAP_ANONYMOUS");
  private static final long FAILED = -1;

  private MmanCalls() {}

  /**
   * Maps a part of a file, shared with the kernel, until {@code arena} is closed.
   *
   * @return a segment of size 0 if that fails, with the errno in {@code errno}
   */
  public static MemorySegment map(
      MemorySegment errno, int fd, long offset, long size, Arena arena) {
    return mapped(shared(errno, fd, offset, size), size, arena);
  }

  private static long shared(MemorySegment errno, int fd, long offset, long size) {
    return call(MMAP, errno, 0, size, PROT, MAP_SHARED, fd, offset, 0);
  }

  /** Pages of zeroes that nothing else uses, as {@link #map}. */
  public static MemorySegment pages(MemorySegment errno, long size, Arena arena) {
    return mapped(call(MMAP, errno, 0, size, PROT, MAP_PRIVATE, -1, 0, 0), size, arena);
  }

  @SuppressWarnings("restricted") // SAFETY: the size is that of the mapping, which the arena ends
  private static MemorySegment mapped(long address, long size, Arena arena) {
    if (address == FAILED) {
      return MemorySegment.NULL;
    }
    return MemorySegment.ofAddress(address)
        .reinterpret(size, arena, mapped -> unmap(mapped.address(), size));
  }

  private static void unmap(long address, long size) {
    long _ = Downcalls.plain(MUNMAP, address, size, 0, 0);
  }

  /**
   * A mapping of the start of a file, shared with the kernel, whose parts are lent.
   *
   * @return null if that fails, with the errno in {@code errno}
   */
  public static @Nullable Mapping mapping(MemorySegment errno, int fd, long size) {
    long address = shared(errno, fd, 0, size);
    return address == FAILED ? null : new Mapping(address, size);
  }

  /** A mapping that ends once, by {@link #unmap} or when it and all that is lent is unreachable. */
  public static final class Mapping {
    private final AtomicBoolean unmapped = new AtomicBoolean();
    private final MemorySegment memory;

    @SuppressWarnings("restricted") // SAFETY: as above; after unmap no user asks for the memory
    private Mapping(long address, long size) {
      AtomicBoolean end = unmapped; // not this, which the automatic arena would keep reachable
      memory =
          MemorySegment.ofAddress(address)
              .reinterpret(size, Arena.ofAuto(), mapped -> unmap(end, mapped.address(), size));
    }

    private static void unmap(AtomicBoolean end, long address, long size) {
      if (end.compareAndSet(false, true)) {
        MmanCalls.unmap(address, size);
      }
    }

    /** The whole of it; not to be used after {@link #unmap}. */
    public MemorySegment memory() {
      return memory;
    }

    /**
     * A part of it that lives as long as {@code arena}, which has to be closed before {@link
     * #unmap}; until then it keeps the mapping.
     */
    @SuppressWarnings("restricted") // SAFETY: a part of this mapping, which the action keeps
    public MemorySegment lend(long offset, long size, Arena arena) {
      return MemorySegment.ofAddress(memory.asSlice(offset, size).address())
          .reinterpret(size, arena, this::ended);
    }

    /** The action of an arena, which keeps this mapping reachable as long as the arena is. */
    private void ended(MemorySegment lent) {}

    /** {@code munmap(2)}; a second call has no effect. */
    public void unmap() {
      unmap(unmapped, memory.address(), memory.byteSize());
    }
  }
}
