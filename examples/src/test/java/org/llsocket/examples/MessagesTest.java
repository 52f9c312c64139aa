package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;

@Timeout(20)
class MessagesTest {
  private interface Work {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> start(Work work) {
    return CompletableFuture.runAsync(() -> {
      try {
        work.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  void answerFromAsked_severalAddresses_answersFromEach() throws Exception {
    try (Socket server = ReplyFromDestination.open(0);
        Socket client = Socket.open(AF.INET, SOCK.DGRAM)) {
      client.bind(SockAddr.inet("127.0.0.1", 0));
      CompletableFuture<Void> echo = start(() -> ReplyFromDestination.echo(server, 3));
      for (String asked : new String[] {"127.0.0.1", "127.1.2.3", "127.255.0.9"}) {
        SockAddr address = SockAddr.inet(asked, server.getsockname().port());
        client.sendto(ByteBuffer.wrap(asked.getBytes(UTF_8)), address);
        var answer = ByteBuffer.allocate(100);
        var from = new SockAddrBuffer();
        client.recvfrom(answer, from);
        assertThat(from.toSockAddr()).isEqualTo(address);
        assertThat(UTF_8.decode(answer.flip()).toString()).isEqualTo(asked);
      }
      echo.join();
    }
  }

  @Test
  void handover_whileConnectionsCome_losesNone() throws Exception {
    SockAddr handover = SockAddr.abstractName("llsocket-test-" + ProcessHandle.current().pid());
    Socket old = Handover.listener(SockAddr.inet("127.0.0.1", 0), handover);
    SockAddr address = old.getsockname();
    Socket waiting = Handover.wait(handover);
    try (Socket before = Socket.open(AF.INET, SOCK.STREAM);
        Socket between = Socket.open(AF.INET, SOCK.STREAM);
        Socket after = Socket.open(AF.INET, SOCK.STREAM)) {
      before.connect(address);
      Handover.serve(old, "old");
      assertThat(said(before)).isEqualTo("old\n");
      between.connect(address); // waits in the queue
      CompletableFuture<Void> handing = start(() -> Handover.handOver(old, waiting));
      try (Socket next = Handover.listener(address, handover)) {
        handing.join();
        old.close();
        after.connect(address);
        Handover.serve(next, "new");
        Handover.serve(next, "new");
        assertThat(said(between)).isEqualTo("new\n");
        assertThat(said(after)).isEqualTo("new\n");
      }
    } finally {
      waiting.close();
      old.close();
    }
  }

  private static String said(Socket client) throws Exception {
    var text = ByteBuffer.allocate(10);
    client.recv(text);
    return UTF_8.decode(text.flip()).toString();
  }
}
