package org.llsocket.cli;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.DemoJob.Done;

/** The jobs of {@code demo} that show streams. */
final class DemoStreams {
  private static final int SIZE = 8 << 20;

  private final Path folder;

  DemoStreams(Path folder) {
    this.folder = folder;
  }

  List<DemoJob> jobs() {
    return List.of(
        new DemoJob("TCP over IPv4", () -> echo(DemoTools.loopback(AF.INET))),
        new DemoJob("TCP over IPv6", () -> echo(DemoTools.loopback(AF.INET6))),
        new DemoJob("Unix stream", () -> echo(DemoTools.unixPath(folder, "stream"))),
        new DemoJob("Unix abstract name", () -> echo(abstractName("stream"))),
        new DemoJob("sendfile", this::sendfile),
        new DemoJob("Out-of-band data", DemoStreams::outOfBand));
  }

  /** A name that nobody else has, and no file. */
  static SockAddr abstractName(String name) {
    return SockAddr.abstractName("llsocket-demo-" + ProcessHandle.current().pid() + "-" + name);
  }

  /** A large stream to an echo server and back, with the half-close that ends it. */
  private static Done echo(SockAddr address) throws Exception {
    byte[] payload = DemoTools.randomBytes(SIZE);
    try (Socket server = DemoTools.bound(address, SOCK.STREAM)) {
      server.listen();
      SockAddr name = server.getsockname();
      Future<?> echo =
          DemoTools.inBackground(() -> {
            try (Socket peer = accept(server)) {
              DemoTools.echo(peer);
              return true;
            }
          });
      try (Socket client = Socket.open(name.family(), SOCK.STREAM)) {
        client.connect(name);
        Future<?> sender =
            DemoTools.inBackground(() -> {
              DemoTools.sendAll(client, MemorySegment.ofArray(payload));
              client.shutdown(SHUT.WR);
              return true;
            });
        DemoTools.Received received = DemoTools.receiveAll(client);
        DemoTools.await(sender);
        DemoTools.await(echo);
        expectSame(payload, received);
      }
      return new Done(
          DemoTools.shown(name) + ": " + Text.bytes(SIZE) + " there and back, same checksum",
          2L * SIZE);
    }
  }

  private Done sendfile() throws Exception {
    byte[] content = DemoTools.randomBytes(SIZE);
    Path file = Files.write(folder.resolve("file"), content);
    return between((sender, receiver) -> {
      Future<DemoTools.Received> received =
          DemoTools.inBackground(() -> DemoTools.receiveAll(receiver));
      long sent = sender.sendfile(file, 0, SIZE);
      sender.shutdown(SHUT.WR);
      expectSame(content, DemoTools.await(received));
      return new Done("file to TCP socket inside the kernel, same checksum", sent);
    });
  }

  private static void expectSame(byte[] sent, DemoTools.Received received) throws IOException {
    DemoTools.expect(
        received.length() == sent.length,
        "sent " + sent.length + " bytes, " + received.length() + " came");
    DemoTools.expect(
        received.checksum() == DemoTools.checksum(sent), "what came is not what was sent");
  }

  /** An urgent byte overtakes the others, and leaves a mark where it was sent. */
  private static Done outOfBand() throws Exception {
    return between((sender, receiver) -> {
      sender.send(MemorySegment.ofArray(new byte[] {'a', 'b', 'c'}));
      sender.send(MemorySegment.ofArray(new byte[] {'!'}), MSG.OOB);
      byte[] before = new byte[16];
      int n = receiver.recv(MemorySegment.ofArray(before).asSlice(0, 3), MSG.WAITALL);
      boolean atMark = awaitMark(receiver);
      byte[] urgent = new byte[1];
      int m = receiver.recv(MemorySegment.ofArray(urgent), MSG.OOB);
      DemoTools.expect(
          n == 3 && atMark && m == 1 && urgent[0] == '!',
          "read " + n + " bytes, at the mark: " + atMark + ", urgent: " + m + " bytes");
      return new Done("'!' by MSG_OOB, its place in the stream by sockatmark", 4L);
    });
  }

  /** The mark is there once the urgent byte has arrived. */
  private static boolean awaitMark(Socket receiver) throws IOException {
    long end = System.nanoTime() + 2_000_000_000L;
    boolean atMark = receiver.atmark();
    while (!atMark && System.nanoTime() < end) {
      Thread.onSpinWait();
      atMark = receiver.atmark();
    }
    return atMark;
  }

  /** What is done between two connected sockets. */
  @FunctionalInterface
  interface Between {
    Done run(Socket client, Socket peer) throws Exception;
  }

  /** Does something between the two ends of a TCP connection over IPv4. */
  static Done between(Between action) throws Exception {
    try (Socket server = DemoTools.bound(DemoTools.loopback(AF.INET), SOCK.STREAM);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      server.listen();
      client.connect(server.getsockname());
      try (Socket peer = accept(server)) {
        return action.run(client, peer);
      }
    }
  }

  static Socket accept(Socket server) throws IOException {
    @Nullable Socket peer = server.accept();
    if (peer == null) {
      throw new IOException("a blocking accept did not wait");
    }
    return peer;
  }
}
