package org.llsocket.cli;

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
import org.llsocket.cli.DemoJob.Done;

/** The jobs of {@code demo} that show datagrams and packets. */
final class DemoDatagrams {
  private static final int ROUNDS = 1000;
  private static final int SIZE = 1024;

  private final Path folder;

  DemoDatagrams(Path folder) {
    this.folder = folder;
  }

  List<DemoJob> jobs() {
    return List.of(
        new DemoJob("UDP over IPv4", () -> pingPong(DemoTools.loopback(AF.INET))),
        new DemoJob("UDP over IPv6", () -> pingPong(DemoTools.loopback(AF.INET6))),
        new DemoJob("Unix datagrams", () -> pingPong(DemoTools.unixPath(folder, "datagrams"))),
        new DemoJob("Unix packets", DemoDatagrams::packets),
        new DemoJob("Peek and truncation", DemoDatagrams::peek));
  }

  /** Datagrams to a server that answers whoever has sent. */
  private static Done pingPong(SockAddr address) throws Exception {
    try (Socket server = DemoTools.bound(address, SOCK.DGRAM);
        Socket client = DemoTools.open(address.family(), SOCK.DGRAM)) {
      SockAddr name = server.getsockname();
      client.bind(name.family().equals(AF.UNIX) ? SockAddr.unnamed() : address);
      client.connect(name);
      Future<?> answers =
          DemoTools.inBackground(() -> {
            answer(server);
            return true;
          });
      byte[] question = DemoTools.randomBytes(SIZE);
      byte[] answer = new byte[SIZE + 1];
      for (int i = 0; i < ROUNDS; i++) {
        question[0] = (byte) i;
        client.send(MemorySegment.ofArray(question));
        int n = client.recv(MemorySegment.ofArray(answer));
        DemoTools.expect(
            n == SIZE && answer[0] == question[0] && answer[SIZE - 1] == question[SIZE - 1],
            "datagram " + i + " came back as another");
      }
      DemoTools.await(answers);
      return new Done(
          DemoTools.shown(name) + ": " + ROUNDS + " of " + Text.bytes(SIZE) + ", each answered",
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

  /** Packets of several lengths, and then the end. */
  private static Done packets() throws Exception {
    int[] lengths = {5, 1, 5000};
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      for (int length : lengths) {
        pair.first().send(MemorySegment.ofArray(new byte[length]));
      }
      MemorySegment buffer = MemorySegment.ofArray(new byte[8192]);
      for (int length : lengths) {
        int n = pair.second().recv(buffer);
        DemoTools.expect(n == length, "a packet of " + length + " bytes came as " + n);
      }
      pair.first().close();
      DemoTools.expect(pair.second().recv(buffer) == Socket.EOF, "the end did not come");
      return new Done("socketpair: 5, 1 and 5000 bytes, each whole; then EOF", 5006L);
    }
  }

  /** How long a datagram is, before it is taken and after it was cut. */
  private static Done peek() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      pair.first().send(MemorySegment.ofArray(new byte[1200]));
      MemorySegment small = MemorySegment.ofArray(new byte[10]);
      int peeked = pair.second().recv(small, MSG.PEEK | MSG.TRUNC);
      int taken = pair.second().recv(small, MSG.TRUNC);
      int none = pair.second().recv(small, MSG.DONTWAIT);
      DemoTools.expect(
          peeked == 1200 && taken == 1200 && none == Socket.AGAIN,
          "peeked " + peeked + ", taken " + taken + ", then " + none);
      return new Done("1200 bytes in room for 10: MSG_TRUNC told; then AGAIN", 1200L);
    }
  }
}
