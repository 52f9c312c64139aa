package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Credentials;
import org.llsocket.option.SO;

/**
 * A local service that answers datagrams. It leaves no file behind, because its name is abstract.
 */
public final class UnixDatagrams {
  private UnixDatagrams() {}

  /** Answers {@code count} questions with their length, each to its sender. */
  static void answer(Socket service, int count) throws IOException {
    var question = ByteBuffer.allocateDirect(1024);
    var asker = new SockAddrBuffer(); // reused, without allocation
    for (int i = 0; i < count; i++) {
      int n = service.recvfrom(question.clear(), asker);
      service.sendto(ByteBuffer.wrap((n + " bytes").getBytes(UTF_8)), asker);
    }
  }

  /**
   * Asks once. The kernel chooses the name of the client's socket, to which the service replies.
   */
  static String ask(SockAddr service, String question) throws IOException {
    try (var socket = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      socket.set(SO.RCVTIMEO, Duration.ofSeconds(5));
      socket.bind(SockAddr.unnamed());
      socket.connect(service);
      socket.send(ByteBuffer.wrap(question.getBytes(UTF_8)));
      var answer = ByteBuffer.allocate(1024);
      return socket.recv(answer) == Socket.AGAIN
          ? "no answer in 5 seconds"
          : UTF_8.decode(answer.flip()).toString();
    }
  }

  public static void main(String[] args) throws Exception {
    String name = args.length > 0 ? args[0] : "llsocket-example-" + ProcessHandle.current().pid();
    try (var service = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      service.bind(SockAddr.abstractName(name));
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  answer(service, 2);
                } catch (IOException e) {
                  System.err.println(e.getMessage());
                }
              });
      System.out.println(ask(service.getsockname(), "how long is this?"));
      System.out.println(ask(service.getsockname(), ""));
      thread.join();
    }
    try (var pair = Socket.pair(SOCK.SEQPACKET)) {
      Credentials peer = pair.first().get(SO.PEERCRED);
      System.out.println("the other end is process " + peer.pid() + " of user " + peer.uid());
    }
  }
}
