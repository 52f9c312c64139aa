package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.DescriptorOperations.direct;
import static org.llsocket.vmerrors.DescriptorOperations.heap;
import static org.llsocket.vmerrors.DescriptorOperations.heapSegment;
import static org.llsocket.vmerrors.DescriptorOperations.segment;
import static org.llsocket.vmerrors.DescriptorOperations.withByte;
import static org.llsocket.vmerrors.Operation.op;
import static org.llsocket.vmerrors.SocketOperations.none;
import static org.llsocket.vmerrors.SocketOperations.timedOut;
import static org.llsocket.vmerrors.SocketOperations.timesOut;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.Pipe;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.datagram.DatagramReceiver;
import org.llsocket.datagram.DatagramSender;
import org.llsocket.datagram.ZeroCopy;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.message.MessageBatch;
import org.llsocket.message.Rights;

/** Messages with control data, in numbers, without a copy. */
final class MessageOperations {
  private static final Duration BRIEF = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final DatagramReceiver.Handler NOTHING = (m, offset, length, from, control) -> {};
  private static final ZeroCopy.Handler NO_NOTICE = (first, last, copied) -> {};

  static final List<Operation> ALL =
      List.of(
          op("sendmsg", t -> sendmsg(t.pair().first(), message(t, 0))),
          op("sendmsg with rights", MessageOperations::sendRights),
          op("recvmsg", t -> recvmsg(withByte(t), message(t, 64))),
          op("recvmsg with rights", t -> recvmsg(withRights(t, 3), message(t, 64))),
          op("recvmsg and its rights", MessageOperations::takesRights),
          op("recvmsg that waits", t -> recvmsg(timesOut(t.pair().first()), message(t, 0))),
          op(
              "recvmsg with a timeout",
              t -> {
                Socket socket = withRights(t, 3);
                Message message = message(t, 64);
                return none(() -> socket.recvmsg(message, 0, LONG));
              }),
          op(
              "recvmsg, timed out",
              t -> {
                Socket socket = t.pair().first();
                Message message = message(t, 64);
                return timedOut(() -> socket.recvmsg(message, 0, BRIEF));
              }),
          op("sendfd", MessageOperations::sendfd),
          op(
              "recvfd",
              t -> {
                Socket socket = withRights(t, 1);
                return () -> socket.recvfd();
              }),
          op(
              "recvfds",
              t -> {
                Socket socket = withRights(t, 3);
                return () -> socket.recvfds(3);
              }),
          op(
              "recvfds, too many",
              t -> {
                Socket socket = withRights(t, 3);
                return none(() -> refused(socket));
              }),
          op(
              "MessageBatch.sendmmsg",
              t -> {
                Socket socket = t.udp().first();
                MessageBatch batch =
                    t.with(MessageBatch.builder().messages(3).dataCapacity(9).build());
                return none(() -> socket.sendmmsg(batch, 0));
              }),
          op(
              "MessageBatch.recvmmsg",
              t -> {
                Socket socket = withDatagrams(t);
                MessageBatch batch =
                    t.with(
                        MessageBatch.builder()
                            .messages(2)
                            .dataCapacity(9)
                            .controlCapacity(64)
                            .build());
                return none(() -> socket.recvmmsg(batch, 0));
              }),
          op(
              "MessageBatch.recvmmsg with rights",
              t -> {
                Socket socket = withRights(t, 3);
                MessageBatch batch =
                    t.with(
                        MessageBatch.builder()
                            .messages(1)
                            .dataCapacity(9)
                            .controlCapacity(64)
                            .build());
                return none(() -> socket.recvmmsg(batch, 0));
              }),
          op(
              "MessageBatch.recvmmsg, timed out",
              t -> {
                Socket socket = t.udp().first();
                MessageBatch batch =
                    t.with(
                        MessageBatch.builder()
                            .messages(2)
                            .dataCapacity(9)
                            .controlCapacity(64)
                            .build());
                return timedOut(() -> socket.recvmmsg(batch, 0, BRIEF));
              }),
          op(
              "DatagramSender",
              t -> {
                Socket socket = t.udp().first();
                return () -> DatagramSender.builder(socket).datagrams(3).dataCapacity(9).build();
              }),
          op(
              "DatagramSender.sendmmsg",
              t -> {
                DatagramSender sender =
                    t.with(
                        DatagramSender.builder(t.udp().first())
                            .datagrams(3)
                            .dataCapacity(9)
                            .build());
                sender.add(heapSegment(9), null);
                sender.add(heapSegment(9), null);
                return none(() -> sender.sendmmsg(0));
              }),
          op(
              "DatagramReceiver",
              t -> {
                Socket socket = t.udp().first();
                return () -> DatagramReceiver.builder(socket).messages(3).datagramSize(9).build();
              }),
          op(
              "DatagramReceiver.recvmmsg",
              t -> {
                var receiver =
                    t.with(
                        DatagramReceiver.builder(withDatagrams(t))
                            .messages(3)
                            .datagramSize(9)
                            .build());
                return none(() -> receiver.recvmmsg(NOTHING, 0));
              }),
          op(
              "DatagramReceiver.recvmmsg with a timeout",
              t -> {
                var receiver =
                    t.with(
                        DatagramReceiver.builder(t.udp().first())
                            .messages(3)
                            .datagramSize(9)
                            .build());
                return timedOut(() -> receiver.recvmmsg(NOTHING, 0, BRIEF));
              }),
          op(
              "ZeroCopy",
              t -> {
                Socket socket = t.tcp().first();
                return () -> new ZeroCopy(socket);
              }),
          op(
              "ZeroCopy.send",
              t -> {
                ZeroCopy sends = t.with(new ZeroCopy(t.tcp().first()));
                MemorySegment bytes = segment(99);
                return none(() -> sends.send(bytes, 0));
              }),
          op(
              "ZeroCopy.sendto",
              t -> {
                Socket.Pair pair = t.udp();
                SockAddr to = pair.second().getsockname();
                ZeroCopy sends = t.with(new ZeroCopy(pair.first()));
                MemorySegment bytes = segment(99);
                return none(() -> sends.sendto(bytes, to, 0));
              }),
          op(
              "ZeroCopy.reap",
              t -> {
                ZeroCopy sends = t.with(new ZeroCopy(t.tcp().first()));
                sends.send(segment(99), 0);
                return none(() -> sends.reap(NO_NOTICE, LONG));
              }),
          op(
              "ZeroCopy.reap, timed out",
              t -> {
                ZeroCopy sends = t.with(new ZeroCopy(t.tcp().first()));
                return none(() -> sends.reap(NO_NOTICE, BRIEF));
              }));

  private MessageOperations() {}

  private static Message message(Trial t, int controlSize) {
    return t.with(new Message().controlCapacity(controlSize)).buffers(heap(9), direct(9));
  }

  private static Trial.Call sendmsg(Socket socket, Message message) {
    return none(() -> socket.sendmsg(message, 0));
  }

  private static Trial.Call recvmsg(Socket socket, Message message) {
    return none(() -> socket.recvmsg(message, 0));
  }

  private static Trial.Call sendRights(Trial t) throws IOException {
    Socket.Pair pair = t.pair();
    Message message = message(t, Control.space(8));
    message.control().add(Rights.of(pair.first(), pair.second()));
    return sendmsg(pair.first(), message);
  }

  private static Trial.Call sendfd(Trial t) throws IOException {
    Socket.Pair pair = t.pair();
    Pipe pipe = t.with(Pipe.open());
    return none(() -> pair.first().sendfd(pipe.reader(), pipe.writer()));
  }

  /** A socket with a byte and descriptors to be received. */
  private static Socket withRights(Trial t, int count) throws IOException {
    Socket.Pair pair = t.pair();
    Descriptor[] all = new Descriptor[count];
    java.util.Arrays.fill(all, pair.second());
    pair.second().sendfd(all);
    return pair.first();
  }

  private static Trial.Call takesRights(Trial t) throws IOException {
    Socket socket = withRights(t, 3);
    Message message = message(t, 64);
    return () -> {
      socket.recvmsg(message, 0);
      Rights rights = message.control().get(Rights.class);
      return rights == null ? null : rights.take();
    };
  }

  private static void refused(Socket socket) {
    try {
      socket.recvfds(1);
    } catch (IOException more) {
      return;
    }
    throw new AssertionError("two were to be refused");
  }

  private static Socket withDatagrams(Trial t) throws IOException {
    Socket.Pair pair = t.udp();
    pair.second().send(heapSegment(9));
    pair.second().send(heapSegment(9));
    return pair.first();
  }
}
