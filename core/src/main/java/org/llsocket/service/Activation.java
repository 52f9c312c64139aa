package org.llsocket.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;

/**
 * {@code sd_listen_fds_with_names(3)}: the descriptors that the service manager has passed to this
 * process: listening sockets that it opened (socket activation), and descriptors that the previous
 * process has {@linkplain ServiceManager#store stored}.
 *
 * <pre>{@code
 * for (Activation passed : Activation.all()) {
 *   if (passed.name().equals("http")) { // FileDescriptorName=http of the .socket unit
 *     serve(passed.socket());
 *   }
 * }
 * }</pre>
 *
 * <p>The variables {@code LISTEN_FDS}, {@code LISTEN_PID} and {@code LISTEN_FDNAMES} say what was
 * passed. They stay in the environment, because the JDK's copy of it cannot be changed. Programs
 * that this one starts ignore them: {@code LISTEN_PID} is not their process. For the same reason a
 * start script has to {@code exec} the JVM.
 *
 * @param name {@code FileDescriptorName=} of the unit, or the name that it was stored by; {@code
 *     unknown} if the manager passed no names
 * @param descriptor a {@link Socket} if it is a socket of any kind, else the file, FIFO or queue;
 *     close-on-exec
 * @see <a href="https://man7.org/linux/man-pages/man3/sd_listen_fds.3.html">sd_listen_fds(3)</a>
 */
public record Activation(String name, Descriptor descriptor) {
  /** {@code SD_LISTEN_FDS_START}: the first of the descriptors. */
  private static final int FIRST = 3;

  private static final String UNKNOWN = "unknown";

  /** Set by the copy of the library that owns the descriptors: two would close each twice. */
  private static final String TAKEN = "org.llsocket.activation";

  private static @Nullable List<Activation> passed;

  /**
   * All descriptors that were passed, in the order of their fds; empty if none were, or if {@code
   * LISTEN_PID} names another process. The first call takes ownership and sets close-on-exec; later
   * calls return the same objects, open or closed. Three to ten system calls for each.
   *
   * @throws IOException if a variable does not have the form of sd_listen_fds(3); nothing is taken
   *     then
   * @throws ErrnoException EBADF if one of the descriptors is not open; nothing is taken then
   * @throws IllegalStateException if another copy of this library, of another class loader, has
   *     taken them
   */
  public static synchronized List<Activation> all() throws IOException {
    List<Activation> known = passed;
    if (known == null) {
      known = take(names(System.getenv(), ProcessHandle.current().pid()));
      passed = known;
    }
    return known;
  }

  /**
   * The socket.
   *
   * @throws ErrnoException ENOTSOCK if the descriptor is not a socket
   */
  public Socket socket() throws IOException {
    if (descriptor instanceof Socket socket) {
      return socket;
    }
    throw new ErrnoException(Errno.ENOTSOCK, "sd_is_socket", name + ", " + descriptor);
  }

  /** The names of the descriptors from {@link #FIRST} on, according to an environment. */
  static List<String> names(Map<String, String> environment, long pid) throws IOException {
    String forPid = environment.get("LISTEN_PID");
    String count = environment.get("LISTEN_FDS");
    if (forPid == null || count == null || number("LISTEN_PID", forPid, Long.MAX_VALUE) != pid) {
      return List.of();
    }
    int fds = (int) number("LISTEN_FDS", count, Integer.MAX_VALUE - FIRST);
    String listed = environment.get("LISTEN_FDNAMES");
    if (listed == null) {
      return Collections.nCopies(fds, UNKNOWN);
    }
    List<String> names = Arrays.asList(listed.split(":", -1));
    if (names.size() != fds) {
      throw new IOException(
          "LISTEN_FDNAMES has " + names.size() + " names, LISTEN_FDS is " + fds + ": " + listed);
    }
    return names;
  }

  private static long number(String variable, String text, long most) throws IOException {
    try {
      long value = Long.parseLong(text);
      if (value > 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IOException(variable + "=\"" + text + "\" is not a number", e);
    }
    throw new IOException(variable + "=" + text + " is not in 1–" + most);
  }

  private static List<Activation> take(List<String> names) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      Descriptor.borrow(FIRST + i).close(); // EBADF before any is taken
    }
    if (!names.isEmpty() && System.getProperties().putIfAbsent(TAKEN, "") != null) {
      throw new IllegalStateException("another copy of the library has taken the descriptors");
    }
    List<Activation> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Descriptor descriptor = adopt(FIRST + i);
      descriptor.cloexec(true);
      all.add(new Activation(names.get(i), descriptor));
    }
    return List.copyOf(all);
  }

  private static Descriptor adopt(int fd) throws IOException {
    try {
      return Socket.adopt(fd);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.ENOTSOCK)) {
        return Descriptor.adopt(fd);
      }
      throw e;
    }
  }
}
