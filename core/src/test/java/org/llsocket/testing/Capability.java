package org.llsocket.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Linker;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.option.TcpMd5sig;
import org.llsocket.option.UDP;

/**
 * What a test needs of the machine beyond a JDK. A test that calls {@link #require} is skipped with
 * the reason where the machine lacks it, and fails where the build promised it: the system property
 * {@code llsocket.capabilities.strict} and the environment variable {@code LLSOCKET_EXPECT} list
 * promised capabilities with commas between them, {@code true} for all.
 */
public final class Capability {
  /** A C compiler with the headers of the C library. */
  public static final Capability C_COMPILER =
      new Capability("C_COMPILER", "$CC, or else cc, does not compile <sys/socket.h>", Cc::works);

  /** A compiler for musl on this machine, Debian's {@code musl-tools}. */
  public static final Capability C_COMPILER_MUSL =
      new Capability(
          "C_COMPILER_MUSL",
          Cc.MUSL_COMMAND + " does not compile <sys/socket.h>",
          () -> Cc.works(Cc.MUSL_COMMAND));

  /** glibc as the C library. */
  public static final Capability GLIBC =
      new Capability(
          "GLIBC",
          "the C library has no gnu_get_libc_version",
          () -> Linker.nativeLinker().defaultLookup().find("gnu_get_libc_version").isPresent());

  /** Network and mount namespaces of one's own, and what sets them up. */
  public static final Capability NAMESPACES =
      new Capability(
          "NAMESPACES",
          "unshare(1) and ip(8) cannot make a network namespace with a loopback",
          () -> Command.works(List.of("unshare", "-m", "-n", "ip", "link", "set", "lo", "up")));

  /** ip-mptcp(8), which configures the paths of multipath TCP. */
  public static final Capability IP_MPTCP =
      new Capability(
          "IP_MPTCP",
          "ip-mptcp(8) sets no limits in a network namespace",
          () ->
              Command.works(
                  List.of("unshare", "-n", "ip", "mptcp", "limits", "set", "subflow", "1")));

  /** IPv6 on the loopback interface. */
  public static final Capability IPV6_LOOPBACK =
      new Capability("IPV6_LOOPBACK", "no socket binds to ::1", () -> binds(AF.INET6));

  /** The right to open raw sockets: CAP_NET_RAW. */
  public static final Capability NET_RAW =
      new Capability(
          "NET_RAW", "no raw socket opens", () -> opens(AF.INET, SOCK.RAW, IPPROTO.ICMP));

  /** The user root, who may become another. */
  public static final Capability ROOT =
      new Capability("ROOT", "the tests run as another user", () -> Libc.call("geteuid") == 0);

  /** Ports that only a privileged user may bind to, 22 among them. */
  public static final Capability PRIVILEGED_PORTS =
      new Capability(
          "PRIVILEGED_PORTS",
          "net.ipv4.ip_unprivileged_port_start is 22 or less",
          () -> number("/proc/sys/net/ipv4/ip_unprivileged_port_start") > 22);

  /** A receive buffer for a thousand datagrams, each of which counts as 768 bytes or more. */
  public static final Capability RECEIVE_BUFFER =
      new Capability(
          "RECEIVE_BUFFER",
          "net.core.rmem_max is under 512 KiB",
          () -> {
            try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
              return socket.set(SO.RCVBUF, 1 << 19).get(SO.RCVBUF)
                  == 1 << 20; // the kernel doubles it
            } catch (IOException none) {
              return false;
            }
          });

  /** {@code CAP_NET_ADMIN} over this machine, not only over a namespace of it. */
  public static final Capability NET_ADMIN =
      new Capability(
          "NET_ADMIN",
          "setting SO_DEBUG takes CAP_NET_ADMIN",
          () -> works(AF.INET, SOCK.DGRAM, IPPROTO.UDP, socket -> socket.set(SO.DEBUG, true)));

  /** UDP-Lite sockets. */
  public static final Capability UDPLITE =
      new Capability(
          "UDPLITE",
          "the kernel has no UDP-Lite",
          () -> opens(AF.INET, SOCK.DGRAM, IPPROTO.UDPLITE));

  /** IPv6 multicast on any interface. */
  public static final Capability IPV6_MULTICAST =
      new Capability(
          "IPV6_MULTICAST",
          "no interface brings IPv6 multicast back",
          () -> Multicast.IPV6_DEVICE.isPresent());

  /** Multicast on an interface other than the loopback, which loops packets back. */
  public static final Capability MULTICAST_DEVICE =
      new Capability(
          "MULTICAST_DEVICE",
          "no interface but the loopback has multicast",
          () -> Multicast.find(AF.INET, any -> !Multicast.isLoopback(any)).isPresent());

  /**
   * A security module that labels what is sent over Unix sockets: SELinux, whose labels have
   * colons, or Smack. AppArmor labels processes only.
   */
  public static final Capability SECURITY_LABELS =
      new Capability(
          "SECURITY_LABELS",
          "neither SELinux nor Smack labels this process",
          () -> {
            try {
              return Files.exists(Path.of("/proc/self/attr/smack/current"))
                  || Files.readString(Path.of("/proc/self/attr/current")).contains(":");
            } catch (IOException none) {
              return false;
            }
          });

  /** Signatures of TCP segments. */
  public static final Capability TCP_MD5SIG =
      new Capability(
          "TCP_MD5SIG",
          "the kernel has no TCP_MD5SIG",
          () ->
              works(
                  AF.INET,
                  SOCK.STREAM,
                  IPPROTO.TCP,
                  socket ->
                      socket.set(
                          TCP.MD5SIG,
                          TcpMd5sig.of(InetAddress.ofLiteral("127.0.0.1"), new byte[] {1}))));

  /** {@code MSG_OOB} on Unix streams: Linux 5.15, where it is configured. */
  public static final Capability UNIX_OOB =
      new Capability("UNIX_OOB", "the kernel has no MSG_OOB on Unix streams", Capability::unixOob);

  /**
   * A limit of over ten thousand descriptors per process; the JVM raises its own to the hard limit.
   */
  public static final Capability DESCRIPTORS =
      new Capability(
          "DESCRIPTORS",
          "the limit of descriptors, ulimit -Hn, is under 12000",
          () -> {
            String limit = Command.output(List.of("sh", "-c", "ulimit -Hn")).strip();
            return limit.equals("unlimited") || Long.parseLong(limit) >= 12_000;
          });

  /** {@code UDP_SEGMENT}: Linux 4.18. */
  public static final Capability UDP_SEGMENT =
      new Capability(
          "UDP_SEGMENT",
          "the kernel has no UDP_SEGMENT",
          () -> works(AF.INET, SOCK.DGRAM, IPPROTO.UDP, socket -> socket.set(UDP.SEGMENT, 1000)));

  /** {@code UDP_SEGMENT} and {@code UDP_GRO}, Linux 5.0; over the loopback interface Linux 5.11. */
  public static final Capability UDP_OFFLOAD =
      new Capability(
          "UDP_OFFLOAD",
          "the kernel has no UDP_SEGMENT or UDP_GRO, or cuts what the loopback interface carries",
          Capability::joinsDatagrams);

  /** {@code sendfile(2)} to a pipe: Linux 5.12. */
  public static final Capability SENDFILE_TO_PIPE =
      new Capability(
          "SENDFILE_TO_PIPE",
          "sendfile(2) to a pipe needs Linux 5.12",
          () -> kernel("5.12").present());

  /** {@code sendfile(2)} that waits for space in a full Unix stream: Linux 6.5. */
  public static final Capability SENDFILE_TO_FULL_UNIX_STREAM =
      new Capability(
          "SENDFILE_TO_FULL_UNIX_STREAM",
          "before Linux 6.5 sendfile(2) adds a few bytes to a Unix stream that is full",
          () -> kernel("6.5").present());

  /** strace(1), and the right to trace a child. */
  public static final Capability STRACE =
      new Capability(
          "STRACE",
          "strace(1) cannot delay the calls of a child",
          () ->
              Command.works(
                  List.of(
                      "strace",
                      "-f",
                      "-qq",
                      "-o",
                      "/dev/null",
                      "-e",
                      "inject=close:delay_enter=1",
                      "true")));

  private final String name;
  private final String lack;
  private final BooleanSupplier probe;
  private @Nullable Boolean present;

  private Capability(String name, String lack, BooleanSupplier probe) {
    this.name = name;
    this.lack = lack;
    this.probe = probe;
  }

  /** What one test alone needs; {@code lack} says what is missing. */
  public static Capability named(String name, String lack, BooleanSupplier probe) {
    return new Capability(name, lack, probe);
  }

  private static boolean joinsDatagrams() {
    try (Socket to = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket from = Loopback.bound(AF.INET, SOCK.DGRAM)) {
      to.set(UDP.GRO, true);
      from.set(UDP.SEGMENT, 1000);
      from.sendto(ByteBuffer.allocate(2000), to.getsockname());
      return to.recv(ByteBuffer.allocate(3000), 0, Blocked.DEADLINE) == 2000;
    } catch (IOException lacking) {
      return false;
    }
  }

  private static boolean unixOob() {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      return pair.first().send(ByteBuffer.allocate(1), MSG.OOB) == 1;
    } catch (IOException lacking) {
      return false;
    }
  }

  private static boolean binds(AF family) {
    try (Socket socket = Loopback.bound(family, SOCK.STREAM)) {
      return socket.isOpen();
    } catch (IOException none) {
      return false;
    }
  }

  /** A kernel setting; such a file must be read by one call, which Files.readString does not. */
  private static int number(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      var digits = new byte[32];
      return Integer.parseInt(new String(digits, 0, in.read(digits), US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Linux of this release, {@code 6.15}, or newer. */
  public static Capability kernel(String release) {
    return new Capability(
        "KERNEL_" + release,
        "this is Linux " + System.getProperty("os.version"),
        () -> Arrays.compare(numbers(System.getProperty("os.version")), numbers(release)) >= 0);
  }

  /**
   * A cross compiler with the headers of the C library, such as Debian's {@code
   * gcc-aarch64-linux-gnu}: {@code C_COMPILER_AARCH64}.
   *
   * @param architecture as GNU calls it
   */
  public static Capability crossCompiler(String architecture) {
    String command = Cc.crossCommand(architecture);
    return new Capability(
        "C_COMPILER_" + architecture.toUpperCase(Locale.ROOT),
        command + " does not compile <sys/socket.h>",
        () -> Cc.works(command));
  }

  private static int[] numbers(String release) {
    return Pattern.compile("\\d+")
        .matcher(release.split("-", 2)[0])
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .toArray();
  }

  private interface Probe {
    void ask(Socket socket) throws IOException;
  }

  private static boolean opens(AF family, SOCK type, IPPROTO protocol) {
    return works(family, type, protocol, Socket::isOpen);
  }

  private static boolean works(AF family, SOCK type, IPPROTO protocol, Probe probe) {
    try (Socket socket = Socket.open(family, type, protocol)) {
      probe.ask(socket);
      return true;
    } catch (IOException lacking) {
      return false;
    }
  }

  /** Whether the machine has it; asked once. */
  public synchronized boolean present() {
    if (present == null) {
      present = probe.getAsBoolean();
    }
    return present;
  }

  /** Ends the test here where the machine lacks it. */
  public void require() {
    if (present()) {
      return;
    }
    String reason = name + " is missing: " + lack;
    if (promised(System.getProperty("llsocket.capabilities.strict"))
        || promised(System.getenv("LLSOCKET_EXPECT"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private boolean promised(@Nullable String list) {
    return list != null
        && Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .anyMatch(word -> word.equals("true") || word.equals(name));
  }
}
