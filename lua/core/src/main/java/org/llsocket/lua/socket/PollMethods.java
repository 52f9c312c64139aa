package org.llsocket.lua.socket;

import java.io.IOException;
import java.time.Duration;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Arguments;
import org.llsocket.poll.Poll;

/** {@code recvable} and {@code sendable}: wait until a socket is ready. */
public final class PollMethods {
  /** A time unit in nanoseconds; releases before 0.16 use milliseconds. */
  public static final double MILLISECONDS = 1e6;

  /** A time unit in nanoseconds; 0.16 uses seconds. */
  public static final double SECONDS = 1e9;

  private PollMethods() {}

  /** {@code sock:recvable(time, exception)}: true; or false, nil and true after the timeout. */
  public static Operation recvable(double unit) {
    return args -> ready(args, Poll.IN, unit);
  }

  /** {@code sock:sendable(time, exception)}: like {@link #recvable}. */
  public static Operation sendable(double unit) {
    return args -> ready(args, Poll.OUT, unit);
  }

  /** NaN counts as 0; a time that does not fit {@code struct timeval} is EINVAL. */
  private static Object ready(Arguments args, int events, double unit) throws IOException {
    double time = args.isNil(1) ? 0 : args.number(1);
    boolean exception = args.bool(2, false);
    if (time * unit / SECONDS >= Long.MAX_VALUE) {
      throw new ErrnoException(Errno.EINVAL, "select", String.valueOf(time));
    }
    var poll = new Poll();
    int _ = poll.add(Sockets.self(args).socket, exception ? events | Poll.PRI : events);
    int ready = poll.poll(Duration.ofNanos((long) Math.max(0, time * unit)));
    if ((poll.revents(0) & Poll.NVAL) != 0) {
      throw Sockets.closed("poll");
    }
    return ready == 0 ? Outcome.values(false, null, true) : true;
  }
}
