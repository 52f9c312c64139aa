package org.llsocket.nio;

import static org.llsocket.nio.StreamChannelScenarios.bytes;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;

/** Calls that wait, and how other threads end them; on both kinds of threads. */
final class WaitingScenarios {
  private WaitingScenarios() {}

  /** A scenario for one kind of thread. */
  private interface OnThread {
    void run(SelectorProvider provider, boolean virtual, Transcript seen) throws Exception;
  }

  static List<ChannelScenario> all() {
    List<ChannelScenario> all = new ArrayList<>();
    for (boolean virtual : new boolean[] {false, true}) {
      add(all, virtual, "a read", WaitingScenarios::read);
      add(all, virtual, "a write", WaitingScenarios::write);
      add(all, virtual, "an accept", WaitingScenarios::accept);
      add(all, virtual, "a receive", WaitingScenarios::receive);
      add(all, virtual, "a read of a pipe", WaitingScenarios::pipe);
      add(all, virtual, "a selection", WaitingScenarios::select);
      add(all, virtual, "a shutdown", WaitingScenarios::shutdown);
      add(all, virtual, "interrupted before", WaitingScenarios::interruptedBefore);
      add(all, virtual, "streams", WaitingScenarios::streams);
      add(all, virtual, "changes of a selector in use", WaitingScenarios::selectorInUse);
    }
    return all;
  }

  private static void add(
      List<ChannelScenario> all, boolean virtual, String name, OnThread scenario) {
    String kind = virtual ? " on a virtual thread" : " on a platform thread";
    all.add(
        new ChannelScenario(
            name + " that waits" + kind,
            (provider, seen) -> scenario.run(provider, virtual, seen)));
  }

  private static void read(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      SocketChannel client = ends.client();
      ByteBuffer buffer = ByteBuffer.allocate(8);
      var read = new WaitingCall(virtual, () -> client.read(buffer)).untilIn("read");
      ends.server().write(bytes("x"));
      seen.see("data", read::outcome);
      read = new WaitingCall(virtual, () -> client.read(buffer)).untilIn("read");
      client.close();
      seen.see("closed", read::outcome);
    }
    try (var ends = ConnectedChannels.of(provider)) {
      SocketChannel client = ends.client();
      ByteBuffer buffer = ByteBuffer.allocate(8);
      var read = new WaitingCall(virtual, () -> client.read(buffer)).untilIn("read").interrupt();
      seen.see("interrupted", read::outcome);
      seen.see("open", client::isOpen);
      seen.see("peer's end", () -> ends.server().read(buffer));
    }
  }

  private static void write(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    for (String end : new String[] {"close", "interrupt", "shutdown"}) {
      try (var ends = ConnectedChannels.of(provider)) {
        SocketChannel client = ends.client();
        var write = new WaitingCall(virtual, () -> writeAll(client)).untilIn("write");
        switch (end) {
          case "close" -> client.close();
          case "interrupt" -> write.interrupt();
          default -> client.shutdownOutput();
        }
        seen.see(end, write::outcome);
        seen.see("open", client::isOpen);
      }
    }
  }

  /** Writes until something ends it. A write that has sent a part returns; the next one throws. */
  private static Object writeAll(SocketChannel channel) throws Exception {
    ByteBuffer some = ByteBuffer.allocateDirect(1 << 16);
    try {
      while (channel.write(some.clear()) >= 0) {
        Thread.onSpinWait();
      }
      return "never";
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (ClosedChannelException e) {
      return "closed";
    }
  }

  private static void accept(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    for (String end : new String[] {"connection", "close", "interrupt"}) {
      try (ServerSocketChannel listener = provider.openServerSocketChannel();
          SocketChannel client = provider.openSocketChannel()) {
        listener.bind(new InetSocketAddress(ConnectedChannels.LOOPBACK, 0));
        var accept =
            new WaitingCall(
                    virtual,
                    () -> {
                      try (SocketChannel accepted = listener.accept()) {
                        return accepted.isConnected();
                      }
                    })
                .untilIn("accept");
        switch (end) {
          case "connection" -> client.connect(listener.getLocalAddress());
          case "close" -> listener.close();
          default -> accept.interrupt();
        }
        seen.see(end, accept::outcome);
        seen.see("open", listener::isOpen);
      }
    }
  }

  private static void receive(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    for (String end : new String[] {"datagram", "close", "interrupt"}) {
      try (DatagramChannel channel = provider.openDatagramChannel()) {
        channel.bind(new InetSocketAddress(ConnectedChannels.LOOPBACK, 0));
        ByteBuffer buffer = ByteBuffer.allocate(8);
        var receive =
            new WaitingCall(
                    virtual, () -> channel.receive(buffer).equals(channel.getLocalAddress()))
                .untilIn("receive");
        switch (end) {
          case "datagram" -> channel.send(bytes("x"), channel.getLocalAddress());
          case "close" -> channel.close();
          default -> receive.interrupt();
        }
        seen.see(end, receive::outcome);
        seen.see("open", channel::isOpen);
      }
    }
  }

  private static void pipe(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    for (String end : new String[] {"data", "end", "close", "interrupt"}) {
      Pipe pipe = provider.openPipe();
      try (var source = pipe.source();
          var sink = pipe.sink()) {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        var read = new WaitingCall(virtual, () -> source.read(buffer)).untilIn("read");
        switch (end) {
          case "data" -> sink.write(bytes("x"));
          case "end" -> sink.close();
          case "close" -> source.close();
          default -> read.interrupt();
        }
        seen.see(end, read::outcome);
        seen.see("open", source::isOpen);
      }
    }
  }

  private static void select(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    for (String end : new String[] {"data", "wakeup", "interrupt", "close"}) {
      try (var ends = ConnectedChannels.of(provider);
          Selector selector = provider.openSelector()) {
        ends.client().configureBlocking(false);
        SelectionKey key = ends.client().register(selector, SelectionKey.OP_READ);
        var select = new WaitingCall(virtual, selector::select).untilIn("select");
        switch (end) {
          case "data" -> ends.server().write(bytes("x"));
          case "wakeup" -> selector.wakeup();
          case "interrupt" -> select.interrupt();
          default -> selector.close();
        }
        seen.see(end, select::outcome);
        seen.see("open", selector::isOpen);
        seen.see("key", key::isValid);
      }
    }
  }

  private static void shutdown(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      ByteBuffer buffer = ByteBuffer.allocate(8);
      var read = new WaitingCall(virtual, () -> ends.client().read(buffer)).untilIn("read");
      ends.client().shutdownInput();
      seen.see("read", read::outcome);
      seen.see("open", ends.client()::isOpen);
    }
  }

  private static void interruptedBefore(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      ends.server().write(bytes("x"));
      seen.see(
          "read", () -> interrupted(virtual, () -> ends.client().read(ByteBuffer.allocate(1))));
      seen.see("open", ends.client()::isOpen);
      seen.see("write", () -> interrupted(virtual, () -> ends.server().write(bytes("x"))));
      seen.see("open", ends.server()::isOpen);
      seen.see("accept", () -> interrupted(virtual, ends.listener()::accept));
      seen.see("open", ends.listener()::isOpen);
    }
    try (var ends = ConnectedChannels.of(provider);
        SocketChannel other = provider.openSocketChannel()) {
      ends.client().configureBlocking(false);
      seen.see(
          "non-blocking",
          () -> interrupted(virtual, () -> ends.client().read(ByteBuffer.allocate(1))));
      seen.see("open", ends.client()::isOpen);
      seen.see(
          "connect",
          () -> interrupted(virtual, () -> other.connect(ends.listener().getLocalAddress())));
      seen.see("open", other::isOpen);
    }
  }

  /** A call of a thread that is interrupted. */
  private static Object interrupted(boolean virtual, java.util.concurrent.Callable<?> call)
      throws Exception {
    return new WaitingCall(
            virtual,
            () -> {
              Thread.currentThread().interrupt();
              return call.call();
            })
        .outcome();
  }

  private static void streams(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    for (String end : new String[] {"data", "close", "interrupt", "timeout"}) {
      try (var ends = ConnectedChannels.of(provider)) {
        java.net.Socket client = ends.client().socket();
        client.setSoTimeout(end.equals("timeout") ? 50 : 0);
        var read = new WaitingCall(virtual, () -> client.getInputStream().read()).untilIn("read");
        switch (end) {
          case "data" -> ends.server().write(bytes("x"));
          case "close" -> client.close();
          case "interrupt" -> read.interrupt();
          default -> {}
        }
        seen.see(end, read::outcome);
        seen.see("open", ends.client()::isOpen);
      }
    }
  }

  private static void selectorInUse(SelectorProvider provider, boolean virtual, Transcript seen)
      throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      ends.client().configureBlocking(false);
      var select = new WaitingCall(virtual, selector::select).untilIn("select");
      SelectionKey key = ends.client().register(selector, SelectionKey.OP_WRITE);
      seen.see("in the set", () -> selector.keys().contains(key));
      selector.wakeup();
      seen.see("not seen by it", select::outcome);
      seen.see("seen by the next", selector::select);
      selector.selectedKeys().clear();
      key.interestOps(0);
      select = new WaitingCall(virtual, selector::select).untilIn("select");
      key.interestOps(SelectionKey.OP_WRITE);
      selector.wakeup();
      seen.see("changed", select::outcome);
      seen.see("seen by the next", selector::select);
      selector.selectedKeys().clear();
      key.interestOps(0);
      select = new WaitingCall(virtual, selector::select).untilIn("select");
      ends.client().close();
      seen.see("valid", key::isValid);
      selector.wakeup();
      seen.see("closed", select::outcome);
      seen.see("left", () -> selector.keys().size());
    }
  }
}
