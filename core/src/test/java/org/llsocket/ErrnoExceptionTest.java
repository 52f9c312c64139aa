package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.testing.Loopback;

class ErrnoExceptionTest {
  @FunctionalInterface
  private interface Failing {
    void run() throws IOException;
  }

  private static void assertFails(Failing call, Errno errno, Class<?> inJavaNet) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(call::run)
        .satisfies(e -> {
          assertThat(e.errno()).isEqualTo(errno);
          assertThat(e.toSocketException())
              .isExactlyInstanceOf(inJavaNet)
              .hasMessage(e.getMessage())
              .hasCause(e);
        });
  }

  @Test
  void toSocketException_connectionsRefused_areTheJdksExceptions() throws IOException {
    try (Socket bound = Loopback.bound(AF.INET, SOCK.STREAM)) {
      SockAddr taken = bound.getsockname(); // nothing listens there
      try (Socket client = Socket.open(AF.INET, SOCK.STREAM);
          Socket other = Socket.open(AF.INET, SOCK.STREAM)) {
        assertFails(() -> client.connect(taken), Errno.ECONNREFUSED, ConnectException.class);
        assertFails(() -> other.bind(taken), Errno.EADDRINUSE, BindException.class);
      }
    }
  }

  @Test
  void toSocketException_icmpAnswer_isPortUnreachable() throws IOException {
    try (Socket sender = Socket.open(AF.INET, SOCK.DGRAM)) {
      try (Socket gone = Loopback.bound(AF.INET, SOCK.DGRAM)) {
        sender.connect(gone.getsockname());
      }
      sender.send(ByteBuffer.allocate(1));
      assertFails(
          () -> sender.recv(ByteBuffer.allocate(1)),
          Errno.ECONNREFUSED,
          PortUnreachableException.class);
    }
  }

  @Test
  void errnoException_ofAFile_isAnIoExceptionOnly() {
    Path nowhere = Path.of("/nonexistent/file");
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> Descriptor.openFile(nowhere))
        .satisfies(e -> assertThat((Throwable) e).isNotInstanceOf(SocketException.class));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void toSocketException_errno_isTheJdksClass(Errno errno, String call, Class<?> expected) {
    var exception = new ErrnoException(errno, call, "fd=7");
    assertThat(exception.toSocketException())
        .isExactlyInstanceOf(expected)
        .hasMessage(exception.getMessage())
        .hasCause(exception);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(Errno.ETIMEDOUT, "connect", ConnectException.class),
        Arguments.of(Errno.ETIMEDOUT, "recv", SocketException.class),
        Arguments.of(Errno.EHOSTUNREACH, "connect", NoRouteToHostException.class),
        Arguments.of(Errno.EHOSTUNREACH, "sendto", NoRouteToHostException.class),
        Arguments.of(Errno.ENETUNREACH, "connect", SocketException.class),
        Arguments.of(Errno.EADDRNOTAVAIL, "bind", BindException.class),
        Arguments.of(Errno.EACCES, "bind", BindException.class),
        Arguments.of(Errno.EACCES, "sendto", SocketException.class),
        Arguments.of(Errno.ECONNRESET, "recv", SocketException.class),
        Arguments.of(new Errno(9999), "connect", SocketException.class));
  }
}
