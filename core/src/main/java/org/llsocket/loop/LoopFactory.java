package org.llsocket.loop;

import java.io.IOException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.uring.Ring;
import org.llsocket.uring.RingSupport;

/** Chooses the engine of a loop, and opens it. */
final class LoopFactory {
  private LoopFactory() {}

  static Loop open() throws IOException {
    boolean rings = !"epoll".equals(System.getProperty("llsocket.loop")) && isGood(Ring.support());
    if (!rings) {
      return open(Engine.EPOLL);
    }
    try {
      return open(Engine.RING);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOMEM)) {
        throw e;
      }
      return open(Engine.EPOLL); // other rings have used up the limit of locked memory
    }
  }

  private static boolean isGood(RingSupport support) {
    return support.available() && support.setup().files() > 0;
  }

  static Loop open(Engine engine) throws IOException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a loop belongs to a platform thread, not to a virtual one");
    }
    return switch (engine) {
      case RING -> new RingLoop();
      case EPOLL -> new EpollLoop();
    };
  }
}
