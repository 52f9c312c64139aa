package org.llsocket.programs;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.poll.Epoll;
import org.llsocket.testing.Blocked;

/**
 * An application that is loaded again and again, each time by a class loader of its own with the
 * whole library: prints what is left when all are gone.
 */
public final class LoadersProgram {
  private LoadersProgram() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    awaitGone(List.of(load()));
    String signals = signals();
    int open = open();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      loaders.add(load());
    }
    awaitGone(loaders);
    System.out.println(
        rounds
            + " loaders gone, descriptors "
            + (open() - open)
            + " more, signals "
            + (signals.equals(signals()) ? "the same" : signals + " and " + signals()));
  }

  /** A loader is collected after its virtual threads, which no list of threads has. */
  private static void awaitGone(List<WeakReference<ClassLoader>> loaders) {
    Blocked.until(
        "the threads of the loaders end, and the loaders are collected",
        () -> {
          System.gc();
          return threads().isEmpty() && loaders.stream().allMatch(each -> each.refersTo(null));
        });
  }

  private static WeakReference<ClassLoader> load() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    ClassLoader platform = Objects.requireNonNull(ClassLoader.getPlatformClassLoader());
    var loader = new URLClassLoader(urls.toArray(URL[]::new), platform);
    try (loader) {
      Class<?> application = loader.loadClass(Application.class.getName());
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
    }
    return new WeakReference<>(loader);
  }

  private static int open() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return (int) all.count();
    }
  }

  private static String signals() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("SigCgt")).findFirst().orElseThrow();
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("llsocket"))
        .toList();
  }

  /** Waits in every way, so that all that the library ever starts is started. */
  public static final class Application implements Runnable {
    /** Loaded by its own loader. */
    public Application() {}

    @Override
    public void run() {
      try {
        recv(Thread.ofPlatform());
        recv(Thread.ofVirtual());
        accept();
        epoll();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void recv(Thread.Builder builder) throws IOException, InterruptedException {
      try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
        var begun = new CountDownLatch(1);
        Thread reader =
            builder.start(() -> {
              try {
                begun.countDown();
                pair.first().recv(ByteBuffer.allocate(1));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
        begun.await();
        pair.second().send(ByteBuffer.allocate(1));
        reader.join();
      }
    }

    private static void accept() throws IOException, InterruptedException {
      Socket listener = Socket.open(AF.UNIX, SOCK.STREAM);
      try {
        listener.bind(SockAddr.unnamed());
        listener.listen();
        Thread accepting =
            Thread.startVirtualThread(() -> {
              try {
                listener.accept(Duration.ofMillis(1));
              } catch (IOException timeout) {
                // as it is to be
              }
            });
        accepting.join();
        Thread closed = Thread.ofPlatform().start(() -> acceptUntilClosed(listener));
        Blocked.until("the accept", () -> Blocked.isInKernel(listener.fd()));
        listener.close();
        closed.join();
      } finally {
        listener.close();
      }
    }

    private static void acceptUntilClosed(Socket listener) {
      try {
        listener.accept();
      } catch (IOException closed) {
        // as it is to be
      }
    }

    private static void epoll() throws IOException {
      try (Epoll<String> epoll = Epoll.open();
          Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
        epoll.add(pair.first(), Epoll.OUT, "first");
        epoll.await((descriptor, events, name) -> {}, Duration.ofSeconds(5));
      }
    }
  }
}
