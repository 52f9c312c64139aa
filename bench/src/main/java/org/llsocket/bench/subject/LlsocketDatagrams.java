package org.llsocket.bench.subject;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.bench.subject.Workload.Loop;
import org.llsocket.datagram.DatagramReceiver;
import org.llsocket.datagram.DatagramSender;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.option.SO;
import org.llsocket.option.UDP;

/** Datagrams from one thread to another, by llsocket. */
final class LlsocketDatagrams {
  private static final int BATCH = 64;
  private static final int QUEUED = 512;

  private LlsocketDatagrams() {}

  static Loop plain(Args args) throws IOException {
    Socket receiver = receiver();
    Socket sender = sender(receiver);
    MemorySegment out = Arena.global().allocate(args.size());
    MemorySegment in = Arena.global().allocate(2048);
    var background = new BackgroundLoop(() -> sender.send(out));
    return count ->
        background.during(() -> {
          for (long i = 0; i < count; i++) {
            receiver.recv(in);
          }
        });
  }

  static Loop batch(Args args) throws IOException {
    Socket receiver = receiver();
    Socket sender = sender(receiver);
    var out = MessageBatch.builder().messages(BATCH).dataCapacity(args.size()).build();
    for (int i = 0; i < BATCH; i++) {
      out.size(i, args.size());
    }
    var in = MessageBatch.builder().messages(BATCH).dataCapacity(2048).build();
    var background = new BackgroundLoop(() -> sender.sendmmsg(out, 0));
    return count ->
        background.during(() -> {
          for (long received = 0; received < count; ) {
            received += receiver.recvmmsg(in, MSG.WAITFORONE);
          }
        });
  }

  /** Datagrams that are queued for sending and received one by one. */
  static Loop queued(Args args) throws IOException {
    Socket receiver = receiver();
    Socket sender = sender(receiver);
    var in = DatagramReceiver.builder(receiver).messages(32).datagramSize(2048).build();
    var out =
        DatagramSender.builder(sender).datagrams(QUEUED).dataCapacity(QUEUED * args.size()).build();
    MemorySegment datagram = Arena.global().allocate(args.size());
    var background =
        new BackgroundLoop(() -> {
          while (out.add(datagram, null)) {}
          out.sendmmsg(0);
        });
    var received = new long[1];
    DatagramReceiver.Handler handler = (_, _, _, _, _) -> received[0]++;
    return count ->
        background.during(() -> {
          received[0] = 0;
          while (received[0] < count) {
            in.recvmmsg(handler, 0);
          }
        });
  }

  static Loop offload(Args args) throws IOException {
    Socket receiver = receiver().set(UDP.GRO, true);
    Socket sender = sender(receiver).set(UDP.SEGMENT, args.size());
    MemorySegment out = Arena.global().allocate((long) BATCH * args.size());
    MemorySegment in = Arena.global().allocate(1 << 16);
    var message = new Message().controlCapacity(Control.space(Integer.BYTES)).buffers(in);
    var background = new BackgroundLoop(() -> sender.send(out));
    return count ->
        background.during(() -> {
          long received = 0;
          while (received < count) {
            int n = receiver.recvmsg(message, 0);
            int segment = message.control().gro();
            received += segment < 0 ? 1 : (n + segment - 1) / segment;
          }
        });
  }

  private static Socket receiver() throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM).set(SO.RCVBUF, 4 << 20);
    socket.bind(SockAddr.inet("127.0.0.1", 0));
    return socket;
  }

  private static Socket sender(Socket receiver) throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.connect(receiver.getsockname());
    return socket;
  }
}
