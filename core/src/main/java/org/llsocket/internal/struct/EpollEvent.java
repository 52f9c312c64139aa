package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct epoll_event {
 *   uint32_t     events;
 *   epoll_data_t data;    // packed on x86-64
 * };
 * }</pre>
 */
public final class EpollEvent {
  private static final Struct LAYOUT = Platform.struct("epoll_event");
  private static final int EVENTS = LAYOUT.offset("events");
  private static final int DATA = LAYOUT.offset("data");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private EpollEvent() {}

  /** Fills the first element. */
  public static void set(MemorySegment array, int events, long data) {
    array.set(JAVA_INT_UNALIGNED, EVENTS, events);
    array.set(JAVA_LONG_UNALIGNED, DATA, data);
  }

  public static int events(MemorySegment array, int index) {
    return array.get(JAVA_INT_UNALIGNED, (long) SIZE * index + EVENTS);
  }

  public static long data(MemorySegment array, int index) {
    return array.get(JAVA_LONG_UNALIGNED, (long) SIZE * index + DATA);
  }
}
