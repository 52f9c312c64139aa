package org.llsocket.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.Rights;

/**
 * {@code sd_notify(3)}: what a program reports to the service manager that started it, such as
 * systemd with {@code Type=notify}.
 *
 * <pre>{@code
 * ServiceManager manager = ServiceManager.ofEnvironment();
 * manager.send(ServiceManager.READY, ServiceManager.status("listening on " + address));
 * }</pre>
 *
 * <p>Without a service manager every method returns false and does nothing, so a program need not
 * distinguish. {@link Activation} has the descriptors that the manager passes.
 *
 * <p>A report is one datagram. If the manager's queue is full, the call waits; a virtual thread
 * parks or releases its carrier.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sd_notify.3.html">sd_notify(3)</a>
 */
public final class ServiceManager {
  /** {@code READY=1}: the program has started, or has reloaded its configuration. */
  public static final String READY = "READY=1";

  /** {@code STOPPING=1}: the program has begun to stop. */
  public static final String STOPPING = "STOPPING=1";

  /** {@code WATCHDOG=1}: the program is alive; due within each {@link #watchdogInterval}. */
  public static final String WATCHDOG = "WATCHDOG=1";

  private static final ServiceManager NONE = new ServiceManager(null);

  private final @Nullable SockAddr address;

  private ServiceManager(@Nullable SockAddr address) {
    this.address = address;
  }

  // ---- which manager

  /**
   * The service manager of this process: {@code NOTIFY_SOCKET}. The variable stays in the
   * environment, so programs that this one starts may report as well, if the manager accepts it
   * ({@code NotifyAccess=}).
   *
   * @throws IllegalArgumentException if the variable is neither the absolute path of a Unix socket,
   *     {@code /run/systemd/notify}, nor an abstract name, {@code @name}
   */
  public static ServiceManager ofEnvironment() {
    return of(System.getenv());
  }

  static ServiceManager of(Map<String, String> environment) {
    String socket = environment.get("NOTIFY_SOCKET");
    if (socket == null) {
      return NONE;
    }
    if (socket.startsWith("@") && socket.length() > 1) {
      return at(SockAddr.abstractName(socket.substring(1)));
    }
    if (!socket.startsWith("/")) {
      throw new IllegalArgumentException(
          "NOTIFY_SOCKET=\"" + socket + "\" is neither an absolute path nor @name");
    }
    return at(SockAddr.unix(socket));
  }

  /** The service manager that receives reports at an address: a Unix datagram socket. */
  public static ServiceManager at(SockAddr address) {
    return new ServiceManager(Objects.requireNonNull(address));
  }

  /** Whether there is a service manager. */
  public boolean isPresent() {
    return address != null;
  }

  /**
   * {@code sd_watchdog_enabled(3)}: within which time the manager expects {@link #WATCHDOG} again
   * and again; half of it is a good interval. Empty if it does not watch this process: {@code
   * WATCHDOG_USEC} is not set, or {@code WATCHDOG_PID} is another process.
   *
   * @throws IllegalArgumentException if a variable is not a positive number
   */
  public static Optional<Duration> watchdogInterval() {
    return watchdogInterval(System.getenv(), ProcessHandle.current().pid());
  }

  static Optional<Duration> watchdogInterval(Map<String, String> environment, long pid) {
    String interval = environment.get("WATCHDOG_USEC");
    String watched = environment.get("WATCHDOG_PID");
    if (interval == null || (watched != null && number("WATCHDOG_PID", watched) != pid)) {
      return Optional.empty();
    }
    return Optional.of(Duration.of(number("WATCHDOG_USEC", interval), ChronoUnit.MICROS));
  }

  private static long number(String variable, String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(variable + "=\"" + text + "\" is not a number", e);
    }
    throw new IllegalArgumentException(variable + "=" + text + " is not positive");
  }

  // ---- reports

  /**
   * {@code RELOADING=1} with {@code MONOTONIC_USEC}: the program has begun to reload its
   * configuration, now; {@link #READY} ends it. For {@code Type=notify-reload}.
   */
  public static String reloading() {
    return "RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000; // CLOCK_MONOTONIC on Linux
  }

  /**
   * {@code STATUS=text}: a line about the state of the program, which {@code systemctl status}
   * shows.
   *
   * @throws IllegalArgumentException if it is more than one line
   */
  public static String status(String text) {
    return variable("STATUS", text);
  }

  /**
   * {@code MAINPID=pid}: the main process of the service, if it is not the one that the manager
   * started.
   *
   * @throws IllegalArgumentException if {@code pid} is not positive
   */
  public static String mainPid(long pid) {
    if (pid <= 0) {
      throw new IllegalArgumentException("process " + pid + " is not positive");
    }
    return "MAINPID=" + pid;
  }

  private static String variable(String name, String value) {
    if (value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(name + " is more than one line: \"" + value + "\"");
    }
    return name + "=" + value;
  }

  /**
   * {@code sd_notify(3)}: sends what has changed, as one datagram: {@link #READY}, {@link #status},
   * or any other {@code NAME=VALUE} of the manual page.
   *
   * @return false if there is no service manager
   * @throws IllegalArgumentException if there is none, or one is not of the form NAME=VALUE
   * @throws org.llsocket.ErrnoException ENOENT or ECONNREFUSED if the manager does not listen,
   *     EMSGSIZE
   */
  public boolean send(String... changes) throws IOException {
    return report(lines(changes), null);
  }

  private static String lines(String... changes) {
    String text = String.join("\n", changes);
    for (String line : text.split("\n", -1)) {
      if (line.indexOf('=') <= 0) {
        throw new IllegalArgumentException("\"" + line + "\" is not of the form NAME=VALUE");
      }
    }
    return text;
  }

  /**
   * {@code FDSTORE=1} with {@code FDNAME}: has the manager keep duplicates of descriptors, which it
   * passes to the next process of this service: {@link Activation}. It takes {@code
   * FileDescriptorStoreMax=} of them.
   *
   * @param name at most 255 printable ASCII characters without a colon
   * @param descriptors 1–253 of them; this process still owns them
   * @return false if there is no service manager
   * @throws IllegalArgumentException if the name or the number of descriptors is not as above
   */
  public boolean store(String name, Descriptor... descriptors) throws IOException {
    return report("FDSTORE=1\n" + fdName(name), Rights.of(descriptors));
  }

  /**
   * {@code FDSTOREREMOVE=1} with {@code FDNAME}: has the manager close the descriptors that it
   * keeps by this name; an argument of {@link #send}.
   *
   * @throws IllegalArgumentException as {@link #store}
   */
  public static String forget(String name) {
    return "FDSTOREREMOVE=1\n" + fdName(name);
  }

  private static String fdName(String name) {
    if (!name.matches("[ -9;-~]{1,255}")) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not 1 to 255 printable ASCII characters without a colon");
    }
    return "FDNAME=" + name;
  }

  /**
   * {@code sd_notify_barrier(3)}: waits until the manager has processed all reports so far. Before
   * a program ends, or the sender of a report does, this keeps the manager from receiving a report
   * of a process that it cannot find any more.
   *
   * @return false if there is no service manager
   * @throws java.net.SocketTimeoutException if the timeout passes first
   * @throws IllegalArgumentException if the timeout is negative
   */
  public boolean barrier(Duration timeout) throws IOException {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout " + timeout + " is negative");
    }
    try (Pipe pipe = Pipe.open()) {
      boolean sent = report("BARRIER=1", Rights.of(pipe.writer()));
      pipe.writer().close();
      if (sent) { // ends when the manager closes its duplicate of the writing end
        MemorySegment[] nothing = {MemorySegment.ofArray(new byte[1])};
        long _ = pipe.reader().read(nothing, timeout);
      }
      return sent;
    }
  }

  private boolean report(String text, @Nullable Rights descriptors) throws IOException {
    SockAddr to = address;
    if (to == null) {
      return false;
    }
    try (Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM);
        Message message = new Message()) {
      message.name(to).buffers(MemorySegment.ofArray(text.getBytes(UTF_8)));
      if (descriptors != null) {
        message.controlCapacity(Control.space(descriptors.descriptors().size() * Integer.BYTES));
        message.control().add(descriptors);
      }
      socket.sendmsg(message, 0);
    }
    return true;
  }
}
