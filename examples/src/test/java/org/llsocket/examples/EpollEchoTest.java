package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** The server is a separate process, with its own descriptor limit. */
@Timeout(120)
class EpollEchoTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir static Path jars;
  private static String modules = "";

  /** Classes are loaded from a jar: loading from a directory needs a descriptor per class. */
  @BeforeAll
  static void pack() {
    var packed = new StringJoiner(File.pathSeparator);
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    for (String each : System.getProperty("jdk.module.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(each))) {
        String file = jars.resolve(packed.length() + ".jar").toString();
        assertThat(jar.run(System.out, System.err, "-c", "-f", file, "-C", each, ".")).isZero();
        packed.add(file);
      } else {
        packed.add(each);
      }
    }
    modules = packed.toString();
  }

  /** Starts a server with a descriptor limit; 0 for the limit of this process. */
  private static final class Server implements AutoCloseable {
    final Process process;
    final SockAddr address;

    Server(int descriptors) throws IOException {
      this(EpollEcho.class, descriptors);
    }

    Server(Class<?> program, int descriptors) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String limit = descriptors == 0 ? "" : "ulimit -n " + descriptors + "; ";
      process =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  limit + "exec \"$@\"",
                  "sh",
                  java,
                  "-XX:-MaxFDLimit",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=org.llsocket",
                  "-p",
                  modules,
                  "-m",
                  "org.llsocket.examples/" + program.getName(),
                  "0")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = process.inputReader(US_ASCII);
      String line = out.readLine();
      assertThat(line).startsWith("listening on [::]:");
      int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      address = SockAddr.inet6("::1", port);
    }

    Socket connect() throws IOException {
      Socket socket = Socket.open(AF.INET6, SOCK.STREAM);
      socket.connect(address);
      return socket;
    }

    /** User and system time so far, in ticks of 10 ms. */
    long ticks() throws IOException {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      try {
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private static int limit() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split(" +", -1)[3])
        .mapToInt(word -> word.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(word))
        .findFirst()
        .orElseThrow();
  }

  /** The same server on a ring, or on an epoll. */
  @Test
  void loopEcho_aThousandConnections_eachGetsItsBytesBack() throws IOException {
    List<Socket> clients = new ArrayList<>();
    try (Server server = new Server(LoopEcho.class, 0)) {
      for (int i = 0; i < 1000; i++) {
        clients.add(server.connect());
        send(clients.get(i), i);
      }
      for (int i = 0; i < clients.size(); i++) {
        assertThat(receive(clients.get(i))).isEqualTo(i);
      }
    } finally {
      closeAll(clients);
    }
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket each : sockets) {
      each.close();
    }
  }

  private static void send(Socket socket, int number) throws IOException {
    socket.send(ByteBuffer.allocate(4).putInt(number).flip());
  }

  private static int receive(Socket socket) throws IOException {
    assertThat(socket.awaitReadable(DEADLINE)).isTrue();
    ByteBuffer answer = ByteBuffer.allocate(4);
    assertThat(socket.recv(answer)).isEqualTo(4);
    return answer.flip().getInt();
  }

  @Test
  void tenThousandConnections_eachGetsItsBytesBack() throws IOException {
    int connections = 10_000;
    int limit = limit();
    Assumptions.assumeTrue(limit >= connections + 500, "the descriptor limit is " + limit);
    List<Socket> clients = new ArrayList<>();
    try (Server server = new Server(0)) {
      for (int i = 0; i < connections; i++) {
        clients.add(server.connect());
      }
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < connections; i++) {
          send(clients.get(i), i + round);
        }
        for (int i = 0; i < connections; i++) {
          assertThat(receive(clients.get(i))).isEqualTo(i + round);
        }
      }
    } finally {
      closeAll(clients);
    }
  }

  /** The peer sends more than it receives: the server keeps the rest and continues. */
  @Test
  void slowPeer_getsItAllAndDelaysNoOther() throws IOException {
    try (Server server = new Server(0);
        Socket slow = server.connect();
        Socket other = server.connect()) {
      slow.nonblock(true);
      ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 16);
      long sent = 0;
      while (slow.awaitWritable(Duration.ofMillis(200))) {
        int n = slow.send(chunk.clear());
        sent += Math.max(n, 0);
      }
      assertThat(sent).isGreaterThan(1 << 16);
      send(other, 7);
      assertThat(receive(other)).isEqualTo(7);
      slow.nonblock(false);
      slow.shutdown(SHUT.WR);
      long received = 0;
      for (int n = 0; n != Socket.EOF; n = slow.recv(chunk.clear())) {
        received += n;
      }
      assertThat(received).isEqualTo(sent);
    }
  }

  @Test
  void outOfDescriptors_restsAndGoesOn() throws IOException {
    List<Socket> clients = new ArrayList<>();
    try (Server server = new Server(80)) {
      for (int i = 0; i < 150; i++) {
        clients.add(server.connect());
        send(clients.get(i), i);
      }
      assertThat(receive(clients.getFirst())).isZero();
      long before = server.ticks();
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      assertThat(server.ticks() - before).as("10 ms of CPU").isLessThan(15);
      assertThat(clients.getLast().awaitReadable(Duration.ZERO)).isFalse();
      clients.getFirst().close();
      for (int i = 1; i < clients.size(); i++) {
        assertThat(receive(clients.get(i))).isEqualTo(i);
        clients.get(i).close();
      }
    } finally {
      closeAll(clients);
    }
  }
}
