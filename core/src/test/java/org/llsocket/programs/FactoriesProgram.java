package org.llsocket.programs;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.poll.Epoll;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Waiter;

/**
 * Makes descriptors in every way, for strace to make system calls fail: nothing may be left open,
 * and what is open must be close-on-exec.
 */
public final class FactoriesProgram {
  /** The dead file, the ready one, and the poller's two epolls. */
  private static final int KEPT = 4;

  private static int rounds;
  private static int failures;
  private static final Set<String> INHERITED = new TreeSet<>();

  private FactoriesProgram() {}

  private interface Factory {
    void run(List<AutoCloseable> made) throws IOException;
  }

  /** The argument is how often. */
  public static void main(String[] args) throws Exception {
    Set<String> before = open();
    for (int round = 0; round < Integer.parseInt(args[0]); round++) {
      for (Factory each : FACTORIES) {
        run(each);
      }
    }
    Set<String> left = left(before);
    long end = System.nanoTime() + 10_000_000_000L;
    while (left.size() > KEPT && System.nanoTime() < end) {
      left = left(before); // the waker may be reading a thread's status
    }
    System.out.println(
        (left.size() <= KEPT ? "nothing" : left.toString())
            + " left, inherited "
            + INHERITED
            + (failures > 0 ? ", with failures" : ", without failures, rounds " + rounds));
  }

  private static Set<String> left(Set<String> before) throws IOException {
    Set<String> left = open();
    left.removeAll(before);
    return left;
  }

  private static void run(Factory factory) throws Exception {
    List<AutoCloseable> made = new ArrayList<>();
    try {
      factory.run(made);
      for (String fd : open()) {
        noteIfInherited(fd);
      }
    } catch (SocketTimeoutException itShould) {
      rounds++;
    } catch (IOException injected) {
      failures++;
    } finally {
      for (AutoCloseable each : made) {
        each.close();
      }
    }
  }

  private static <T extends AutoCloseable> T add(List<AutoCloseable> made, T one) {
    made.add(one);
    return one;
  }

  private static final List<Factory> FACTORIES =
      List.of(
          made -> add(made, Socket.open(AF.INET, SOCK.STREAM)),
          made -> add(made, Socket.pair(SOCK.STREAM)),
          made -> add(made, Descriptor.openFile(Path.of("/dev/null"))),
          made -> add(made, add(made, Socket.open(AF.UNIX, SOCK.DGRAM)).dup()),
          made -> {
            Socket socket = add(made, Socket.open(AF.INET, SOCK.DGRAM));
            int number = socket.detach();
            try {
              add(made, Socket.adopt(number));
            } catch (IOException e) {
              Libc.call("close", number); // it is not owned
              throw e;
            }
          },
          FactoriesProgram::accepts,
          made -> {
            Socket.Pair pair = add(made, Socket.pair(SOCK.DGRAM));
            Waiter waiter =
                Waiter.start(
                    true, () -> pair.first().recv(ByteBuffer.allocate(1), 0, Duration.ofMillis(1)));
            if (waiter.end().thrown() instanceof IOException e) {
              throw e;
            }
          },
          made -> {
            Socket.Pair pair = add(made, Socket.pair(SOCK.DGRAM));
            Epoll<String> epoll = add(made, Epoll.open());
            epoll.add(pair.first(), 1, "");
          });

  private static void accepts(List<AutoCloseable> made) throws IOException {
    Socket listener = add(made, Socket.open(AF.INET, SOCK.STREAM));
    listener.bind(SockAddr.inet("127.0.0.1", 0));
    listener.listen();
    SockAddr address = listener.getsockname();
    for (boolean virtual : new boolean[] {false, true}) {
      Socket client = add(made, Socket.open(AF.INET, SOCK.STREAM));
      client.connect(address);
      Waiter.End end = Waiter.start(virtual, () -> listener.accept(Duration.ofSeconds(1))).end();
      if (end.thrown() instanceof IOException e) {
        throw e;
      }
      add(made, (Socket) end.returned());
    }
  }

  private static void noteIfInherited(String fd) {
    if (fd.contains("socket:") || fd.contains("anon_inode:") || fd.endsWith(" /")) {
      for (String line : info(fd.substring(0, fd.indexOf(' ')))) {
        if (line.startsWith("flags:")
            && (Long.parseLong(line.substring(6).strip(), 8) & 02000000) == 0) {
          INHERITED.add(fd);
        }
      }
    }
  }

  /** Empty for one that was closed meanwhile, as those of a poller that ends. */
  private static List<String> info(String number) {
    try {
      return Files.readAllLines(Path.of("/proc/self/fdinfo/" + number));
    } catch (IOException closed) { // before the open or before the read
      return List.of();
    }
  }

  /** The open fds and their targets; strace may make this fail too. */
  private static Set<String> open() throws IOException {
    for (int i = 0; i < 9; i++) {
      try {
        return list();
      } catch (FileSystemException injected) {
        Thread.onSpinWait();
      }
    }
    return list();
  }

  private static Set<String> list() throws IOException {
    Set<String> all = new TreeSet<>();
    try (DirectoryStream<Path> numbers = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : numbers) {
        String target = target(each);
        if (!target.endsWith("/fd") && !target.contains(".jar") && !target.isEmpty()) {
          all.add(each.getFileName() + " " + target);
        }
      }
    }
    return all;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return ""; // the directory's own
    }
  }
}
