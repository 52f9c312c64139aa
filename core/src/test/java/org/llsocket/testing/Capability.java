package org.llsocket.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.Socket;

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

  private final String name;
  private final String lack;
  private final BooleanSupplier probe;
  private @Nullable Boolean present;

  private Capability(String name, String lack, BooleanSupplier probe) {
    this.name = name;
    this.lack = lack;
    this.probe = probe;
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

  private static boolean opens(AF family, SOCK type, IPPROTO protocol) {
    try (Socket socket = Socket.open(family, type, protocol)) {
      return socket.isOpen();
    } catch (IOException none) {
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
