package org.llsocket.poll;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * {@code epoll(7)}: reports which of many registered descriptors are ready. The cost of a wait
 * depends on how many are ready, not on how many are registered.
 *
 * <pre>{@code
 * try (Epoll<Client> epoll = Epoll.open()) {
 *   epoll.add(socket, Epoll.IN, client);
 *   while (true) {
 *     epoll.await((descriptor, events, attachment) -> attachment.handle(events));
 *   }
 * }
 * }</pre>
 *
 * <p>Any descriptor that the kernel can poll may be registered: sockets, pipes, eventfds, timerfds,
 * signalfds, another epoll's {@link #descriptor}. Closing or releasing a descriptor ends its
 * registration: none of its events is delivered afterwards, not even those already fetched from the
 * kernel. An epoll keeps the registered descriptors and their attachments from being collected.
 *
 * <p>All methods are safe for use by multiple threads. Several threads may wait at once; each event
 * is delivered to one of them. A wait ends
 *
 * <ul>
 *   <li>when there are events, its timeout has passed, or another thread calls {@link #wakeup};
 *   <li>by {@link #close}: {@link AsynchronousCloseException};
 *   <li>by {@link Thread#interrupt}: {@link InterruptedIOException}. The epoll stays open and no
 *       event is lost. The interrupt status stays set, so the next wait ends at once. With {@code
 *       descriptor().onInterrupt(OnInterrupt.CLOSE)} an interrupt closes the epoll.
 * </ul>
 *
 * <p>A virtual thread that waits parks. Waiting and delivering allocate nothing in the steady
 * state.
 *
 * <p>A level-triggered registration is reported on every wait while the condition holds; {@link
 * #ERR} and {@link #HUP} are always reported. If a handler neither reads the pending data nor
 * closes a hung-up descriptor, the next wait returns immediately and the loop spins. If you cannot
 * act yet ({@code accept} failed with EMFILE, say), call {@link #modify(Descriptor, int)
 * modify(descriptor, 0)} and re-enable it later.
 *
 * <p>The constants of this class are the flags of {@code epoll_event.events}, combined with {@code
 * |}; {@link #eventNames} returns their C names.
 *
 * @param <T> the type of the attachments, which identify a descriptor to the handler
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class Epoll<T extends @Nullable Object> implements Channel {
  /** {@code EPOLLIN}: there is data to read, a connection to accept, or the end of the stream. */
  public static final int IN = Platform.number("EPOLLIN");

  /** {@code EPOLLPRI}: there is an exceptional condition, such as TCP's urgent data. */
  public static final int PRI = Platform.number("EPOLLPRI");

  /** {@code EPOLLOUT}: a write would not block; a connect has succeeded or failed. */
  public static final int OUT = Platform.number("EPOLLOUT");

  /** {@code EPOLLERR}: an error, or the read end of a pipe is closed. Always reported. */
  public static final int ERR = Platform.number("EPOLLERR");

  /** {@code EPOLLHUP}: the peer has hung up; there may be data left to read. Always reported. */
  public static final int HUP = Platform.number("EPOLLHUP");

  /** {@code EPOLLRDNORM}: the same as {@link #IN}. */
  public static final int RDNORM = Platform.number("EPOLLRDNORM");

  /** {@code EPOLLRDBAND}: priority data can be read; not used on Linux. */
  public static final int RDBAND = Platform.number("EPOLLRDBAND");

  /** {@code EPOLLWRNORM}: the same as {@link #OUT}. */
  public static final int WRNORM = Platform.number("EPOLLWRNORM");

  /** {@code EPOLLWRBAND}: priority data can be written. */
  public static final int WRBAND = Platform.number("EPOLLWRBAND");

  /** {@code EPOLLMSG}: not used on Linux. */
  public static final int MSG = Platform.number("EPOLLMSG");

  /** {@code EPOLLRDHUP}: the peer has closed the connection, or shut down its writing half. */
  public static final int RDHUP = Platform.number("EPOLLRDHUP");

  /**
   * {@code EPOLLEXCLUSIVE}: if several epolls watch the same file, wakes one or a few of them
   * instead of all. Can be combined with {@link #IN}, {@link #OUT} and {@link #ET} only, and such a
   * registration cannot be modified.
   */
  public static final int EXCLUSIVE = Platform.number("EPOLLEXCLUSIVE");

  /**
   * {@code EPOLLWAKEUP}: the system does not suspend until the event has been handled. Ignored
   * without {@code CAP_BLOCK_SUSPEND}.
   */
  public static final int WAKEUP = Platform.number("EPOLLWAKEUP");

  /**
   * {@code EPOLLONESHOT}: one event is reported; then the registration is disabled until {@link
   * Epoll#modify(Descriptor, int)}.
   */
  public static final int ONESHOT = Platform.number("EPOLLONESHOT");

  /**
   * {@code EPOLLET}: edge-triggered. A change is reported once, not for as long as the condition
   * holds: read or write until {@code AGAIN}, or the rest waits for the next edge.
   */
  public static final int ET = Platform.number("EPOLLET");

  private final EventBuffer.Pool buffers = new EventBuffer.Pool();
  private final Wakeups wakeups = new Wakeups();
  private final EpollRegistry registry;
  private final Descriptor descriptor;
  private final OwnedFd owned;

  /** The registry opens the descriptor; nothing is allocated after that. */
  private Epoll(CallFrame frame) throws IOException {
    registry = new EpollRegistry(frame);
    descriptor = registry.descriptor;
    owned = DescriptorAccess.of(descriptor);
  }

  /**
   * Receives the events of a wait.
   *
   * @param <T> the type of the attachments
   */
  @FunctionalInterface
  public interface Handler<T extends @Nullable Object> {
    /**
     * A descriptor is ready. Changes to the epoll and its descriptors take effect at once: a
     * descriptor that this method closes or deletes gets none of the events still undelivered. The
     * handler may itself wait on the epoll: that wait delivers the undelivered events first.
     *
     * <p>An exception ends the wait. The event it was thrown for counts as delivered. Those still
     * undelivered go to another wait: to one in progress, or to the next.
     *
     * @param descriptor the descriptor that is ready
     * @param events {@code EPOLL*} flags
     * @param attachment the attachment of its registration
     */
    void handle(Descriptor descriptor, int events, T attachment) throws IOException;
  }

  /**
   * {@code epoll_create1(EPOLL_CLOEXEC)}: opens an epoll without registrations.
   *
   * <p><b>Not a single call</b>: the file that {@link #wakeup} needs is registered. It is shared by
   * all epolls of the process, so an epoll uses one descriptor.
   *
   * @throws ErrnoException EMFILE, ENFILE, ENOMEM
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_create1.2.html">epoll_create1(2)</a>
   */
  public static <T extends @Nullable Object> Epoll<T> open() throws IOException {
    EpollFactory.prepare();
    CallFrame frame = CallFrame.current();
    try {
      return new Epoll<>(frame);
    } finally {
      frame.done();
    }
  }

  /**
   * {@return the C names of {@code events}, joined with {@code |}; {@code 0} if there are none}
   *
   * @param events {@code EPOLL*} flags
   */
  public static String eventNames(int events) {
    return Platform.flagNames("EPOLL", events);
  }

  /** The epoll's own descriptor: for its flags, its fd, to be registered with another epoll. */
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public boolean isOpen() {
    return owned.isOpen();
  }

  /** {@code close(2)}, as {@link Descriptor#close}. The registered descriptors stay open. */
  @Override
  public void close() throws IOException {
    descriptor.close();
  }

  // ---- registrations

  /** The number of registered descriptors. */
  public int size() {
    return registry.size();
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_ADD)}: registers a descriptor. If it is ready already, that is
   * reported as an event.
   *
   * @param target any descriptor that the kernel can poll
   * @param events {@code EPOLL*} flags, at least one
   * @param attachment passed to the handler
   * @throws IllegalArgumentException if {@code events} is 0
   * @throws ErrnoException EEXIST if it is registered already; EPERM if it cannot be polled, as a
   *     regular file; EINVAL if it is this epoll's own, or if {@link #EXCLUSIVE} is combined with
   *     another flag than those it allows; ELOOP if epolls would watch each other or are nested too
   *     deeply; ENOSPC if the user's limit {@code fs.epoll.max_user_watches} is reached; ENOMEM
   * @throws ClosedChannelException if the epoll or the descriptor is closed
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
   */
  public void add(Descriptor target, int events, T attachment) throws IOException {
    registry.add(target, events, attachment);
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_MOD)}: replaces the events of a registration, and re-enables it
   * after {@link #ONESHOT}. The attachment stays.
   *
   * @param target a registered descriptor
   * @param events {@code EPOLL*} flags; 0 pauses the registration: a pending error or hang-up is
   *     reported at most once (implemented as {@code EPOLLET} with no events)
   * @throws ErrnoException ENOENT if it is not registered; EINVAL with {@link #EXCLUSIVE}
   * @throws ClosedChannelException if the epoll or the descriptor is closed
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
   */
  public void modify(Descriptor target, int events) throws IOException {
    registry.modify(target, events);
  }

  /** As {@link #modify(Descriptor, int)}; the attachment is replaced too. */
  public void modify(Descriptor target, int events, T attachment) throws IOException {
    registry.modify(target, events).attachment = attachment;
  }

  /**
   * {@code epoll_ctl(EPOLL_CTL_DEL)}: removes a registration. Its undelivered events are dropped.
   *
   * @throws ErrnoException ENOENT if the descriptor is not registered
   * @throws ClosedChannelException if the epoll or the descriptor is closed
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
   */
  public void delete(Descriptor target) throws IOException {
    registry.delete(target);
  }

  // ---- waiting

  /**
   * {@code epoll_wait(fd, events, maxevents, -1)}: as {@link #await(Handler, int, Duration)} with
   * at most 1024 events and no timeout.
   */
  public int await(Handler<? super T> handler) throws IOException {
    return await(handler, EventBuffer.CAPACITY, Deadline.NONE);
  }

  /**
   * {@code epoll_wait(fd, events, maxevents, timeout)}: as {@link #await(Handler, int, Duration)}
   * with at most 1024 events.
   */
  public int await(Handler<? super T> handler, Duration timeout) throws IOException {
    return await(handler, EventBuffer.CAPACITY, Deadline.in(timeout));
  }

  /**
   * {@code epoll_wait(fd, events, maxevents, timeout)}: waits for events and delivers them to the
   * handler, in the calling thread, before it returns.
   *
   * <p>It is not called {@code wait}, because it would overload {@link Object#wait(long)}: {@code
   * epoll.wait(1000)} compiles, and throws {@link IllegalMonitorStateException}.
   *
   * @param maxevents the maximum number of events, 1 to 1024; if threads share an epoll, a small
   *     value distributes the work
   * @param timeout the maximum time to wait, rounded up to milliseconds; zero polls and does not
   *     block
   * @return the number of delivered events; 0 if the timeout has passed, or after {@link #wakeup}
   * @throws IllegalArgumentException if {@code maxevents} is out of range or the timeout negative
   * @throws InterruptedIOException if the thread is interrupted before there is an event
   * @throws AsynchronousCloseException if the epoll is closed meanwhile
   * @throws ClosedChannelException if the epoll is closed
   * @throws IOException thrown by the handler
   * @see <a href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html">epoll_wait(2)</a>
   */
  public int await(Handler<? super T> handler, int maxevents, Duration timeout) throws IOException {
    if (maxevents < 1 || maxevents > EventBuffer.CAPACITY) {
      throw new IllegalArgumentException("maxevents " + maxevents + " is not 1 to 1024");
    }
    return await(handler, maxevents, Deadline.in(timeout));
  }

  /**
   * Ends one wait: one in progress, or else the next, which then returns at once. Several calls
   * before a wait has noticed them end one wait. If the handler of that wait throws, the wake-up
   * ends another wait. Does nothing if the epoll is closed.
   *
   * <p><b>Not a single call</b>: {@code epoll_ctl(EPOLL_CTL_MOD)} of a file that is always ready;
   * no call if a wake-up is pending.
   */
  public void wakeup() {
    wakeups.request(owned);
  }

  private int await(Handler<? super T> handler, int max, long deadline) throws IOException {
    StackHeadroom.require(); // for the cleanup below, whatever the handler does
    wakeups.armIfOwed(owned);
    EventBuffer outer = buffers.of(Thread.currentThread());
    EventBuffer buffer = outer == null ? buffers.take(Thread.currentThread()) : outer;
    boolean woken = false;
    boolean ended = false;
    try {
      int delivered = 0;
      boolean more = true;
      while (delivered == 0 && more) {
        buffers.moveLeft(buffer);
        if (buffer.isEmpty() && !woken) {
          woken = fetch(buffer, max, deadline);
        }
        more = !buffer.isEmpty();
        delivered = deliver(buffer, handler, max);
      }
      ended = true;
      return delivered;
    } finally {
      if (outer == null) {
        buffers.give(buffer);
      }
      passOn(woken && !ended);
      Reference.reachabilityFence(this); // it owns the descriptor
    }
  }

  /** Waits for events; returns whether a wake-up is among them. */
  private boolean fetch(EventBuffer buffer, int max, long deadline) throws IOException {
    boolean fetched = false;
    try {
      buffer.fill(owned, max, deadline);
      boolean woken =
          wakeups.isRequested() && buffer.contains(RegistrationTable.WAKEUP) && wakeups.consume();
      fetched = true;
      return woken;
    } finally {
      if (!fetched) {
        wakeups.owe();
      }
    }
  }

  /** Passes undelivered events, and a wake-up that has not ended this wait, to another wait. */
  private void passOn(boolean wakeup) {
    if (wakeup) {
      wakeups.requestAgain(owned);
    } else if (buffers.hasLeft()) {
      wakeups.nudge(owned);
    }
  }

  /** Returns the number of delivered events; those of ended registrations are dropped. */
  private int deliver(EventBuffer buffer, Handler<? super T> handler, int max) throws IOException {
    int delivered = 0;
    while (!buffer.isEmpty() && delivered < max) {
      Registration registration = registry.registrationOf(buffer.token());
      int events = buffer.events();
      buffer.advance();
      if (registration != null) {
        delivered++;
        handler.handle(registration.descriptor, events, attachment(registration));
      }
    }
    return delivered;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only add and modify attach, and only T
  private T attachment(Registration registration) {
    return (T) registration.attachment;
  }

  /** {@code Epoll[fd=7, size=3]}, {@code Epoll[closed]}. */
  @Override
  public String toString() {
    return isOpen() ? "Epoll[fd=" + owned.number() + ", size=" + size() + "]" : "Epoll[closed]";
  }
}
