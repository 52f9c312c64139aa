package org.llsocket.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.llsocket.AF;
import org.llsocket.DescriptorChannel;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SOL;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.datagram.DatagramReceiver;
import org.llsocket.datagram.DatagramSender;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Ttl;
import org.llsocket.option.IP;
import org.llsocket.option.SO;
import org.llsocket.testing.Allocations;

/**
 * Prints how many bytes a round of the hot calls allocates once the JIT has compiled them. The
 * argument is the kind of memory: segment, direct, heap; or message-direct and message-heap, for
 * messages with control data, batch, for messages in numbers, joined, for datagrams that are queued
 * and handed out; streams and channel, for the views of the JDK.
 */
public final class AllocationProgram {
  private static final int SO_TYPE = 3;

  private AllocationProgram() {}

  public static void main(String[] args) throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket.Pair empty = Socket.pair(SOCK.STREAM.nonblock());
        Socket udp = Socket.open(AF.INET, SOCK.DGRAM)) {
      udp.bind(SockAddr.inet("127.0.0.1", 0));
      switch (args[0]) {
        case "segment" -> segments(pair, empty, udp, Arena.global().allocate(64));
        case "direct" -> buffers(pair, empty, udp, ByteBuffer.allocateDirect(64));
        case "heap" -> buffers(pair, empty, udp, ByteBuffer.allocate(64));
        case "message-direct" -> messages(pair, udp, ByteBuffer.allocateDirect(64));
        case "message-heap" -> messages(pair, udp, ByteBuffer.allocate(64));
        case "batch" -> batch(udp);
        case "streams" -> streams(pair);
        case "channel" -> channel(pair, empty);
        case "option" -> options(pair, Arena.global().allocate(4));
        case "option-heap" -> options(pair, MemorySegment.ofArray(new int[1]));
        case "vector-segment" -> vectors(pair, empty, Arena.global().allocate(64));
        case "vector-heap" -> vectors(pair, empty, MemorySegment.ofArray(new byte[64]));
        case "vector-buffers" -> vectors(pair, empty, ByteBuffer.allocateDirect(64));
        default -> joined(udp);
      }
    }
  }

  private static void segments(
      Socket.Pair pair, Socket.Pair empty, Socket udp, MemorySegment segment) throws IOException {
    SockAddr self = udp.getsockname();
    var from = new SockAddrBuffer();
    measure(() -> {
      pair.first().send(segment);
      pair.second().recv(segment);
      udp.sendto(segment, self);
      udp.recvfrom(segment, from);
      empty.first().recv(segment);
    });
  }

  private static void buffers(Socket.Pair pair, Socket.Pair empty, Socket udp, ByteBuffer buffer)
      throws IOException {
    SockAddr self = udp.getsockname();
    var from = new SockAddrBuffer();
    measure(() -> {
      pair.first().send(buffer.clear());
      pair.second().recv(buffer.clear());
      udp.sendto(buffer.clear(), self);
      udp.recvfrom(buffer.clear(), from);
      empty.first().recv(buffer.clear());
    });
  }

  /** A datagram with control data both ways, and a part of a stream. */
  private static void messages(Socket.Pair pair, Socket udp, ByteBuffer buffer) throws IOException {
    udp.set(IP.PKTINFO, true).set(IP.RECVTTL, true).set(SO.TIMESTAMPNS, true);
    try (var sent = new Message().controlCapacity(64);
        var stream = new Message().buffers(buffer);
        var received = new Message().controlCapacity(256)) {
      sent.buffers(buffer).name(udp.getsockname()).control().add(new Ttl(9));
      received.buffers(buffer).name(new SockAddrBuffer());
      measure(() -> {
        buffer.clear();
        udp.sendmsg(sent, 0);
        buffer.clear();
        udp.recvmsg(received, 0);
        Control control = received.control();
        if (control.ttl() != 9 || control.pktinfoIfindex() < 1) {
          throw new AssertionError(control.ttl() + " " + control.timestampNanos());
        }
        buffer.clear();
        udp.recvmsg(received, MSG.DONTWAIT);
        buffer.clear();
        pair.first().sendmsg(stream, 0);
        buffer.clear();
        pair.second().recvmsg(received, 0);
      });
    }
  }

  private static void streams(Socket.Pair pair) throws IOException {
    var bytes = new byte[64];
    OutputStream out = pair.first().toOutputStream();
    InputStream in = pair.second().toInputStream();
    measure(() -> {
      out.write(7);
      check(in.read() - 7);
      out.write(bytes);
      check(in.read(bytes) - 64);
    });
  }

  private static void channel(Socket.Pair pair, Socket.Pair empty) throws IOException {
    DescriptorChannel writes = pair.first().toByteChannel();
    DescriptorChannel reads = pair.second().toByteChannel();
    DescriptorChannel none = empty.first().toByteChannel();
    ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    measure(() -> {
      writes.write(buffer.clear());
      check(reads.read(buffer.clear()) + none.read(buffer.clear()) - 64);
    });
  }

  private static void options(Socket.Pair pair, MemorySegment value) throws IOException {
    Socket socket = pair.first();
    int level = SOL.SOCKET;
    measure(() -> {
      check(socket.getsockopt(level, SO_TYPE, value) - Integer.BYTES);
      check(value.get(ValueLayout.JAVA_INT, 0) - SOCK.STREAM.number());
      check(socket.get(SO.TYPE) - SOCK.STREAM.number());
      check(socket.get(SO.RCVBUF) > 127 ? 0 : 1); // not a value that Integer keeps
    });
  }

  private static void vectors(Socket.Pair pair, Socket.Pair empty, MemorySegment segment)
      throws IOException {
    MemorySegment[] two = {segment.asSlice(0, 32), segment.asSlice(32)};
    Duration timeout = Duration.ofMinutes(1);
    measure(() -> {
      check((int) pair.first().write(two) - 64);
      check((int) pair.second().read(two) - 64);
      check((int) pair.first().write(two, timeout) - 64);
      check((int) pair.second().read(two, timeout) - 64);
      check((int) empty.first().read(two) - Socket.AGAIN);
    });
  }

  private static void vectors(Socket.Pair pair, Socket.Pair empty, ByteBuffer buffer)
      throws IOException {
    ByteBuffer[] two = {buffer.slice(0, 32), buffer.slice(32, 32)};
    measure(() -> {
      check((int) pair.first().write(clear(two)) - 64);
      check((int) pair.second().read(clear(two)) - 64);
      check((int) empty.first().read(clear(two)) - Socket.AGAIN);
    });
  }

  private static ByteBuffer[] clear(ByteBuffer[] buffers) {
    for (ByteBuffer each : buffers) {
      each.clear();
    }
    return buffers;
  }

  private static void batch(Socket udp) throws IOException {
    SockAddr self = udp.getsockname();
    udp.set(IP.RECVTTL, true);
    try (var out = MessageBatch.builder().messages(8).dataCapacity(64).build();
        var in =
            MessageBatch.builder()
                .messages(8)
                .dataCapacity(64)
                .controlCapacity(Control.space(4))
                .build()) {
      measure(() -> {
        for (int i = 0; i < 8; i++) {
          out.size(i, 64).name(i, self);
        }
        int sum = udp.sendmmsg(out, 0) - udp.recvmmsg(in, MSG.WAITFORONE);
        for (int i = 0; i < 8; i++) {
          sum += in.name(i).port() - self.port() + in.control(i).ttl() - 64 + in.receivedFlags(i);
        }
        check(sum);
      });
    }
  }

  private static void joined(Socket udp) throws IOException {
    SockAddr self = udp.getsockname();
    MemorySegment datagram = Arena.global().allocate(64);
    var count = new int[1];
    DatagramReceiver.Handler counts = (_, _, length, _, _) -> count[0] += length;
    try (var sender = DatagramSender.builder(udp).datagrams(32).dataCapacity(4096).build();
        var receiver = DatagramReceiver.builder(udp).messages(8).datagramSize(64).build()) {
      measure(() -> {
        for (int i = 0; i < 32; i++) {
          sender.add(datagram, self);
        }
        int sent = sender.sendmmsg(0);
        count[0] = 0;
        receiver.recvmmsg(counts, 0);
        check(sent - 32 + count[0] - 32 * 64);
      });
    }
  }

  private static void check(int difference) {
    if (difference != 0) {
      throw new AssertionError("received other bytes than were sent");
    }
  }

  private static void measure(Allocations.Round round) throws IOException {
    System.out.println(Allocations.bytesPerRound(round));
  }
}
