package org.llsocket.poll;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Watch;
import org.llsocket.internal.sys.CallFrame;

/** That an epoll watches a descriptor, as the epoll knows it. */
final class Registration {
  final Epoll<?> epoll;
  final Descriptor descriptor;
  final int events; // that it began with
  final Noted watch;
  volatile @Nullable Object attachment;
  long token; // written before the kernel hears of it

  Registration(Epoll<?> epoll, Descriptor descriptor, int events, @Nullable Object attachment) {
    this.epoll = epoll;
    this.descriptor = descriptor;
    this.events = events;
    this.attachment = attachment;
    watch = new Noted(epoll.key, this);
  }

  OwnedFd target() {
    return Owners.of(descriptor);
  }

  /**
   * The same as the descriptor's number knows it, which lives until it is closed: weakly, for an
   * epoll that is forgotten, what it watches and what is attached are to be collected.
   */
  static final class Noted extends Watch {
    private final WeakReference<Registration> noted;

    private Noted(Object key, Registration registration) {
      super(key);
      noted = new WeakReference<>(registration);
    }

    /** Null once the epoll was collected. */
    @Nullable Registration registration() {
      return noted.get();
    }

    @Override
    protected boolean isGone() {
      return noted.refersTo(null);
    }

    @Override
    protected int begin(CallFrame frame) {
      Registration begins = Objects.requireNonNull(noted.get()); // the caller's
      int target = begins.target().number();
      return begins.epoll.control(frame, Epoll.ADD, target, begins.events, begins.token);
    }

    @Override
    protected void end(CallFrame frame) {
      Registration ends = noted.get();
      if (ends != null) {
        ends.epoll.ended(ends, frame);
      }
    }
  }
}
