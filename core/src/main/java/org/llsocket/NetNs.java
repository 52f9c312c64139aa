package org.llsocket;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.NamespaceCalls;

/**
 * {@code setns(2)}: a network namespace of Linux, in which sockets are opened. A socket stays in
 * the namespace that it was opened in, whichever thread uses it.
 *
 * {@snippet :
 * NetNs blue = NetNs.of(Path.of("/run/netns/blue")); // ip netns add blue
 * try (Socket listener = blue.open(AF.INET, SOCK.STREAM)) {
 *   listener.bind(SockAddr.inet("127.0.0.1", 80));
 * }
 * }
 *
 * <p>A namespace is that of one thread in the kernel, so a new platform thread enters it, opens the
 * socket and ends: the calling thread and all others stay where they are. Safe for use by multiple
 * threads; holds no descriptor.
 *
 * @param file a file that stands for the namespace: of {@code ip netns}, {@code /run/netns/NAME};
 *     of a process, {@code /proc/PID/ns/net}
 * @see <a href="https://man7.org/linux/man-pages/man7/network_namespaces.7.html">
 *     network_namespaces(7)</a>
 */
public record NetNs(Path file) {
  private static final int CLONE_NEWNET = Platform.number("CLONE_NEWNET");

  /** The namespace that a file stands for: {@code /run/netns/blue}. */
  public static NetNs of(Path file) {
    return new NetNs(file);
  }

  /**
   * The namespace of a process.
   *
   * @throws IllegalArgumentException if {@code pid} is not positive
   */
  public static NetNs of(long pid) {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid " + pid + " is not positive");
    }
    return new NetNs(Path.of("/proc", Long.toString(pid), "ns", "net"));
  }

  /** A new socket in the namespace, as {@link #open(AF, SOCK, IPPROTO)}. */
  public Socket open(AF family, SOCK type) throws IOException {
    return open(family, type, IPPROTO.IP);
  }

  /**
   * {@code open(2)}, {@code setns(2)} and {@code socket(2)}: a new socket in the namespace.
   *
   * @throws ErrnoException from {@code open}: ENOENT, EACCES; from {@code setns}: EPERM without
   *     CAP_SYS_ADMIN in this process's user namespace and in the one that owns the namespace;
   *     EINVAL if the file is not of a network namespace; or as {@link Socket#open(AF, SOCK,
   *     IPPROTO)}
   */
  public Socket open(AF family, SOCK type, IPPROTO protocol) throws IOException {
    try (Descriptor namespace = Descriptor.openFile(file, O.RDONLY, 0)) {
      var task =
          new FutureTask<>(() -> {
            enter(namespace.fd());
            return Socket.open(family, type, protocol);
          });
      Thread.ofPlatform().daemon().name("llsocket-netns").start(task);
      return result(task);
    }
  }

  /** Moves the calling thread, which does nothing else afterwards. */
  private void enter(int fd) throws IOException {
    CallFrame frame = CallFrame.current();
    try {
      int n = NamespaceCalls.setns(frame.errno, fd, CLONE_NEWNET);
      if (n < 0) {
        throw new ErrnoException(new Errno(-n), "setns", file + ", CLONE_NEWNET");
      }
    } finally {
      frame.done();
    }
  }

  /** Waits for the thread, which does not wait for anything, even if this one is interrupted. */
  private static Socket result(FutureTask<Socket> task) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case IOException cause -> throw cause;
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            case null, default -> throw new IOException(e);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
