package org.llsocket.lua.socket;

import java.io.IOException;
import java.time.Duration;
import org.llsocket.lua.Call;
import org.llsocket.ready.POLL;
import org.llsocket.ready.Poll;

/** Waiting until a socket is ready. */
public final class Waiting {
  private static final double NANOS = 1e6;
  private static final double LONGEST = Integer.MAX_VALUE;

  private Waiting() {}

  /** {@code sock:recvable(msec, exception)}: true; or false, nil and true when time is up. */
  public static Object recvable(Call call) throws IOException {
    return ready(call, POLL.IN);
  }

  /** {@code sock:sendable(msec, exception)}: as {@link #recvable}. */
  public static Object sendable(Call call) throws IOException {
    return ready(call, POLL.OUT);
  }

  private static Object ready(Call call, int events) throws IOException {
    double millis = call.isNil(1) ? 0 : call.number(1);
    boolean exception = call.bool(2, false);
    if (!(millis <= LONGEST)) {
      throw call.bad(1, "timeout " + millis + " is more than " + Integer.MAX_VALUE + " ms");
    }
    var poll = new Poll();
    int _ = poll.add(Sockets.self(call).socket, exception ? events | POLL.PRI : events);
    int ready = poll.poll(Duration.ofNanos((long) (Math.max(0, millis) * NANOS)));
    if ((poll.revents(0) & POLL.NVAL) != 0) {
      throw Sockets.closed("poll");
    }
    return ready == 0 ? Outcome.values(false, null, true) : true;
  }
}
