package org.llsocket.service;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.Rights;
import org.llsocket.programs.ServiceProgram;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Libc;

/** Reports to a service manager: a Unix datagram socket that receives them. */
@ExtendWith(LeakCheck.class)
class ServiceManagerTest {
  @TempDir Path directory;

  /** What was received: the text, and how many descriptors, which are closed. */
  private record Report(String text, int descriptors) {}

  private static Report receive(Socket manager) throws IOException {
    MemorySegment buffer = MemorySegment.ofArray(new byte[4096]);
    try (Message message = new Message()) {
      message.buffers(buffer).controlCapacity(Control.space(4 * Rights.MAX));
      int n = manager.recvmsg(message, 0, Blocked.DEADLINE);
      Rights rights = message.control().get(Rights.class);
      int descriptors = rights == null ? 0 : rights.descriptors().size();
      return new Report(new String(buffer.asSlice(0, n).toArray(JAVA_BYTE), UTF_8), descriptors);
    }
  }

  private static Socket bound(SockAddr address) throws IOException {
    Socket manager = Socket.open(AF.UNIX, SOCK.DGRAM);
    manager.bind(address);
    return manager;
  }

  private SockAddr path() {
    return SockAddr.unix(directory.resolve("notify"));
  }

  @Test
  void send_changes_areOneDatagram() throws Exception {
    try (Socket manager = bound(path())) {
      var reports = ServiceManager.at(path());
      assertThat(reports.isPresent()).isTrue();
      assertThat(reports.send(ServiceManager.READY, ServiceManager.status("ünder way"))).isTrue();
      assertThat(receive(manager)).isEqualTo(new Report("READY=1\nSTATUS=ünder way", 0));
      reports.send(ServiceManager.STOPPING, ServiceManager.mainPid(7), "X_LOCAL=a=b");
      assertThat(receive(manager).text()).isEqualTo("STOPPING=1\nMAINPID=7\nX_LOCAL=a=b");
      reports.send(ServiceManager.WATCHDOG);
      assertThat(receive(manager).text()).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void reloading_hasTheKernelsMonotonicClock() throws Exception {
    long before = Libc.monotonicMicros();
    String text = ServiceManager.reloading();
    long after = Libc.monotonicMicros();
    assertThat(text).startsWith("RELOADING=1\nMONOTONIC_USEC=");
    assertThat(Long.parseLong(text.substring(text.lastIndexOf('=') + 1))).isBetween(before, after);
    try (Socket manager = bound(path())) {
      ServiceManager.at(path()).send(text);
      assertThat(receive(manager).text()).isEqualTo(text);
    }
  }

  @Test
  void store_descriptors_arriveByTheirName() throws Exception {
    try (Socket manager = bound(path());
        Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var reports = ServiceManager.at(path());
      assertThat(reports.store("conn 1", pair.first(), pair.second())).isTrue();
      assertThat(receive(manager)).isEqualTo(new Report("FDSTORE=1\nFDNAME=conn 1", 2));
      assertThat(pair.first().isOpen()).isTrue();
      reports.send(ServiceManager.forget("conn 1"));
      assertThat(receive(manager).text()).isEqualTo("FDSTOREREMOVE=1\nFDNAME=conn 1");
    }
  }

  @Test
  void store_badNameOrNumber_isRefused() throws Exception {
    try (Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      var reports = ServiceManager.at(path());
      for (String bad : List.of("", "a:b", "a\nb", "ü", "x".repeat(256))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> reports.store(bad, socket))
            .withMessageContaining("is not 1 to 255 printable ASCII characters without a colon");
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceManager.forget(bad));
      }
      assertThatIllegalArgumentException().isThrownBy(() -> reports.store("none"));
      var many = new ArrayList<Descriptor>();
      for (int i = 0; i <= Rights.MAX; i++) {
        many.add(socket);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reports.store("many", many.toArray(Descriptor[]::new)));
    }
  }

  @Test
  void barrier_managerThatReads_endsIt() throws Exception {
    try (Socket manager = bound(path())) {
      var reports = ServiceManager.at(path());
      Blocked<Boolean> barrier = Blocked.start(() -> reports.barrier(Blocked.DEADLINE));
      assertThat(receive(manager)).isEqualTo(new Report("BARRIER=1", 1));
      assertThat(barrier.get()).isTrue();
    }
  }

  @Test
  void barrier_managerThatDoesNotRead_timesOut() throws Exception {
    try (Socket manager = bound(path())) {
      var reports = ServiceManager.at(path());
      assertThatThrownBy(() -> reports.barrier(Duration.ofMillis(30)))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(receive(manager).descriptors()).isEqualTo(1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceManager.at(path()).barrier(Duration.ofNanos(-1)))
        .withMessage("timeout PT-0.000000001S is negative");
  }

  @Test
  void send_managerThatIsGone_throws() throws Exception {
    var reports = ServiceManager.at(path());
    assertErrno(Errno.ENOENT, reports);
    bound(path()).close();
    assertErrno(Errno.ECONNREFUSED, reports);
  }

  private static void assertErrno(Errno errno, ServiceManager reports) {
    assertThatThrownBy(() -> reports.send(ServiceManager.READY))
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void send_badChange_isRefused() {
    var reports = ServiceManager.at(path());
    for (String bad : List.of("", "READY", "=1", "READY=1\n", "A=1\n\nB=1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reports.send(bad))
          .withMessageContaining("is not of the form NAME=VALUE");
    }
    assertThatIllegalArgumentException().isThrownBy(reports::send);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceManager.status("a\nREADY=1"))
        .withMessage("STATUS is more than one line: \"a\nREADY=1\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceManager.mainPid(0))
        .withMessage("process 0 is not positive");
  }

  @Test
  void of_environment_namesTheManager() throws Exception {
    ServiceManager none = ServiceManager.of(Map.of());
    assertThat(none.isPresent()).isFalse();
    assertThat(none.send(ServiceManager.READY)).isFalse();
    assertThat(none.barrier(Duration.ZERO)).isFalse();
    try (Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      assertThat(none.store("a", socket)).isFalse();
    }
    for (String bad : List.of("", "@", "notify", "vsock:2:1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ServiceManager.of(Map.of("NOTIFY_SOCKET", bad)))
          .withMessage("NOTIFY_SOCKET=\"" + bad + "\" is neither an absolute path nor @name");
    }
  }

  @Test
  void ofEnvironment_abstractSocket_receivesTheReportsOfAProgram() throws Exception {
    String name = "llsocket-test-" + System.nanoTime();
    try (Socket manager = bound(SockAddr.abstractName(name))) {
      ChildJvm program = ChildJvm.of(ServiceProgram.class);
      program.under(List.of("env", "NOTIFY_SOCKET=@" + name, "WATCHDOG_USEC=1500000"));
      Blocked<List<String>> lines = Blocked.start(program::lines);
      assertThat(receive(manager)).isEqualTo(new Report("READY=1\nSTATUS=ready", 0));
      assertThat(receive(manager)).isEqualTo(new Report("FDSTORE=1\nFDNAME=pair", 2));
      assertThat(receive(manager)).isEqualTo(new Report("WATCHDOG=1", 0));
      assertThat(receive(manager)).isEqualTo(new Report("BARRIER=1", 1));
      assertThat(lines.get()).containsExactly("true PT1.5S", "true");
    }
  }

  @Test
  void ofEnvironment_noManager_doesNothing() {
    ChildJvm program = ChildJvm.of(ServiceProgram.class);
    program.under(List.of("env", "-u", "NOTIFY_SOCKET", "WATCHDOG_USEC=5", "WATCHDOG_PID=1"));
    assertThat(program.lines()).containsExactly("false PT0S", "false");
  }

  @Test
  void watchdogInterval_variables_areChecked() {
    assertThat(ServiceManager.watchdogInterval(Map.of(), 7)).isEmpty();
    assertThat(ServiceManager.watchdogInterval(Map.of("WATCHDOG_PID", "7"), 7)).isEmpty();
    assertThat(watchdog("30000000", "7")).contains(Duration.ofSeconds(30));
    assertThat(watchdog("30000000", "8")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watchdog("x", "7"))
        .withMessage("WATCHDOG_USEC=\"x\" is not a number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watchdog("0", "7"))
        .withMessage("WATCHDOG_USEC=0 is not positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watchdog("1", "-7"))
        .withMessage("WATCHDOG_PID=-7 is not positive");
  }

  private static Optional<Duration> watchdog(String interval, String pid) {
    return ServiceManager.watchdogInterval(
        Map.of("WATCHDOG_USEC", interval, "WATCHDOG_PID", pid), 7);
  }
}
