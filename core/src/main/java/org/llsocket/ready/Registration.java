package org.llsocket.ready;

import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Watch;
import org.llsocket.internal.sys.CallFrame;

/** That an epoll watches a descriptor. */
final class Registration extends Watch {
  final Descriptor descriptor;
  final int events; // that it began with
  volatile @Nullable Object attachment;
  long token; // written before the kernel hears of it

  Registration(Epoll<?> epoll, Descriptor descriptor, int events, @Nullable Object attachment) {
    super(epoll);
    this.descriptor = descriptor;
    this.events = events;
    this.attachment = attachment;
  }

  OwnedFd target() {
    return Owners.of(descriptor);
  }

  private Epoll<?> epoll() {
    return (Epoll<?>) watcher;
  }

  @Override
  protected int begin(CallFrame frame) {
    return epoll().control(frame, Epoll.ADD, target().number(), events, token);
  }

  @Override
  protected void end(CallFrame frame) {
    epoll().ended(this, frame);
  }
}
