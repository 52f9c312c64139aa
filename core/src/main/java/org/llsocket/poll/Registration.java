package org.llsocket.poll;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.EpollRegistration;
import org.llsocket.internal.lifecycle.OwnedFd;

/** The registration of a descriptor with an epoll. */
final class Registration {
  final Descriptor descriptor;
  final int events; // at EPOLL_CTL_ADD
  final Link link;
  volatile @Nullable Object attachment;
  long token; // set before EPOLL_CTL_ADD

  private final EpollRegistry registry;

  Registration(
      EpollRegistry registry, Descriptor descriptor, int events, @Nullable Object attachment) {
    this.registry = registry;
    this.descriptor = descriptor;
    this.events = events;
    this.attachment = attachment;
    link = new Link(registry.key, this);
  }

  OwnedFd target() {
    return DescriptorAccess.of(descriptor);
  }

  /**
   * The entry of a registration in its descriptor's list of registrations, which lives until the
   * descriptor is closed. The reference is weak, so an epoll that is no longer reachable is
   * collected together with its registrations and attachments.
   */
  static final class Link extends EpollRegistration {
    private final WeakReference<Registration> reference;

    private Link(Object key, Registration registration) {
      super(key);
      reference = new WeakReference<>(registration);
    }

    /** Null once the epoll has been collected. */
    @Nullable Registration registration() {
      return reference.get();
    }

    @Override
    protected boolean isGone() {
      return reference.refersTo(null);
    }

    @Override
    protected int register(CallFrame frame) {
      Registration registration = Objects.requireNonNull(reference.get()); // the caller holds it
      return registration.registry.register(registration, frame);
    }

    @Override
    protected void deregister(CallFrame frame) {
      Registration registration = reference.get();
      if (registration != null) {
        registration.registry.deregister(registration, frame);
      }
    }
  }
}
