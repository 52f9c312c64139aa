package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.netlink.Rtnetlink;
import org.llsocket.option.NETLINK;
import org.llsocket.option.SO;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Namespace;

/** Sockets in another network namespace, whose thread does not stay there. */
@ExtendWith(LeakCheck.class)
class NetNsTest {
  private static final Path OWN = Path.of("/proc/self/ns/net");

  private static long cookie(Socket socket) throws IOException {
    return socket.get(SO.NETNS_COOKIE);
  }

  private static long ownCookie() throws IOException {
    try (Socket own = Socket.open(AF.INET, SOCK.DGRAM)) {
      return cookie(own);
    }
  }

  @Test
  void open_namespaceOfAProcess_isThereAndThisThreadIsNot() throws Exception {
    long own = ownCookie();
    try (Namespace namespace = Namespace.create();
        Socket listener = NetNs.of(namespace.pid()).open(AF.INET, SOCK.STREAM);
        Socket client =
            NetNs.of(Path.of("/proc/" + namespace.pid() + "/ns/net"))
                .open(AF.INET, SOCK.STREAM, IPPROTO.TCP);
        Socket outside = Socket.open(AF.INET, SOCK.STREAM)) {
      assertThat(cookie(listener)).isNotEqualTo(own).isEqualTo(cookie(client));
      assertThat(ownCookie()).isEqualTo(own);
      listener.bind(Loopback.any(AF.INET));
      listener.listen();
      client.connect(listener.getsockname());
      Loopback.accept(listener).close();
      assertThat(cookie(outside)).isEqualTo(own);
    }
  }

  @Test
  void open_netlinkInANamespace_listsItsInterfaces() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink =
            NetlinkSocket.of(
                NetNs.of(namespace.pid()).open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE)),
                NETLINK.ROUTE)) {
      assertThat(Rtnetlink.links(netlink)).extracting(Rtnetlink.Link::name).contains("lo");
      assertThat(Rtnetlink.addresses(netlink))
          .extracting(Rtnetlink.Address::address)
          .contains(InetAddress.ofLiteral("127.0.0.1"));
    }
  }

  @Test
  void open_interruptedThread_opensAndStaysInterrupted() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      Thread.currentThread().interrupt();
      try (Socket socket = NetNs.of(namespace.pid()).open(AF.INET, SOCK.DGRAM)) {
        assertThat(socket.isOpen()).isTrue();
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void open_noSuchNamespace_namesTheFile() {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> NetNs.of(Path.of("/run/netns/none-such")).open(AF.INET, SOCK.DGRAM))
        .withMessageContaining("open(")
        .withMessageContaining("/run/netns/none-such")
        .matches(e -> e.errno().equals(Errno.ENOENT));
  }

  @Test
  void open_fileThatIsNotANamespace_isRefusedBySetns() {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> NetNs.of(Path.of("/proc/self/status")).open(AF.INET, SOCK.DGRAM))
        .withMessage("setns(/proc/self/status, CLONE_NEWNET): EINVAL (Invalid argument)");
  }

  @Test
  void open_withoutPrivilege_namesTheNamespace() throws Exception {
    Capability.ROOT.require();
    var task =
        new FutureTask<>(() -> {
          Libc.becomeNobody();
          try (Socket opened = NetNs.of(OWN).open(AF.INET, SOCK.DGRAM)) {
            return "opened " + opened;
          } catch (ErrnoException e) {
            return Objects.requireNonNull(e.getMessage());
          }
        });
    Thread.ofPlatform().start(task);
    assertThat(task.get())
        .isEqualTo("setns(/proc/self/ns/net, CLONE_NEWNET): EPERM (Operation not permitted)");
  }

  @Test
  void open_familyThatTheKernelLacks_isTheErrorOfSocket() {
    Capability.ROOT.require();
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> NetNs.of(OWN).open(new AF(4711), SOCK.DGRAM))
        .matches(e -> e.errno().equals(Errno.EAFNOSUPPORT));
  }

  @Test
  void of_pidThatIsNotPositive_isRefused() {
    for (long pid : new long[] {0, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NetNs.of(pid))
          .withMessage("pid " + pid + " is not positive");
    }
  }
}
