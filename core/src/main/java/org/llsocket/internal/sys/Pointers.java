package org.llsocket.internal.sys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Reads the target of a pointer in a C struct. */
public final class Pointers {
  private Pointers() {}

  /** The {@code size} bytes at {@code pointer}, allocated by C and not freed yet. */
  @SuppressWarnings("restricted") // SAFETY: callers pass the size that C documents for the pointer
  public static MemorySegment bytes(MemorySegment pointer, long size) {
    return pointer.reinterpret(size);
  }

  /** The text up to the NUL at {@code pointer}, or null for a null pointer. */
  public static @Nullable String text(MemorySegment pointer) {
    return isNull(pointer) ? null : bytes(pointer, Long.MAX_VALUE).getString(0);
  }

  /**
   * {@code text} with a terminating NUL, as {@link Arena#allocateFrom(String)}, which would load
   * two dozen classes.
   */
  public static MemorySegment toText(Arena arena, String text) {
    return toText(arena, text.getBytes(UTF_8));
  }

  /** {@code bytes} with a terminating NUL. */
  public static MemorySegment toText(Arena arena, byte[] bytes) {
    MemorySegment copy = arena.allocate(bytes.length + 1L);
    copy.asByteBuffer().put(bytes);
    return copy;
  }

  public static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }
}
