package org.llsocket.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.LeakCheck;
import org.llsocket.O;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.programs.ActivationProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** What a service manager passes, in processes that inherit it. */
@ExtendWith(LeakCheck.class)
class ActivationTest {
  private static final Capability SOCKET_ACTIVATE =
      Capability.named(
          "SYSTEMD_SOCKET_ACTIVATE",
          "there is no systemd-socket-activate",
          () -> Files.isExecutable(Path.of("/usr/bin/systemd-socket-activate")));

  @TempDir Path directory;

  private static Map<String, String> environment(
      @Nullable String pid, @Nullable String fds, @Nullable String names) {
    Map<String, String> environment = new HashMap<>();
    if (pid != null) {
      environment.put("LISTEN_PID", pid);
    }
    if (fds != null) {
      environment.put("LISTEN_FDS", fds);
    }
    if (names != null) {
      environment.put("LISTEN_FDNAMES", names);
    }
    return environment;
  }

  /** The lines that the program prints, started by a shell with these variables and descriptors. */
  private List<String> run(String variables, List<Descriptor> passed, String... arguments)
      throws IOException {
    Path out = directory.resolve("out");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", variables + " exec \"$@\"", "sh"));
    command.addAll(ChildJvm.of(ActivationProgram.class).arguments(arguments).command());
    int flags = O.WRONLY | O.CREAT | O.TRUNC;
    try (Descriptor output = Descriptor.openFile(out, flags, 0600)) {
      Map<Integer, Integer> fds = new HashMap<>(Map.of(1, output.fd(), 2, output.fd()));
      for (int i = 0; i < passed.size(); i++) {
        fds.put(3 + i, passed.get(i).fd());
      }
      int status = Libc.waitFor(Libc.spawn(command, fds));
      List<String> lines = Files.readAllLines(out);
      assertThat(status).as("status, and %s", lines).isZero();
      return lines;
    }
  }

  @Test
  void all_socketsAndAFile_areOfTheirKinds() throws Exception {
    try (Socket tcp = Loopback.listener(AF.INET);
        Socket udp = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket packets = Loopback.listener(SOCK.SEQPACKET, directory.resolve("packets"), 1);
        Descriptor file = Descriptor.openFile(directory.resolve("file"), O.RDWR | O.CREAT, 0600)) {
      assertThat(
              run(
                  "LISTEN_PID=$$ LISTEN_FDS=4 LISTEN_FDNAMES=web:dns:web:stored",
                  List.of(tcp, udp, packets, file)))
          .containsExactly(
              "web fd=3 cloexec=true AF_INET SOCK_STREAM listens=true",
              "dns fd=4 cloexec=true AF_INET SOCK_DGRAM listens=false",
              "web fd=5 cloexec=true AF_UNIX SOCK_SEQPACKET listens=true",
              "stored fd=6 cloexec=true no socket",
              "same again: true",
              "ENOTSOCK");
    }
  }

  @Test
  void socket_clientThatWaits_isServed() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      client.connect(listener.getsockname());
      assertThat(run("LISTEN_PID=$$ LISTEN_FDS=1", List.of(listener), "unknown")).hasSize(2);
      ByteBuffer answer = ByteBuffer.allocate(9);
      assertThat(client.recv(answer)).isEqualTo(1);
      assertThat(answer.get(0)).isEqualTo((byte) 42);
    }
  }

  @Test
  void all_pidOfAnotherProcess_isEmpty() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      assertThat(run("LISTEN_PID=1 LISTEN_FDS=1", List.of(listener)))
          .containsExactly("same again: true");
    }
  }

  @Test
  void all_fdThatIsNotOpen_throwsEbadf() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      assertThat(run("LISTEN_PID=$$ LISTEN_FDS=5000", List.of(listener)))
          .singleElement()
          .asString()
          .startsWith("ErrnoException: ")
          .contains("EBADF");
    }
  }

  @Test
  void all_systemdSocketActivate_passesItsListeners() throws Exception {
    SOCKET_ACTIVATE.require();
    Path path = directory.resolve("s");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/usr/bin/systemd-socket-activate", "--fdname=echo"));
    command.addAll(List.of("-l", path.toString()));
    command.addAll(ChildJvm.of(ActivationProgram.class).arguments("echo").command());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (Socket client = Socket.open(AF.UNIX, SOCK.STREAM)) {
      var lines = process.inputReader();
      String line = lines.readLine();
      while (line != null && !line.startsWith("Listening on")) {
        line = lines.readLine();
      }
      client.connect(SockAddr.unix(path));
      assertThat(client.recv(ByteBuffer.allocate(9))).isEqualTo(1);
      assertThat(lines.lines()).contains("echo fd=3 cloexec=true AF_UNIX SOCK_STREAM listens=true");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void names_variables_nameTheDescriptors() throws Exception {
    assertThat(Activation.names(Map.of(), 7)).isEmpty();
    assertThat(Activation.names(environment("7", null, null), 7)).isEmpty();
    assertThat(Activation.names(environment(null, "1", null), 7)).isEmpty();
    assertThat(Activation.names(environment("8", "1", "a"), 7)).isEmpty();
    assertThat(Activation.names(environment("7", "2", null), 7))
        .containsExactly("unknown", "unknown");
    assertThat(Activation.names(environment("7", "2", "a:b"), 7)).containsExactly("a", "b");
    assertThat(Activation.names(environment("7", "2", ":"), 7)).containsExactly("", "");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "x,  1,  -,    LISTEN_PID=\"x\" is not a number",
        "0,  1,  -,    LISTEN_PID=0 is not in 1–9223372036854775807",
        "7,  x,  -,    LISTEN_FDS=\"x\" is not a number",
        "7,  0,  -,    LISTEN_FDS=0 is not in 1–2147483644",
        "7, -1,  -,    LISTEN_FDS=-1 is not in 1–2147483644",
        "7,  2147483645, -, LISTEN_FDS=2147483645 is not in 1–2147483644",
        "7,  2,  a,    'LISTEN_FDNAMES has 1 names, LISTEN_FDS is 2: a'",
        "7,  1,  a:b,  'LISTEN_FDNAMES has 2 names, LISTEN_FDS is 1: a:b'",
      })
  void names_badVariable_isRefused(String pid, String fds, @Nullable String names, String message) {
    assertThatThrownBy(() -> Activation.names(environment(pid, fds, names), 7))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
