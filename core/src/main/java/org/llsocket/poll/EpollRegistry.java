package org.llsocket.poll;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.EpollRegistration;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.EpollCalls;

/** {@code epoll_ctl(2)}: the descriptor of an epoll, and what is registered with it. */
final class EpollRegistry {
  private static final int ADD = Platform.number("EPOLL_CTL_ADD");
  private static final int DEL = Platform.number("EPOLL_CTL_DEL");
  private static final int MOD = Platform.number("EPOLL_CTL_MOD");
  private static final int ENOENT = Platform.number("ENOENT");

  final Descriptor descriptor;

  /** Identifies this in the list of registrations of a descriptor; it references nothing. */
  final Object key = new Object();

  private final OwnedFd owned;
  private final RegistrationTable registrations = new RegistrationTable();

  /** Opens the descriptor; nothing is allocated after the system call but its owner. */
  EpollRegistry(CallFrame frame) throws IOException {
    var closing = new Closing(registrations);
    descriptor = EpollFactory.open(frame);
    owned = DescriptorAccess.of(descriptor);
    owned.register(closing, frame);
  }

  int size() {
    return registrations.size();
  }

  /** The registration that an event's token identifies, or null if it has ended. */
  @Nullable Registration registrationOf(long token) {
    return registrations.of(token);
  }

  void add(Descriptor target, int events, @Nullable Object attachment) throws IOException {
    if (events == 0) {
      throw new IllegalArgumentException("events 0: at least one EPOLL flag is required");
    }
    var registration = new Registration(this, target, events, attachment);
    CallFrame entered = registration.target().acquire();
    try {
      CallFrame frame = owned.acquire();
      try {
        add(registration, frame);
      } finally {
        owned.release(frame);
      }
    } finally {
      registration.target().release(entered);
      Reference.reachabilityFence(this);
    }
  }

  private void add(Registration registration, CallFrame frame) throws IOException {
    OwnedFd target = registration.target();
    if (registrations.put(registration)) {
      int added = registerOrUndo(registration, target, frame);
      checkOpen(target);
      if (added < 0) {
        throw failure(added, "EPOLL_CTL_ADD", registration.descriptor, registration.events);
      }
      if (!owned.isOpen()) { // a concurrent close may not have seen the registration
        target.remove(registration.link);
      }
    }
    checkOpen(owned);
  }

  /** Registers, or undoes it completely. */
  private int registerOrUndo(Registration registration, OwnedFd target, CallFrame frame) {
    boolean returned = false;
    int added = -1;
    try {
      added = target.register(registration.link, frame);
      returned = true;
      return added;
    } finally {
      if (added < 0 || !target.isOpen()) {
        registrations.remove(registration);
      }
      if (!returned
          && target.registrationWith(key) == null) { // an error after a successful system call
        control(frame, DEL, target.watchedNumber(), 0, registration.token);
      }
    }
  }

  /** {@code EPOLL_CTL_ADD} of a registration that has its token. */
  int register(Registration registration, CallFrame frame) {
    int fd = registration.target().watchedNumber();
    return control(frame, ADD, fd, registration.events, registration.token);
  }

  Registration modify(Descriptor target, int events) throws IOException {
    return change(MOD, target, events);
  }

  void delete(Descriptor target) throws IOException {
    change(DEL, target, 0);
  }

  private Registration change(int op, Descriptor target, int events) throws IOException {
    OwnedFd fd = DescriptorAccess.of(target);
    CallFrame entered = fd.acquire();
    try {
      CallFrame frame = owned.acquire();
      try {
        synchronized (fd) { // the kernel gets the token of the current registration
          return change(op, target, events, frame);
        }
      } finally {
        owned.release(frame);
      }
    } finally {
      fd.release(entered);
      Reference.reachabilityFence(this);
    }
  }

  private Registration change(int op, Descriptor target, int events, CallFrame frame)
      throws IOException {
    OwnedFd fd = DescriptorAccess.of(target);
    var link = (Registration.Link) fd.registrationWith(key);
    Registration registration = link == null ? null : link.registration();
    long token = registration == null ? RegistrationTable.NONE : registration.token;
    int watched = fd.watchedNumber();
    int asked = events == 0 ? Epoll.ET : events;
    int changed = watched < 0 ? -ENOENT : control(frame, op, watched, asked, token);
    if (op == DEL && link != null && registration != null && (changed >= 0 || changed == -ENOENT)) {
      fd.remove(link); // an earlier call may have deleted it in the kernel and then failed
      registrations.remove(registration);
      return registration;
    }
    checkOpen(fd);
    checkOpen(owned);
    if (changed < 0 || registration == null) {
      String name = op == MOD ? "EPOLL_CTL_MOD" : "EPOLL_CTL_DEL";
      throw failure(changed < 0 ? changed : -ENOENT, name, target, events);
    }
    return registration;
  }

  /** {@code epoll_ctl(2)}; the epoll's descriptor is entered or held. */
  private int control(CallFrame frame, int op, int fd, int events, long token) {
    EpollEvent.set(frame.value, events, token);
    return EpollCalls.epoll_ctl(frame.errno, owned.number(), op, fd, frame.value);
  }

  /** Ends a registration whose fd is not closed yet. May be called twice. */
  void deregister(Registration registration, CallFrame frame) {
    if (owned.retain()) {
      try {
        control(frame, DEL, registration.target().watchedNumber(), 0, registration.token);
      } finally {
        owned.releaseRetained();
      }
    }
    registrations.remove(registration);
  }

  /**
   * Ends all registrations when the epoll is closed. The epoll's {@link OwnedFd} holds this object,
   * so the table is referenced weakly: the epoll could never be collected otherwise.
   */
  private static final class Closing extends EpollRegistration {
    private final WeakReference<RegistrationTable> table;

    Closing(RegistrationTable table) {
      super(Closing.class); // not a key: an epoll does not watch itself
      this.table = new WeakReference<>(table);
    }

    @Override
    protected int register(CallFrame frame) {
      return 0;
    }

    @Override
    protected void deregister(CallFrame frame) {
      RegistrationTable registrations = table.get();
      if (registrations == null) {
        return; // collected: each descriptor drops its link itself
      }
      for (Registration registration : registrations.close()) {
        if (registration != null) {
          registration.target().remove(registration.link);
        }
      }
      registrations.clear();
    }
  }

  private static void checkOpen(OwnedFd fd) throws AsynchronousCloseException {
    if (!fd.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }

  private ErrnoException failure(int n, String op, Descriptor target, int events) {
    String flags = events == 0 ? "" : ", " + Epoll.eventNames(events);
    return new ErrnoException(
        new Errno(-n), "epoll_ctl", "fd=" + owned.number() + ", " + op + ", " + target + flags);
  }
}
