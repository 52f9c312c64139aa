package org.llsocket.cli.netcat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.socket.SocketArguments;
import picocli.CommandLine.Option;

/** The arguments that {@code listen} and {@code connect} have in common. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PeerOptions extends SocketArguments {
  private static final int CHUNK = 128 * 1024;
  private static final int DATAGRAM_CHUNK = 16 * 1024;

  @Option(
      names = {"-u", "--udp"},
      description = "Use datagrams instead of a stream: UDP, or Unix datagrams.")
  boolean datagrams;

  @Option(
      names = "--send",
      paramLabel = "FILE",
      description = "Send this file with sendfile(2) instead of standard input.")
  @Nullable Path file;

  @Option(
      names = {"-w", "--timeout"},
      paramLabel = "SECONDS",
      description = {
        "Exit after this time without any transfer; also the timeout for connecting.",
        "Datagrams have no end of stream: the default with --udp is 1 s after the end of standard "
            + "input."
      })
  @Nullable Double timeout;

  @Override
  public void check() {
    super.check();
    refuseIf(file != null && datagrams, "--send requires a stream and cannot be used with --udp");
    refuseIf(file != null && !Files.isReadable(file), "cannot read " + file);
    @Nullable Duration _ = idleLimit();
  }

  SOCK type() {
    return datagrams ? SOCK.DGRAM : SOCK.STREAM;
  }

  List<SockAddr> toConnect() throws IOException {
    return address().toConnect(family(), type());
  }

  /** Opens a socket for an address. */
  Socket open(SockAddr candidate) throws IOException {
    return Socket.open(candidate.family(), type());
  }

  /** The time without any transfer after which to exit; null for no limit. */
  @Nullable Duration idleLimit() {
    return duration("--timeout", timeout);
  }

  /** The most input to send in one call. */
  int chunkSize() {
    return datagrams ? DATAGRAM_CHUNK : CHUNK;
  }

  /** The input for one peer. */
  PeerInput input(StandardStreams streams) {
    return file == null ? new StreamInput(streams.in(), chunkSize()) : new FileInput(file);
  }
}
