package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.Operation.op;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.IPPROTO;
import org.llsocket.Interface;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.testing.Loopback;

/** Making, naming, connecting and asking sockets. */
final class SocketOperations {
  private static final Duration BRIEF = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofSeconds(20);

  static final List<Operation> ALL =
      List.of(
          op("Socket.open", t -> () -> Socket.open(AF.INET, SOCK.STREAM)),
          op("Socket.open protocol", t -> () -> Socket.open(AF.INET, SOCK.DGRAM, IPPROTO.UDP)),
          op("Socket.pair", t -> () -> Socket.pair(SOCK.STREAM)),
          op("Socket.adopt", t -> adopts(t, Socket::adopt)),
          op("Socket.borrow", t -> borrows(t, Socket::borrow)),
          op("Socket.dup", t -> t.pair().first()::dup),
          op("Socket.family and type", SocketOperations::kinds),
          op("bind", t -> bind(t, SockAddr.inet("127.0.0.1", 0))),
          op(
              "bind, Unix",
              t -> {
                Socket socket = t.with(Socket.open(AF.UNIX, SOCK.DGRAM));
                return none(() -> socket.bind(SockAddr.unnamed()));
              }),
          op(
              "listen",
              t -> {
                Socket socket = t.with(Loopback.bound(AF.INET, SOCK.STREAM));
                return none(socket::listen);
              }),
          op("connect, Unix", t -> connect(t, t.listener())),
          op("connect, TCP", t -> connect(t, t.with(Loopback.listener(AF.INET)))),
          op("connect, UDP", t -> connect(t, t.with(Loopback.bound(AF.INET, SOCK.DGRAM)))),
          op(
              "connect, with a timeout",
              t -> {
                Socket listener = t.with(Loopback.listener(AF.INET));
                SockAddr to = listener.getsockname();
                Socket client = t.with(Socket.open(AF.INET, SOCK.STREAM));
                return none(() -> client.connect(to, LONG));
              }),
          op("connect, timed out", SocketOperations::connectTimesOut),
          op("disconnect", t -> none(t.udp().first()::disconnect)),
          op("accept", t -> t.listenerOf(1)::accept),
          op("accept with an address", t -> accept(t.listenerOf(1), 0)),
          op("accept with flags", t -> accept(t.listenerOf(1), SOCK.NONBLOCK)),
          op("accept with a timeout", t -> accept(t.listenerOf(1), LONG)),
          op("accept, timed out", t -> accept(t.listenerOf(0), BRIEF)),
          op(
              "accept, nothing there",
              t -> {
                Socket listener = t.listenerOf(0);
                listener.nonblock(true);
                return listener::accept;
              }),
          op("accept, SO_RCVTIMEO", t -> timesOut(t.listenerOf(0))::accept),
          op("shutdown", t -> shutdown(t.pair().first())),
          op("close(SHUT)", t -> closeBoth(t.pair().first())),
          op("getsockname", t -> none(t.tcp().first()::getsockname)),
          op("getpeername", t -> none(t.tcp().first()::getpeername)),
          op("error", t -> none(t.pair().first()::error)),
          op("atmark", t -> none(t.tcp().first()::atmark)),
          op("siocinq", t -> none(t.pair().first()::siocinq)),
          op("siocoutq", t -> none(t.pair().first()::siocoutq)),
          op("siocoutqnsd", t -> none(t.tcp().first()::siocoutqnsd)),
          op("siocgifflags", t -> flags(t.pair().first())),
          op("get, boolean", t -> get(t, SO.KEEPALIVE)),
          op("get, Duration", t -> get(t, SO.RCVTIMEO)),
          op("get, struct", t -> get(t, TCP.INFO)),
          op("get, of the JDK", t -> get(t, StandardSocketOptions.SO_RCVBUF)),
          op("set, boolean", t -> set(t, SO.KEEPALIVE, true)),
          op("set, Duration", t -> set(t, SO.RCVTIMEO, LONG)),
          op("set, struct", t -> set(t, SO.LINGER, Linger.OFF)),
          op("set, of the JDK", t -> set(t, StandardSocketOptions.SO_RCVBUF, 10_000)),
          op("getsockopt, heap", t -> getsockopt(t, MemorySegment.ofArray(new int[1]))),
          op("getsockopt, native", t -> getsockopt(t, Arena.ofAuto().allocate(4))),
          op("setsockopt, heap", t -> setsockopt(t, MemorySegment.ofArray(new int[1]))),
          op("setsockopt, native", t -> setsockopt(t, Arena.ofAuto().allocate(4))));

  private SocketOperations() {}

  interface Action {
    void run() throws Exception;
  }

  /** A call that returns nothing to be closed. */
  static Trial.Call none(Action action) {
    return () -> {
      action.run();
      return null;
    };
  }

  interface Adopting {
    Object adopt(int number) throws IOException;
  }

  /** A number that is not owned where the adoption fails. */
  static Trial.Call adopts(Trial t, Adopting adopting) throws IOException {
    int number = t.pair().first().detach();
    t.waitsNot();
    t.check(failed -> {
      if (failed) {
        Descriptor.adopt(number).close();
      }
    });
    return () -> adopting.adopt(number);
  }

  /** A view of a descriptor that stays open. */
  static Trial.Call borrows(Trial t, Adopting borrowing) throws IOException {
    Socket owner = t.pair().first();
    t.check(failed -> {
      if (owner.recv(MemorySegment.ofArray(new byte[1]), MSG.DONTWAIT) != Socket.AGAIN) {
        throw new AssertionError("the borrowed socket is not as it was");
      }
    });
    return () -> borrowing.adopt(owner.fd());
  }

  private static Trial.Call kinds(Trial t) throws IOException {
    Socket socket = t.pair().first();
    return none(() -> {
      AF _ = socket.family();
      SOCK _ = socket.type();
      IPPROTO _ = socket.protocol();
    });
  }

  private static Trial.Call bind(Trial t, SockAddr address) throws IOException {
    Socket socket = t.with(Socket.open(AF.INET, SOCK.DGRAM));
    t.receives(socket);
    return none(() -> socket.bind(address));
  }

  private static Trial.Call connect(Trial t, Socket to) throws IOException {
    SockAddr address = to.getsockname();
    Socket client = t.with(Socket.open(to.family(), to.type()));
    return none(() -> client.connect(address));
  }

  private static Trial.Call connectTimesOut(Trial t) throws IOException {
    Socket listener = t.with(Loopback.bound(AF.INET, SOCK.STREAM));
    listener.listen(0);
    SockAddr to = listener.getsockname();
    t.with(Socket.open(AF.INET, SOCK.STREAM)).connect(to); // and the queue is full
    Socket client = t.with(Socket.open(AF.INET, SOCK.STREAM));
    return timedOut(() -> client.connect(to, BRIEF));
  }

  static Trial.Call timedOut(Action action) {
    return () -> {
      try {
        action.run();
      } catch (SocketTimeoutException itShould) {
        return null;
      }
      throw new AssertionError("no time-out");
    };
  }

  private static Trial.Call accept(Socket listener, int flags) {
    var peer = new SockAddrBuffer();
    return flags == 0 ? () -> listener.accept(peer) : () -> listener.accept(peer, flags);
  }

  private static Trial.Call accept(Socket listener, Duration timeout) {
    return timeout.equals(LONG)
        ? () -> listener.accept(timeout)
        : timedOut(() -> listener.accept(timeout));
  }

  static Socket timesOut(Socket socket) throws IOException {
    return socket.set(SO.RCVTIMEO, BRIEF).set(SO.SNDTIMEO, BRIEF);
  }

  private static Trial.Call flags(Socket socket) {
    return none(() -> Interface.siocgifflags(socket, "lo"));
  }

  private static Trial.Call shutdown(Socket socket) {
    return none(() -> socket.shutdown(SHUT.RDWR));
  }

  private static Trial.Call closeBoth(Socket socket) {
    return none(() -> socket.close(SHUT.RDWR));
  }

  private static <T> Trial.Call get(Trial t, java.net.SocketOption<T> option) throws IOException {
    Socket socket = t.tcp().first();
    return none(() -> socket.get(option));
  }

  private static <T> Trial.Call set(Trial t, java.net.SocketOption<T> option, T value)
      throws IOException {
    Socket socket = t.tcp().first();
    return none(() -> socket.set(option, value));
  }

  private static Trial.Call getsockopt(Trial t, MemorySegment value) throws IOException {
    Socket socket = t.pair().first();
    return none(() -> socket.getsockopt(1, 3, value)); // SOL_SOCKET, SO_TYPE
  }

  private static Trial.Call setsockopt(Trial t, MemorySegment value) throws IOException {
    Socket socket = t.pair().first();
    return none(() -> socket.setsockopt(1, 9, value)); // SOL_SOCKET, SO_KEEPALIVE
  }
}
