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

  private Pollfd() {}

  public static void set(MemorySegment pollfd, int fd, int events) {
    pollfd.set(JAVA_INT, FD, fd);
    pollfd.set(JAVA_SHORT, EVENTS, (short) events);
  }
}
