package org.llsocket.cli.demo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.demo.DemoJob.Done;
import org.llsocket.cli.output.Formats;

/** Jobs that show datagrams and packets. */
final class DatagramJobs {
  private static final int ROUNDS = 1000;
  private static final int SIZE = 1024;

  private final Path folder;

  DatagramJobs(Path folder) {
    this.folder = folder;
  }

  List<DemoJob> jobs() {
    return List.of(
        new DemoJob("UDP over IPv4", () -> pingPong(JobSupport.loopback(AF.INET))),
        new DemoJob("UDP over IPv6", () -> pingPong(JobSupport.loopback(AF.INET6))),
        new DemoJob("Unix datagrams", () -> pingPong(JobSupport.unixPath(folder, "datagrams"))),
        new DemoJob("Unix packets", DatagramJobs::packets),
        new DemoJob("Peek and truncation", DatagramJobs::peek));
  }

  /** Datagrams to a server that sends each back to its sender. */
  private static Done pingPong(SockAddr address) throws Exception {
    try (Socket server = JobSupport.bound(address, SOCK.DGRAM);
        Socket client = JobSupport.open(address.family(), SOCK.DGRAM)) {
      SockAddr name = server.getsockname();
      client.bind(name.family().equals(AF.UNIX) ? SockAddr.unnamed() : address);
      client.connect(name);
      Future<?> answers =
          JobSupport.inBackground(() -> {
            answer(server);
            return true;
          });
      byte[] question = JobSupport.randomBytes(SIZE);
      byte[] answer = new byte[SIZE + 1];
      for (int i = 0; i < ROUNDS; i++) {
        question[0] = (byte) i;
        client.send(MemorySegment.ofArray(question));
        int n = client.recv(MemorySegment.ofArray(answer));
        JobSupport.expect(
            n == SIZE && answer[0] == question[0] && answer[SIZE - 1] == question[SIZE - 1],
            "reply " + i + " differs from its request");
      }
      JobSupport.await(answers);
      return new Done(
          JobSupport.shown(name) + ": " + ROUNDS + " of " + Formats.bytes(SIZE) + ", each echoed",
          2L * ROUNDS * SIZE);
    }
  }

  private static void answer(Socket server) throws IOException {
    MemorySegment buffer = MemorySegment.ofArray(new byte[SIZE]);
    var from = new SockAddrBuffer();
    for (int i = 0; i < ROUNDS; i++) {
      int n = server.recvfrom(buffer, from);
      server.sendto(buffer.asSlice(0, n), from);
    }
  }

  /** Packets of several lengths, and then the end of the stream. */
  private static Done packets() throws Exception {
    int[] lengths = {5, 1, 5000};
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      for (int length : lengths) {
        pair.first().send(MemorySegment.ofArray(new byte[length]));
      }
      MemorySegment buffer = MemorySegment.ofArray(new byte[8192]);
      for (int length : lengths) {
        int n = pair.second().recv(buffer);
        JobSupport.expect(n == length, "received " + n + " bytes of a packet of " + length);
      }
      pair.first().close();
      JobSupport.expect(pair.second().recv(buffer) == Socket.EOF, "no end of stream");
      return new Done("socketpair: 5, 1 and 5000 bytes with their boundaries, then EOF", 5006L);
    }
  }

  /** The length of a datagram before it is received and after it was truncated. */
  private static Done peek() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      pair.first().send(MemorySegment.ofArray(new byte[1200]));
      MemorySegment small = MemorySegment.ofArray(new byte[10]);
      int peeked = pair.second().recv(small, MSG.PEEK | MSG.TRUNC);
      int taken = pair.second().recv(small, MSG.TRUNC);
      int none = pair.second().recv(small, MSG.DONTWAIT);
      JobSupport.expect(
          peeked == 1200 && taken == 1200 && none == Socket.AGAIN,
          "peeked " + peeked + ", received " + taken + ", then " + none);
      return new Done("1200 bytes into a buffer of 10: MSG_TRUNC reports 1200; then AGAIN", 1200L);
    }
  }
}
