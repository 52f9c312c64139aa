package org.llsocket.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import picocli.CommandLine.Option;

/** What {@code listen} and {@code connect} are told alike. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Endpoint extends SocketArguments {
  private static final int CHUNK = 128 * 1024;
  private static final int DATAGRAM_CHUNK = 16 * 1024;

  @Option(
      names = {"-u", "--udp"},
      description = "Datagrams instead of a stream: UDP, or Unix datagrams.")
  boolean datagrams;

  @Option(
      names = "--send",
      paramLabel = "FILE",
      description = "Send this file, by sendfile(2), instead of standard input.")
  @Nullable Path file;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = {
        "End once nothing has moved for so long; also how long a connection may take to come about.",
        "Datagrams have no end: without this, they end 1 s after standard input has."
      })
  @Nullable Double timeout;

  @Override
  void check() {
    super.check();
    refuseIf(file != null && datagrams, "--send is for streams, not for --udp");
    refuseIf(file != null && !Files.isReadable(file), "cannot read " + file);
    @Nullable Duration _ = idleLimit();
  }

  SOCK type() {
    return datagrams ? SOCK.DGRAM : SOCK.STREAM;
  }

  List<SockAddr> toConnect() throws IOException {
    return address.toConnect(family(), type());
  }

  /** A socket for {@code address}. */
  Socket open(SockAddr address) throws IOException {
    return Socket.open(address.family(), type());
  }

  /** How long nothing may move; null for ever. */
  @Nullable Duration idleLimit() {
    return duration("--timeout", timeout);
  }

  /** How much input is sent at once. */
  int chunk() {
    return datagrams ? DATAGRAM_CHUNK : CHUNK;
  }

  /** What one peer is sent. */
  Input input(Streams streams) {
    return file == null ? new StreamInput(streams.in(), chunk()) : new FileInput(file);
  }
}
