package org.llsocket.cli.demo;

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
import org.llsocket.cli.demo.DemoJob.Done;
import org.llsocket.cli.output.Formats;

/** Jobs that show streams. */
final class StreamJobs {
  private static final int SIZE = 8 << 20;

  private final Path folder;

  StreamJobs(Path folder) {
    this.folder = folder;
  }

  List<DemoJob> jobs() {
    return List.of(
        new DemoJob("TCP over IPv4", () -> echo(JobSupport.loopback(AF.INET))),
        new DemoJob("TCP over IPv6", () -> echo(JobSupport.loopback(AF.INET6))),
        new DemoJob("Unix stream", () -> echo(JobSupport.unixPath(folder, "stream"))),
        new DemoJob("Unix abstract name", () -> echo(abstractName("stream"))),
        new DemoJob("sendfile", this::sendfile),
        new DemoJob("Out-of-band data", StreamJobs::outOfBand));
  }

  /** An abstract name that is unique to this process. */
  static SockAddr abstractName(String name) {
    return SockAddr.abstractName("llsocket-demo-" + ProcessHandle.current().pid() + "-" + name);
  }

  /** A large stream to an echo server and back, ended by a shutdown. */
  private static Done echo(SockAddr address) throws Exception {
    byte[] payload = JobSupport.randomBytes(SIZE);
    try (Socket server = JobSupport.bound(address, SOCK.STREAM)) {
      server.listen();
      SockAddr name = server.getsockname();
      Future<?> echo =
          JobSupport.inBackground(() -> {
            try (Socket peer = accept(server)) {
              JobSupport.echo(peer);
              return true;
            }
          });
      try (Socket client = Socket.open(name.family(), SOCK.STREAM)) {
        client.connect(name);
        Future<?> sender =
            JobSupport.inBackground(() -> {
              JobSupport.sendAll(client, MemorySegment.ofArray(payload));
              client.shutdown(SHUT.WR);
              return true;
            });
        JobSupport.Received received = JobSupport.receiveAll(client);
        JobSupport.await(sender);
        JobSupport.await(echo);
        expectSame(payload, received);
      }
      return new Done(
          JobSupport.shown(name) + ": " + Formats.bytes(SIZE) + " echoed, same checksum",
          2L * SIZE);
    }
  }

  private Done sendfile() throws Exception {
    byte[] content = JobSupport.randomBytes(SIZE);
    Path file = Files.write(folder.resolve("file"), content);
    return between((sender, receiver) -> {
      Future<JobSupport.Received> received =
          JobSupport.inBackground(() -> JobSupport.receiveAll(receiver));
      long sent = sender.sendfile(file, 0, SIZE);
      sender.shutdown(SHUT.WR);
      expectSame(content, JobSupport.await(received));
      return new Done("file to TCP socket in the kernel, same checksum", sent);
    });
  }

  private static void expectSame(byte[] sent, JobSupport.Received received) throws IOException {
    JobSupport.expect(
        received.length() == sent.length,
        "sent " + sent.length + " bytes, received " + received.length());
    JobSupport.expect(
        received.checksum() == JobSupport.checksum(sent),
        "the received bytes differ from those sent");
  }

  /** An urgent byte is received out of band, and its position in the stream is marked. */
  private static Done outOfBand() throws Exception {
    return between((sender, receiver) -> {
      sender.send(MemorySegment.ofArray(new byte[] {'a', 'b', 'c'}));
      sender.send(MemorySegment.ofArray(new byte[] {'!'}), MSG.OOB);
      byte[] before = new byte[16];
      int n = receiver.recv(MemorySegment.ofArray(before).asSlice(0, 3), MSG.WAITALL);
      boolean atMark = awaitMark(receiver);
      byte[] urgent = new byte[1];
      int m = receiver.recv(MemorySegment.ofArray(urgent), MSG.OOB);
      JobSupport.expect(
          n == 3 && atMark && m == 1 && urgent[0] == '!',
          "read " + n + " bytes, at the mark: " + atMark + ", urgent: " + m + " bytes");
      return new Done("'!' received with MSG_OOB, its position found with sockatmark", 4L);
    });
  }

  /** The mark is set as soon as the urgent byte has arrived. */
  private static boolean awaitMark(Socket receiver) throws IOException {
    long end = System.nanoTime() + 2_000_000_000L;
    boolean atMark = receiver.atmark();
    while (!atMark && System.nanoTime() < end) {
      Thread.onSpinWait();
      atMark = receiver.atmark();
    }
    return atMark;
  }

  /** An action on two connected sockets. */
  @FunctionalInterface
  interface Between {
    Done run(Socket client, Socket peer) throws Exception;
  }

  /** Runs an action on the two ends of a TCP connection over IPv4. */
  static Done between(Between action) throws Exception {
    try (Socket server = JobSupport.bound(JobSupport.loopback(AF.INET), SOCK.STREAM);
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
      throw new IOException("a blocking accept returned without a connection");
    }
    return peer;
  }
}
