package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llsocket.nio.StreamChannelScenarios.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Selectors that several threads use, and what they leave behind. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EpollSelectorTest {
  private static final LlsocketProvider PROVIDER = LlsocketProvider.instance();
  private static final int THREADS = 4;
  private static final int CONNECTIONS = 25;

  /** A selecting thread, and others that register, change and close channels. */
  @Test
  void select_whileChannelsComeAndGo_reportsOnlyLiveOnes() throws Exception {
    var done = new AtomicBoolean();
    var wrong = new AtomicInteger();
    // Not the common pool: on two processors it has one thread.
    try (ExecutorService threads = Executors.newCachedThreadPool();
        Selector selector = PROVIDER.openSelector()) {
      CompletableFuture<Integer> selecting =
          CompletableFuture.supplyAsync(() -> echo(selector, done, wrong), threads);
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        clients.add(CompletableFuture.runAsync(() -> talk(selector), threads));
      }
      for (CompletableFuture<Void> client : clients) {
        client.get(2, TimeUnit.MINUTES);
      }
      done.set(true);
      selector.wakeup();
      assertThat(selecting.get(1, TimeUnit.MINUTES)).isEqualTo(THREADS * CONNECTIONS);
      assertThat(wrong).hasValue(0);
    }
  }

  /** Answers what arrives until it is done; returns how many connections have ended. */
  private static int echo(Selector selector, AtomicBoolean done, AtomicInteger wrong) {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    var ended = new AtomicInteger();
    try {
      while (!done.get() || !selector.keys().isEmpty()) {
        selector.select(
            key -> {
              try {
                answer((SocketChannel) key.channel(), buffer, ended);
              } catch (ClosedChannelException e) {
                wrong.incrementAndGet(); // only this thread closes them
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            done.get() ? 1 : 0);
      }
    } catch (IOException | CancelledKeyException e) {
      throw new AssertionError(e);
    }
    return ended.get();
  }

  private static void answer(SocketChannel channel, ByteBuffer buffer, AtomicInteger ended)
      throws IOException {
    int n = channel.read(buffer.clear());
    if (n < 0) {
      ended.incrementAndGet();
      channel.close();
    } else {
      channel.write(buffer.flip());
    }
  }

  private static void talk(Selector selector) {
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        try (var ends = ConnectedChannels.of(PROVIDER)) {
          SocketChannel server = ends.server();
          server.configureBlocking(false);
          SelectionKey key = server.register(selector, 0);
          key.interestOps(SelectionKey.OP_READ);
          selector.wakeup();
          ends.client().write(bytes("ping"));
          ByteBuffer answer = ByteBuffer.allocate(4);
          while (answer.hasRemaining()) {
            assertThat(ends.client().read(answer)).isPositive();
          }
          ends.client().shutdownOutput();
          assertThat(ends.client().read(answer.clear())).isEqualTo(-1);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void close_ofARegisteredChannel_closesItsDescriptorAtOnce() throws Exception {
    try (var ends = ConnectedChannels.of(PROVIDER);
        Selector selector = PROVIDER.openSelector()) {
      int fd = SocketChannels.socket(ends.client()).orElseThrow().fd();
      Path link = Path.of("/proc/self/fd/" + fd);
      String socket = Files.readSymbolicLink(link).toString();
      ends.client().configureBlocking(false);
      ends.client().register(selector, SelectionKey.OP_READ);
      selector.selectNow();
      ends.client().close();
      assertThat(sockets()).doesNotContain(socket);
      assertThat(selector.selectNow()).isZero();
    }
  }

  private static List<String> sockets() throws IOException {
    List<String> all = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        all.add(target(link));
      }
    }
    return all;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
