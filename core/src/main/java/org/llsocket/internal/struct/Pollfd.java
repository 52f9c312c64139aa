package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct pollfd {
 *   int   fd;
 *   short events;
 *   short revents;
 * };
 * }</pre>
 */
public final class Pollfd {
  private static final Struct LAYOUT = Platform.struct("pollfd");
  private static final int FD = LAYOUT.offset("fd");
  private static final int EVENTS = LAYOUT.offset("events");

  private static final int REVENTS = LAYOUT.offset("revents");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Pollfd() {}

  /** Fills the first element. */
  public static void set(MemorySegment array, int fd, int events) {
    fd(array, 0, fd);
    events(array, 0, events);
  }

  public static void fd(MemorySegment array, int index, int fd) {
    array.set(JAVA_INT, (long) SIZE * index + FD, fd);
  }

  public static int events(MemorySegment array, int index) {
    return Short.toUnsignedInt(array.get(JAVA_SHORT, (long) SIZE * index + EVENTS));
  }

  public static void events(MemorySegment array, int index, int events) {
    array.set(JAVA_SHORT, (long) SIZE * index + EVENTS, (short) events);
  }

  public static int revents(MemorySegment array, int index) {
    return Short.toUnsignedInt(array.get(JAVA_SHORT, (long) SIZE * index + REVENTS));
  }

  public static void revents(MemorySegment array, int index, int revents) {
    array.set(JAVA_SHORT, (long) SIZE * index + REVENTS, (short) revents);
  }
}
