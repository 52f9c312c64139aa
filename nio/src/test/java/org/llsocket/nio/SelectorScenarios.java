package org.llsocket.nio;

import static org.llsocket.nio.StreamChannelScenarios.bytes;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What programs do with selectors. */
@SuppressWarnings({
  "ReferenceEquality",
  "CollectionIncompatibleType"
}) // the contract is about identity
final class SelectorScenarios {
  private static final int READ = SelectionKey.OP_READ;
  private static final int WRITE = SelectionKey.OP_WRITE;

  private SelectorScenarios() {}

  static List<ChannelScenario> all() {
    return List.of(
        new ChannelScenario("an empty selector", SelectorScenarios::empty),
        new ChannelScenario("registrations", SelectorScenarios::registrations),
        new ChannelScenario("the key sets", SelectorScenarios::sets),
        new ChannelScenario("ready sets", SelectorScenarios::readySets),
        new ChannelScenario("interest sets", SelectorScenarios::interestSets),
        new ChannelScenario("a cancelled key", SelectorScenarios::cancelled),
        new ChannelScenario("a closed channel with keys", SelectorScenarios::closedChannel),
        new ChannelScenario("a closed selector", SelectorScenarios::closedSelector),
        new ChannelScenario("several selectors", SelectorScenarios::several),
        new ChannelScenario("wake-ups", SelectorScenarios::wakeups),
        new ChannelScenario("an interrupt before a selection", SelectorScenarios::interrupted),
        new ChannelScenario("actions", SelectorScenarios::actions),
        new ChannelScenario("ends and errors", SelectorScenarios::ends),
        new ChannelScenario("a listener in a selector", SelectorScenarios::accepting));
  }

  private static void empty(SelectorProvider provider, Transcript seen) throws Exception {
    try (Selector selector = provider.openSelector()) {
      seen.see("open", selector::isOpen);
      seen.see("provider", () -> selector.provider() == provider);
      seen.see("keys", () -> selector.keys().size());
      seen.see("selected", () -> selector.selectedKeys().size());
      seen.see("now", selector::selectNow);
      seen.see("timeout", () -> selector.select(10));
      seen.see("negative", () -> selector.select(-1));
      seen.see("null action", () -> selector.select(null));
      seen.see("null action now", () -> selector.selectNow(null));
      seen.see("negative", () -> selector.select(key -> {}, -1));
    }
  }

  private static void registrations(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      SocketChannel client = ends.client();
      seen.see("blocking", () -> client.register(selector, READ));
      client.configureBlocking(false);
      seen.see("accept", () -> client.register(selector, SelectionKey.OP_ACCEPT));
      seen.see("null", () -> client.register(null, READ));
      SelectionKey key = client.register(selector, READ, "attached");
      seen.see("attachment", key::attachment);
      seen.see("interest", key::interestOps);
      seen.see("ready", key::readyOps);
      seen.see("valid", key::isValid);
      seen.see("channel", () -> key.channel() == client);
      seen.see("selector", () -> key.selector() == selector);
      seen.see("found", () -> client.keyFor(selector) == key);
      seen.see("registered", client::isRegistered);
      seen.see("again", () -> client.register(selector, WRITE, "other") == key);
      seen.see("attachment", key::attachment);
      seen.see("interest", key::interestOps);
      seen.see("blocking", () -> client.configureBlocking(true));
      seen.see("in the set", () -> selector.keys().equals(Set.of(key)));
      seen.see("another operation", () -> key.interestOps(SelectionKey.OP_ACCEPT));
      seen.see("or another", () -> key.interestOpsOr(SelectionKey.OP_ACCEPT));
      seen.see("or", () -> key.interestOpsOr(READ));
      seen.see("and", () -> key.interestOpsAnd(READ | SelectionKey.OP_ACCEPT));
      seen.see("interest", key::interestOps);
      seen.see("attach", () -> key.attach(null));
      seen.see("attachment", key::attachment);
    }
  }

  private static void sets(SelectorProvider provider, Transcript seen) throws Exception {
    try (var one = ConnectedChannels.of(provider);
        var two = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      one.client().configureBlocking(false);
      two.client().configureBlocking(false);
      SelectionKey first = one.client().register(selector, WRITE);
      SelectionKey second = two.client().register(selector, WRITE);
      seen.see("select", selector::select);
      Set<SelectionKey> selected = selector.selectedKeys();
      seen.see("both", () -> selected.equals(Set.of(first, second)));
      seen.see("size", selected::size);
      seen.see("hash", () -> selected.hashCode() == first.hashCode() + second.hashCode());
      seen.see("contains", () -> selected.contains(first));
      seen.see("contains null", () -> selected.contains(null));
      seen.see("add", () -> selected.add(first));
      seen.see("add all", () -> selected.addAll(List.of(first)));
      seen.see("keys add", () -> selector.keys().add(first));
      seen.see("keys remove", () -> selector.keys().remove(first));
      seen.run("keys clear", () -> selector.keys().clear());
      seen.see("remove", () -> selected.remove(first));
      seen.see("remove again", () -> selected.remove(first));
      seen.see("remove another", () -> selected.remove("key"));
      seen.see("left", () -> selected.equals(Set.of(second)));
      Iterator<SelectionKey> all = selected.iterator();
      seen.run("remove before next", all::remove);
      seen.see("next", () -> all.next() == second);
      seen.run("remove", all::remove);
      seen.run("remove twice", all::remove);
      seen.see("has next", all::hasNext);
      seen.see("no next", all::next);
      seen.see("empty", selected::isEmpty);
      seen.see("select again", selector::select);
      Iterator<SelectionKey> stale = selected.iterator();
      seen.see("next", () -> stale.next().isValid());
      selected.clear();
      seen.see("changed", stale::next);
      seen.see("select again", selector::select);
      seen.see("remove if", () -> selected.removeIf(key -> key == first));
      seen.see("array", () -> selected.toArray().length);
      seen.see("retain", () -> selected.retainAll(List.of()));
      seen.see("same view", () -> selector.selectedKeys() == selected);
    }
  }

  private static void readySets(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      ends.client().configureBlocking(false);
      SelectionKey key = ends.client().register(selector, READ | WRITE);
      seen.see("select", selector::select);
      seen.see("ready", key::readyOps);
      seen.see("nothing new", selector::select);
      ends.server().write(bytes("x"));
      seen.see("added", () -> selectUntil(selector, key, READ));
      seen.see("ready", key::readyOps);
      ends.client().read(ByteBuffer.allocate(8));
      seen.see("kept", selector::select);
      seen.see("ready", key::readyOps);
      selector.selectedKeys().clear();
      seen.see("replaced", selector::select);
      seen.see("ready", key::readyOps);
      seen.see("writable", key::isWritable);
      seen.see("readable", key::isReadable);
      seen.see("acceptable", key::isAcceptable);
      seen.see("connectable", key::isConnectable);
    }
  }

  /** Selects until the operation is ready: data arrives some time after it was written. */
  private static int selectUntil(Selector selector, SelectionKey key, int operation)
      throws Exception {
    int updated = 0;
    while ((key.readyOps() & operation) == 0) {
      updated += selector.select();
    }
    return updated;
  }

  private static void interestSets(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      ends.client().configureBlocking(false);
      SelectionKey key = ends.client().register(selector, 0);
      seen.see("nothing", selector::selectNow);
      key.interestOps(WRITE);
      seen.see("write", selector::select);
      selector.selectedKeys().clear();
      key.interestOps(0);
      seen.see("nothing", selector::selectNow);
      seen.see("ready stays", key::readyOps);
      ends.server().write(bytes("x"));
      key.interestOps(READ);
      seen.see("read", selector::select);
      seen.see("ready", key::readyOps);
      key.interestOps(READ | WRITE).interestOps(READ);
      selector.selectedKeys().clear();
      seen.see("read", selector::select);
      ends.server().close();
      key.interestOps(0);
      selector.selectedKeys().clear();
      seen.see("an end without interest", selector::selectNow);
    }
  }

  private static void cancelled(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      SocketChannel client = ends.client();
      client.configureBlocking(false);
      SelectionKey key = client.register(selector, WRITE);
      selector.select();
      key.cancel();
      key.cancel();
      seen.see("valid", key::isValid);
      seen.see("interest", key::interestOps);
      seen.see("ready", key::readyOps);
      seen.see("set", () -> key.interestOps(0));
      seen.see("or", () -> key.interestOpsOr(READ));
      seen.see("and", () -> key.interestOpsAnd(READ));
      seen.see("in the set", () -> selector.keys().contains(key));
      seen.see("selected", () -> selector.selectedKeys().contains(key));
      seen.see("registered", client::isRegistered);
      seen.see("found", () -> client.keyFor(selector) == key);
      seen.see("register", () -> client.register(selector, WRITE));
      seen.see("select", selector::selectNow);
      seen.see("in the set", () -> selector.keys().contains(key));
      seen.see("selected", () -> selector.selectedKeys().contains(key));
      seen.see("registered", client::isRegistered);
      seen.see("found", () -> client.keyFor(selector));
      SelectionKey again = client.register(selector, WRITE);
      seen.see("another key", () -> again != key);
      seen.see("select", selector::select);
      again.cancel();
      seen.see("blocking", () -> client.configureBlocking(true).isBlocking());
      seen.see("still registered", client::isRegistered);
      seen.see("channel", () -> key.channel() == client);
      seen.see("selector", () -> key.selector() == selector);
    }
  }

  private static void closedChannel(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      ends.client().configureBlocking(false);
      SelectionKey key = ends.client().register(selector, WRITE);
      selector.select();
      ends.client().close();
      seen.see("valid", key::isValid);
      seen.see("keys", () -> selector.keys().size());
      seen.see("selected", () -> selector.selectedKeys().size());
      seen.see("peer's end", () -> ends.server().read(ByteBuffer.allocate(1)));
      seen.see("select", selector::selectNow);
      seen.see("keys", () -> selector.keys().size());
      seen.see("selected", () -> selector.selectedKeys().size());
      seen.see("registered", ends.client()::isRegistered);
    }
  }

  private static void closedSelector(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      Selector selector = provider.openSelector();
      ends.client().configureBlocking(false);
      SelectionKey key = ends.client().register(selector, WRITE);
      Set<SelectionKey> keys = selector.keys();
      selector.close();
      selector.close();
      seen.see("open", selector::isOpen);
      seen.see("select", selector::select);
      seen.see("now", selector::selectNow);
      seen.see("action", () -> selector.select(k -> {}));
      seen.see("keys", selector::keys);
      seen.see("selected", selector::selectedKeys);
      seen.see("wake up", () -> selector.wakeup() == selector);
      seen.see("valid", key::isValid);
      seen.see("registered", ends.client()::isRegistered);
      seen.see("register", () -> ends.client().register(selector, 0));
      seen.see("left", keys::size);
      seen.see("channel", ends.client()::isOpen);
      seen.see("write", () -> ends.client().write(bytes("x")));
    }
  }

  private static void several(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector one = provider.openSelector();
        Selector two = provider.openSelector()) {
      ends.client().configureBlocking(false);
      SelectionKey reads = ends.client().register(one, READ);
      SelectionKey writes = ends.client().register(two, WRITE);
      seen.see("one", one::selectNow);
      seen.see("two", two::select);
      seen.see("found", () -> ends.client().keyFor(one) == reads);
      reads.cancel();
      seen.see("registered", ends.client()::isRegistered);
      one.selectNow();
      seen.see("registered", ends.client()::isRegistered);
      seen.see("blocking", () -> ends.client().configureBlocking(true));
      ends.client().close();
      seen.see("valid", writes::isValid);
      two.selectNow();
      seen.see("registered", ends.client()::isRegistered);
    }
  }

  private static void wakeups(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      seen.see("wake up", () -> selector.wakeup().wakeup() == selector);
      seen.see("at once", selector::select);
      selector.wakeup();
      seen.see("at once", () -> selector.select(60_000));
      selector.wakeup();
      seen.see("now", selector::selectNow);
      seen.see("cleared", () -> waited(selector, 20));
      ends.client().configureBlocking(false);
      ends.client().register(selector, WRITE);
      selector.wakeup();
      seen.see("and a key", selector::select);
      selector.selectedKeys().clear();
      selector.wakeup();
      List<SelectionKey> acted = new ArrayList<>();
      seen.see("and an action", () -> selector.select(acted::add));
      ends.client().keyFor(selector).interestOps(0);
      seen.see("cleared", () -> waited(selector, 20));
    }
  }

  /** Whether a selection waits for its timeout. */
  private static boolean waited(Selector selector, long millis) throws Exception {
    long start = System.nanoTime();
    selector.select(millis);
    return System.nanoTime() - start >= (millis - 1) * 1_000_000;
  }

  private static void interrupted(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      Thread.currentThread().interrupt();
      seen.see("select", selector::select);
      seen.see("timeout", () -> selector.select(60_000));
      seen.see("now", selector::selectNow);
      seen.see("interrupted", () -> Thread.currentThread().isInterrupted());
      ends.client().configureBlocking(false);
      ends.client().register(selector, WRITE);
      seen.see("a key", selector::select);
      selector.selectedKeys().clear();
      seen.see("a key now", selector::selectNow);
      seen.see("open", selector::isOpen);
      seen.see("interrupted", Thread::interrupted);
    }
  }

  private static void actions(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      ends.client().configureBlocking(false);
      ends.server().configureBlocking(false);
      SelectionKey key = ends.client().register(selector, WRITE | READ);
      List<Object> acted = new ArrayList<>();
      seen.see("select", () -> selector.select(k -> acted.add(k.readyOps())));
      seen.see("acted", () -> acted);
      seen.see("not selected", () -> selector.selectedKeys().size());
      seen.see("timeout", () -> selector.select(k -> acted.add("t"), 1000));
      seen.see("now", () -> selector.selectNow(k -> acted.add("n")));
      seen.see("acted", () -> acted);
      seen.see(
          "thrown",
          () ->
              selector.select(k -> {
                throw new IllegalStateException("by the action");
              }));
      seen.see("nested", () -> selector.select(k -> selectNow(selector)));
      seen.see("after", () -> selector.selectNow(k -> {}));
      ends.server().register(selector, WRITE);
      seen.see(
          "cancel all",
          () -> selector.select(k -> selector.keys().forEach(SelectionKey::cancel)) > 0);
      seen.see("left", () -> selector.selectNow() + selector.keys().size());
      seen.see("registered", ends.client()::isRegistered);
      seen.see("cancelled", key::isValid);
      ends.client().register(selector, WRITE);
      seen.see("closes", () -> selector.select(k -> close(selector)));
      seen.see("open", selector::isOpen);
    }
  }

  private static void selectNow(Selector selector) {
    try {
      selector.selectNow();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(Selector selector) {
    try {
      selector.close();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void ends(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      ends.client().configureBlocking(false);
      SelectionKey key = ends.client().register(selector, READ);
      ends.server().shutdownOutput();
      seen.see("end", selector::select);
      seen.see("ready", key::readyOps);
      seen.see("read", () -> ends.client().read(ByteBuffer.allocate(1)));
      ends.server().setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
      ends.server().close();
      key.interestOps(READ | WRITE);
      seen.see("reset", () -> selectUntil(selector, key, WRITE) > 0);
      seen.see("ready", key::readyOps);
    }
    try (SocketChannel unconnected = provider.openSocketChannel();
        Selector selector = provider.openSelector()) {
      unconnected.configureBlocking(false);
      SelectionKey key = unconnected.register(selector, SelectionKey.OP_CONNECT);
      seen.see("not connecting", selector::selectNow);
      seen.see("ready", key::readyOps);
    }
  }

  private static void accepting(SelectorProvider provider, Transcript seen) throws Exception {
    try (ServerSocketChannel listener = provider.openServerSocketChannel();
        SocketChannel client = provider.openSocketChannel();
        Selector selector = provider.openSelector()) {
      listener.bind(new InetSocketAddress(ConnectedChannels.LOOPBACK, 0));
      listener.configureBlocking(false);
      SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
      seen.see("none", selector::selectNow);
      client.connect(listener.getLocalAddress());
      seen.see("select", selector::select);
      seen.see("acceptable", key::isAcceptable);
      try (SocketChannel accepted = listener.accept()) {
        seen.see("blocking", accepted::isBlocking);
      }
      seen.see("none", listener::accept);
      selector.selectedKeys().clear();
      seen.see("none", selector::selectNow);
    }
  }
}
