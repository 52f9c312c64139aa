package org.llsocket.poll;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.Owners;
import org.llsocket.internal.lifecycle.Watch;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.EpollCalls;
import org.llsocket.internal.sys.StackRoom;

/**
 * {@code epoll(7)}: tells which of thousands of descriptors are ready, at a cost that does not grow
 * with their number.
 *
 * <pre>{@code
 * try (Epoll<Client> epoll = Epoll.create1()) {
 *   epoll.add(socket, EPOLL.IN, client);
 *   while (true) {
 *     epoll.wait((descriptor, events, who) -> who.handle(events));
 *   }
 * }
 * }</pre>
 *
 * <p>Any descriptor that can wait may be watched: sockets, pipes, eventfds, timerfds, signalfds,
 * another epoll's {@link #descriptor}. One that is closed or released is watched no more, and none
 * of its events is delivered from then on, not even those that the kernel has told of already. An
 * epoll keeps what it watches, and its attachments, from being collected.
 *
 * <p>All methods are safe for use by many threads; several may wait at once, and share the events.
 * A wait ends
 *
 * <ul>
 *   <li>when there are events, its timeout has passed, or somebody calls {@link #wakeup};
 *   <li>by {@link #close}: {@link AsynchronousCloseException};
 *   <li>by {@link Thread#interrupt}: {@link InterruptedIOException}. The epoll stays open, and
 *       nothing is lost; the thread stays interrupted, so that another wait would end at once. With
 *       {@code descriptor().closesOnInterrupt(true)} an interrupt closes it.
 * </ul>
 *
 * <p>A virtual thread that waits parks. Steady waiting and delivering allocates nothing.
 *
 * <p>A level-triggered watch tells of what it was asked for as long as it lasts, and of {@link
 * EPOLL#ERR} and {@link EPOLL#HUP} asked for or not. Who does not read what is there, or does not
 * close what hung up, is told again at once: a busy loop. Where there is nothing to be done for
 * now, as after EMFILE from {@code accept}, {@link #modify} to 0 until there is.
 *
 * @param <T> what is attached to a descriptor, for the handler to know it by
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class Epoll<T extends @Nullable Object> implements Channel {
  static final int ADD = Platform.number("EPOLL_CTL_ADD");
  private static final int DEL = Platform.number("EPOLL_CTL_DEL");
  private static final int MOD = Platform.number("EPOLL_CTL_MOD");
  private static final int ENOENT = Platform.number("ENOENT");

  private final Descriptor descriptor;
  private final OwnedFd owned;
  private final Registrations registrations = new Registrations();
  private final Batch.Pool batches = new Batch.Pool();
  private final Wakeups wakeups = new Wakeups();

  /** Stands for this where a descriptor notes who watches it, and holds nothing. */
  final Object key = new Object();

  /** Behind the call that makes the descriptor nothing is allocated but that. */
  private Epoll(CallFrame frame) throws IOException {
    var closing = new Closing(registrations);
    descriptor = EpollFile.create1(frame);
    owned = Owners.of(descriptor);
    owned.begin(closing, frame);
  }

  /**
   * Receives the events of a wait.
   *
   * @param <T> what is attached to a descriptor
   */
  @FunctionalInterface
  public interface Handler<T extends @Nullable Object> {
    /**
     * A descriptor is ready. Whatever this does to the epoll and its descriptors counts at once:
     * what it closes, or deletes, gets no event that was still to come. It may wait, too: that wait
     * delivers the events that were still to come, and then others.
     *
     * <p>What this throws ends the wait, and the event that it was called for has been delivered;
     * those that were still to come are another wait's: of one under way, or of the next.
     *
     * @param descriptor which
     * @param events {@link EPOLL} flags
     * @param attachment what it was added with
     */
    void on(Descriptor descriptor, int events, T attachment) throws IOException;
  }

  /**
   * {@code epoll_create1(EPOLL_CLOEXEC)}: an epoll that watches nothing yet.
   *
   * <p><b>Not a single call</b>: what {@link #wakeup} needs is added to it, and no descriptor.
   *
   * @throws ErrnoException EMFILE, ENFILE, ENOMEM
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_create1.2.html">epoll_create1(2)</a>
   */
  public static <T extends @Nullable Object> Epoll<T> create1() throws IOException {
    EpollFile.prepare();
    CallFrame frame = CallFrame.current();
    try {
      return new Epoll<>(frame);
    } finally {
      frame.done();
    }
  }

  /** The epoll's own descriptor: for its flags, its number, to be watched by another epoll. */
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public boolean isOpen() {
    return owned.isOpen();
  }

  /** {@code close(2)}, as {@link Descriptor#close}. What it watched stays open. */
  @Override
  public void close() throws IOException {
    descriptor.close();
  }

  // ---- what is watched

  /** How many descriptors are watched. */
  public int size() {
    return registrations.size();
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_ADD)}: watches a descriptor from now on; what it is ready for now
   * counts as an event.
   *
   * @param target any descriptor that can wait
   * @param events {@link EPOLL} flags
   * @param attachment for the handler
   * @throws IllegalArgumentException if {@code events} is 0
   * @throws ErrnoException EEXIST if it is watched already; EPERM if it never waits, as a regular
   *     file; EINVAL if it is this epoll's own, or for {@link EPOLL#EXCLUSIVE} with what it does
   *     not go with; ELOOP if epolls would watch each other or stand too deep; ENOSPC if the user's
   *     limit {@code fs.epoll.max_user_watches} is reached; ENOMEM
   * @throws ClosedChannelException if one of the two is closed
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
   */
  public void add(Descriptor target, int events, T attachment) throws IOException {
    if (events == 0) {
      throw new IllegalArgumentException("no events to watch for");
    }
    var registration = new Registration(this, target, events, attachment);
    CallFrame entered = registration.target().enter();
    try {
      CallFrame frame = owned.enter();
      try {
        add(registration, frame);
      } finally {
        owned.leave(frame);
      }
    } finally {
      registration.target().leave(entered);
      Reference.reachabilityFence(this);
    }
  }

  private void add(Registration registration, CallFrame frame) throws IOException {
    OwnedFd target = registration.target();
    if (registrations.put(registration)) {
      int added = begin(registration, target, frame);
      checkOpen(target);
      if (added < 0) {
        throw failure(added, "EPOLL_CTL_ADD", registration.descriptor, registration.events);
      }
      if (!owned.isOpen()) { // a close that came meanwhile may not have seen it
        target.unlink(registration.watch);
      }
    }
    checkOpen(owned);
  }

  /** Begins the registration, or leaves nothing of it. */
  private int begin(Registration registration, OwnedFd target, CallFrame frame) {
    boolean known = false;
    int added = -1;
    try {
      added = target.begin(registration.watch, frame);
      known = true;
      return added;
    } finally {
      if (added < 0 || !target.isOpen()) {
        registrations.remove(registration);
      }
      if (!known && target.watchOf(key) == null) { // the kernel may have begun, and not returned
        control(frame, DEL, target.number(), 0, registration.token);
      }
    }
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_MOD)}: watches for other events, and anew after {@link
   * EPOLL#ONESHOT}; the attachment stays.
   *
   * @param target a descriptor that is watched
   * @param events {@link EPOLL} flags; 0 for a pause, in which an error or a hang-up that is there
   *     is told of once at most, and not again and again (with {@code EPOLLET} and nothing else)
   * @throws ErrnoException ENOENT if it is not watched; EINVAL with {@link EPOLL#EXCLUSIVE}
   * @throws ClosedChannelException if one of the two is closed
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
   */
  public void modify(Descriptor target, int events) throws IOException {
    change(MOD, target, events);
  }

  /** As {@link #modify(Descriptor, int)}, with another attachment. */
  public void modify(Descriptor target, int events, T attachment) throws IOException {
    change(MOD, target, events).attachment = attachment;
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_DEL)}: watches a descriptor no more; events of it that have not been
   * delivered never are.
   *
   * @throws ErrnoException ENOENT if it is not watched
   * @throws ClosedChannelException if one of the two is closed
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
   */
  public void delete(Descriptor target) throws IOException {
    change(DEL, target, 0);
  }

  private Registration change(int op, Descriptor target, int events) throws IOException {
    OwnedFd fd = Owners.of(target);
    CallFrame entered = fd.enter();
    try {
      CallFrame frame = owned.enter();
      try {
        synchronized (fd) { // so that the kernel has the token of what is registered
          return change(op, target, events, frame);
        }
      } finally {
        owned.leave(frame);
      }
    } finally {
      fd.leave(entered);
      Reference.reachabilityFence(this);
    }
  }

  private Registration change(int op, Descriptor target, int events, CallFrame frame)
      throws IOException {
    OwnedFd fd = Owners.of(target);
    var noted = (Registration.Noted) fd.watchOf(key);
    Registration registration = noted == null ? null : noted.registration();
    long token = registration == null ? Registrations.NONE : registration.token;
    int changed = control(frame, op, fd.number(), events == 0 ? EPOLL.ET : events, token);
    if (op == DEL
        && noted != null
        && registration != null
        && (changed >= 0 || changed == -ENOENT)) {
      fd.unlink(noted); // a call that met an error may have deleted it from the kernel only
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

  /** {@code epoll_ctl(2)}; this epoll's number is entered or held. */
  int control(CallFrame frame, int op, int fd, int events, long token) {
    EpollEvent.set(frame.value, events, token);
    return EpollCalls.epoll_ctl(frame.errno, owned.number(), op, fd, frame.value);
  }

  /** A registration ends; its descriptor's number is still its own. It may be done twice. */
  void ended(Registration registration, CallFrame frame) {
    if (owned.hold()) {
      try {
        control(frame, DEL, registration.target().number(), 0, registration.token);
      } finally {
        owned.letGo();
      }
    }
    registrations.remove(registration);
  }

  /**
   * Ends with the epoll what it has noted at the descriptors that it watches. The epoll's number
   * holds this, so it must not hold the epoll, which would never be collected.
   */
  private static final class Closing extends Watch {
    private final WeakReference<Registrations> all;

    Closing(Registrations registrations) {
      super(Closing.class); // no key: an epoll does not watch itself
      all = new WeakReference<>(registrations);
    }

    @Override
    protected int begin(CallFrame frame) {
      return 0;
    }

    @Override
    protected void end(CallFrame frame) {
      Registrations registrations = all.get();
      if (registrations == null) {
        return; // each is gone, as its descriptor finds
      }
      for (Registration registration : registrations.close()) {
        if (registration != null) {
          registration.target().unlink(registration.watch);
        }
      }
      registrations.clear();
    }
  }

  // ---- waiting

  /**
   * {@code epoll_wait(fd, events, maxevents, -1)}: waits for events, as {@link #wait(Handler, int,
   * Duration)} with 1024 of them at most and no timeout.
   */
  public int wait(Handler<? super T> handler) throws IOException {
    return wait(handler, Batch.CAPACITY, Deadline.NONE);
  }

  /**
   * {@code epoll_wait(fd, events, maxevents, timeout)}: waits for events, as {@link #wait(Handler,
   * int, Duration)} with 1024 of them at most.
   */
  public int wait(Handler<? super T> handler, Duration timeout) throws IOException {
    return wait(handler, Batch.CAPACITY, Deadline.in(timeout));
  }

  /**
   * {@code epoll_wait(fd, events, maxevents, timeout)}: waits for events and delivers them to the
   * handler, in this thread, before it returns.
   *
   * @param maxevents how many at most, 1 to 1024; where threads share an epoll, few events a thread
   *     spread the work
   * @param timeout how long to wait at most, in milliseconds rounded up; zero looks and does not
   *     wait
   * @return how many events were delivered; 0 if the time has passed, or after {@link #wakeup}
   * @throws IllegalArgumentException if {@code maxevents} is out of range or the timeout negative
   * @throws InterruptedIOException if the thread is interrupted, and no event was there to deliver
   *     when that was noticed
   * @throws IOException what the handler throws
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html">epoll_wait(2)</a>
   */
  public int wait(Handler<? super T> handler, int maxevents, Duration timeout) throws IOException {
    if (maxevents < 1 || maxevents > Batch.CAPACITY) {
      throw new IllegalArgumentException("maxevents " + maxevents + " is not 1 to 1024");
    }
    return wait(handler, maxevents, Deadline.in(timeout));
  }

  /**
   * Ends one wait: of those under way, or else the next, which then returns at once. Calls before a
   * wait has seen it are one; what its handler throws leaves it to another wait. Does nothing if
   * the epoll is closed.
   *
   * <p><b>Not a single call</b>: {@code epoll_ctl(EPOLL_CTL_MOD)} of a descriptor that is always
   * ready; no call if a wake-up is pending.
   */
  public void wakeup() {
    wakeups.ask(owned);
  }

  private int wait(Handler<? super T> handler, int max, long deadline) throws IOException {
    StackRoom.require(); // for what ends this, whatever the handler does
    wakeups.settle(owned);
    Batch outer = batches.of(Thread.currentThread());
    Batch batch = outer == null ? batches.take(Thread.currentThread()) : outer;
    boolean asked = false; // to end, by a wake-up
    boolean ended = false;
    try {
      int delivered = 0;
      boolean more = true;
      while (delivered == 0 && more) {
        batches.moveLeft(batch);
        if (batch.isEmpty() && !asked) {
          asked = fetch(batch, max, deadline);
        }
        more = !batch.isEmpty();
        delivered = deliver(batch, handler, max);
      }
      ended = true;
      return delivered;
    } finally {
      if (outer == null) {
        batches.give(batch);
      }
      passOn(asked && !ended);
      Reference.reachabilityFence(this); // the descriptor is this one's
    }
  }

  /** Fetches events, and waits for some; whether a wake-up is among them. */
  private boolean fetch(Batch batch, int max, long deadline) throws IOException {
    boolean fetched = false;
    try {
      batch.fill(owned, max, deadline);
      boolean asked = wakeups.isAsked() && batch.contains(Registrations.WAKEUP) && wakeups.see();
      fetched = true;
      return asked;
    } finally {
      if (!fetched) {
        wakeups.owe();
      }
    }
  }

  /** Has another thread deliver what is left, and see a wake-up that has not ended this wait. */
  private void passOn(boolean wakeup) {
    if (wakeup) {
      wakeups.askAgain(owned);
    } else if (batches.hasLeft()) {
      wakeups.nudge(owned);
    }
  }

  /** How many events were delivered, those of registrations that have ended not among them. */
  private int deliver(Batch batch, Handler<? super T> handler, int max) throws IOException {
    int delivered = 0;
    while (!batch.isEmpty() && delivered < max) {
      Registration registration = registrations.of(batch.token());
      int events = batch.events();
      batch.advance();
      if (registration != null) {
        delivered++;
        handler.on(registration.descriptor, events, attachment(registration));
      }
    }
    return delivered;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only add and modify attach, and only T
  private T attachment(Registration registration) {
    return (T) registration.attachment;
  }

  private static void checkOpen(OwnedFd fd) throws AsynchronousCloseException {
    if (!fd.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }

  private ErrnoException failure(int n, String op, Descriptor target, int events) {
    String asked = events == 0 ? "" : ", " + EPOLL.toString(events);
    return new ErrnoException(
        new Errno(-n), "epoll_ctl", "fd=" + owned.number() + ", " + op + ", " + target + asked);
  }

  /** {@code Epoll[fd=7, size=3]}, {@code Epoll[closed]}. */
  @Override
  public String toString() {
    return isOpen() ? "Epoll[fd=" + owned.number() + ", size=" + size() + "]" : "Epoll[closed]";
  }
}
