package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.Locale;

/** What programs do with streams and listeners. */
@SuppressWarnings("ReferenceEquality") // the contract is about identity
final class StreamChannelScenarios {
  private static final InetAddress LOOPBACK = ConnectedChannels.LOOPBACK;

  private StreamChannelScenarios() {}

  static List<ChannelScenario> all() {
    return List.of(
        new ChannelScenario(
            "calls on a channel without a connection", StreamChannelScenarios::unconnected),
        new ChannelScenario("addresses that are refused", StreamChannelScenarios::refusedAddresses),
        new ChannelScenario(
            "a connection, and calls that come too late", StreamChannelScenarios::connection),
        new ChannelScenario("a refused connection", StreamChannelScenarios::refused),
        new ChannelScenario("a non-blocking connection", StreamChannelScenarios::pending),
        new ChannelScenario(
            "a refused non-blocking connection", StreamChannelScenarios::refusedPending),
        new ChannelScenario("half-close", StreamChannelScenarios::halfClose),
        new ChannelScenario("a reset", StreamChannelScenarios::reset),
        new ChannelScenario("buffers", StreamChannelScenarios::buffers),
        new ChannelScenario("non-blocking reads and writes", StreamChannelScenarios::nonBlocking),
        new ChannelScenario("a closed channel", StreamChannelScenarios::closed),
        new ChannelScenario("options", StreamChannelScenarios::options),
        new ChannelScenario("the adaptor", StreamChannelScenarios::adaptor),
        new ChannelScenario(
            "the adaptor of a channel without a connection",
            StreamChannelScenarios::unconnectedAdaptor),
        new ChannelScenario("a listener", StreamChannelScenarios::listener),
        new ChannelScenario("the adaptor of a listener", StreamChannelScenarios::listenerAdaptor),
        new ChannelScenario("Unix streams", StreamChannelScenarios::unix),
        new ChannelScenario("families", StreamChannelScenarios::families),
        new ChannelScenario("pipes", StreamChannelScenarios::pipes));
  }

  static String text(ByteBuffer buffer) {
    return US_ASCII.decode(buffer.flip()).toString();
  }

  static ByteBuffer bytes(String text) {
    return US_ASCII.encode(text);
  }

  private static SocketAddress unused(SelectorProvider provider) throws IOException {
    try (ServerSocketChannel listener = provider.openServerSocketChannel()) {
      return listener.bind(new InetSocketAddress(LOOPBACK, 0)).getLocalAddress();
    }
  }

  private static void unconnected(SelectorProvider provider, Transcript seen) throws Exception {
    try (SocketChannel channel = provider.openSocketChannel()) {
      seen.see("open", channel::isOpen);
      seen.see("blocking", channel::isBlocking);
      seen.see("connected", channel::isConnected);
      seen.see("pending", channel::isConnectionPending);
      seen.see("registered", channel::isRegistered);
      seen.see("operations", channel::validOps);
      seen.see("provider", () -> channel.provider() == provider);
      seen.see("local", channel::getLocalAddress);
      seen.see("remote", channel::getRemoteAddress);
      seen.see("text", channel::toString);
      seen.see("read", () -> channel.read(ByteBuffer.allocate(1)));
      seen.see("scatter", () -> channel.read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
      seen.see("write", () -> channel.write(ByteBuffer.allocate(1)));
      seen.see("gather", () -> channel.write(new ByteBuffer[] {ByteBuffer.allocate(1)}));
      seen.see("shutdown input", channel::shutdownInput);
      seen.see("shutdown output", channel::shutdownOutput);
      seen.see("finish", channel::finishConnect);
      seen.see("read into null", () -> channel.read((ByteBuffer) null));
      seen.see("write null", () -> channel.write((ByteBuffer) null));
      seen.see("range", () -> channel.read(new ByteBuffer[1], 1, 1));
    }
  }

  private static void refusedAddresses(SelectorProvider provider, Transcript seen)
      throws Exception {
    try (SocketChannel channel = provider.openSocketChannel();
        SocketChannel inet = provider.openSocketChannel(StandardProtocolFamily.INET)) {
      SocketAddress unresolved = InetSocketAddress.createUnresolved("host.invalid", 1);
      SocketAddress path = UnixDomainSocketAddress.of("/tmp/none");
      SocketAddress foreign = new SocketAddress() {};
      SocketAddress inet6 = new InetSocketAddress(Inet6Address.ofLiteral("::1"), 1);
      seen.see("connect to null", () -> channel.connect(null));
      seen.see("connect to a name", () -> channel.connect(unresolved));
      seen.see("connect to a path", () -> channel.connect(path));
      seen.see("connect to another class", () -> channel.connect(foreign));
      seen.see("connect IPv4 to IPv6", () -> inet.connect(inet6));
      seen.see("bind to a name", () -> channel.bind(unresolved));
      seen.see("bind to a path", () -> channel.bind(path));
      seen.see("bind IPv4 to IPv6", () -> inet.bind(inet6));
      seen.see("open", () -> channel.isOpen() && inet.isOpen());
    }
  }

  private static void connection(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      SocketChannel client = ends.client();
      SocketAddress listener = ends.listener().getLocalAddress();
      seen.see("connected", client::isConnected);
      seen.see("remote", () -> client.getRemoteAddress().equals(listener));
      seen.see("accepted", () -> ends.server().getRemoteAddress().equals(client.getLocalAddress()));
      seen.see("class", () -> client.getLocalAddress().getClass());
      seen.see("host", () -> ((InetSocketAddress) client.getLocalAddress()).getAddress());
      seen.see("blocking", ends.server()::isBlocking);
      seen.see("connect", () -> client.connect(listener));
      seen.see("finish", client::finishConnect);
      seen.see("bind", () -> client.bind(null));
      seen.see("open", client::isOpen);
      seen.see("accepted connects", () -> ends.server().connect(listener));
      seen.see(
          "text",
          () -> client.toString().replaceAll(":\\d+", ":*").replace(LOOPBACK.getHostName(), ""));
    }
    try (SocketChannel channel = provider.openSocketChannel();
        ServerSocketChannel any = provider.openServerSocketChannel()) {
      any.bind(new InetSocketAddress(0));
      int port = ((InetSocketAddress) any.getLocalAddress()).getPort();
      seen.see(
          "connect to the wildcard", () -> channel.connect(new InetSocketAddress("0.0.0.0", port)));
      seen.see("remote", () -> ((InetSocketAddress) channel.getRemoteAddress()).getAddress());
    }
    try (SocketChannel channel = provider.openSocketChannel()) {
      channel.bind(new InetSocketAddress(LOOPBACK, 0));
      seen.see("bound", () -> ((InetSocketAddress) channel.getLocalAddress()).getPort() > 0);
      seen.see("bind again", () -> channel.bind(null));
      SocketAddress used = channel.getLocalAddress();
      try (SocketChannel other = provider.openSocketChannel()) {
        seen.see("bind to a used port", () -> other.bind(used));
        seen.see("open", other::isOpen);
      }
    }
  }

  private static void refused(SelectorProvider provider, Transcript seen) throws Exception {
    SocketAddress unused = unused(provider);
    try (SocketChannel channel = provider.openSocketChannel()) {
      seen.see("connect", () -> channel.connect(unused));
      seen.see("open", channel::isOpen);
      seen.see("connected", channel::isConnected);
      seen.see("again", () -> channel.connect(unused));
    }
  }

  private static void pending(SelectorProvider provider, Transcript seen) throws Exception {
    try (ServerSocketChannel listener = provider.openServerSocketChannel();
        SocketChannel channel = provider.openSocketChannel();
        Selector selector = provider.openSelector()) {
      listener.bind(new InetSocketAddress(LOOPBACK, 0));
      channel.configureBlocking(false);
      if (!channel.connect(listener.getLocalAddress())) {
        seen.see("connect", () -> channel.connect(listener.getLocalAddress()));
        seen.see("pending", channel::isConnectionPending);
        seen.see("bind", () -> channel.bind(null));
        seen.see("read", () -> channel.read(ByteBuffer.allocate(1)));
        seen.see("write", () -> channel.write(ByteBuffer.allocate(1)));
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        seen.see("select", selector::select);
        seen.see("ready", key::readyOps);
        seen.see("connectable", key::isConnectable);
        seen.see("finish", channel::finishConnect);
        seen.see("pending", channel::isConnectionPending);
        seen.see("finish again", channel::finishConnect);
        selector.selectedKeys().clear();
        key.interestOps(SelectionKey.OP_WRITE);
        seen.see("select", selector::select);
        seen.see("writable", key::isWritable);
      }
      seen.see("connected", channel::isConnected);
    }
  }

  private static void refusedPending(SelectorProvider provider, Transcript seen) throws Exception {
    SocketAddress unused = unused(provider);
    try (SocketChannel channel = provider.openSocketChannel();
        Selector selector = provider.openSelector()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      boolean begun = !channel.connect(unused);
      seen.see("begun", () -> begun);
      seen.see("select", selector::select);
      seen.see("connectable", key::isConnectable);
      seen.see("finish", channel::finishConnect);
      seen.see("open", channel::isOpen);
      seen.see("key", key::isValid);
      seen.see("finish again", channel::finishConnect);
    }
  }

  private static void halfClose(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      SocketChannel client = ends.client();
      SocketChannel server = ends.server();
      ByteBuffer buffer = ByteBuffer.allocate(16);
      seen.see("shutdown output", () -> client.shutdownOutput() == client);
      seen.see("again", () -> client.shutdownOutput() == client);
      seen.see("write", () -> client.write(bytes("x")));
      seen.see("gather", () -> client.write(new ByteBuffer[] {bytes("x")}));
      seen.see("end", () -> server.read(buffer));
      seen.see("still ended", () -> server.read(buffer));
      seen.see("answer", () -> server.write(bytes("answer")));
      seen.see("read", () -> client.read(buffer) + text(buffer));
      server.write(bytes("lost"));
      seen.see("shutdown input", () -> client.shutdownInput() == client);
      seen.see("read after", () -> client.read(buffer.clear()));
      seen.see("scatter after", () -> client.read(new ByteBuffer[] {buffer}));
      seen.see("available", () -> client.socket().isInputShutdown());
      seen.see("output", () -> client.socket().isOutputShutdown());
      seen.see("open", client::isOpen);
    }
  }

  private static void reset(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      ends.server().setOption(StandardSocketOptions.SO_LINGER, 0);
      ends.server().close();
      ByteBuffer buffer = ByteBuffer.allocate(16);
      seen.see("read", () -> ends.client().read(buffer));
      seen.see("read again", () -> ends.client().read(buffer));
      seen.see("scatter", () -> ends.client().read(new ByteBuffer[] {buffer}));
      seen.see("open", ends.client()::isOpen);
      seen.see("write", () -> ends.client().write(bytes("x")));
      seen.see("shutdown", () -> ends.client().shutdownOutput() == ends.client());
    }
  }

  private static void buffers(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      SocketChannel client = ends.client();
      SocketChannel server = ends.server();
      ByteBuffer[] out = {bytes("ab"), ByteBuffer.allocate(0), bytes("cdef"), bytes("g")};
      seen.see("gather", () -> client.write(out));
      ByteBuffer heap = ByteBuffer.allocate(3);
      ByteBuffer direct = ByteBuffer.allocateDirect(8);
      seen.see("scatter", () -> server.read(new ByteBuffer[] {heap, direct}));
      seen.see("first", () -> text(heap));
      seen.see("second", () -> text(direct));
      ByteBuffer readOnly = bytes("read-only").asReadOnlyBuffer();
      seen.see("write read-only", () -> client.write(readOnly));
      seen.see("position", readOnly::position);
      seen.see("read read-only", () -> server.read(readOnly));
      seen.see("scatter read-only", () -> server.read(new ByteBuffer[] {readOnly}));
      seen.see("full", () -> server.read(ByteBuffer.allocate(0)));
      seen.see("nothing", () -> client.write(ByteBuffer.allocate(0)));
      seen.see("no buffers", () -> client.write(new ByteBuffer[0]));
      ByteBuffer part = ByteBuffer.allocate(20).position(3).limit(7);
      seen.see("part", () -> server.read(part) + " " + part.position());
      ByteBuffer rest = ByteBuffer.allocateDirect(20);
      seen.see("rest", () -> server.read(rest) + text(rest));
      var many = new ByteBuffer[3000];
      java.util.Arrays.setAll(many, i -> bytes("x"));
      seen.see("as many as a call takes", () -> client.write(many));
      seen.see("some", () -> client.write(many, 1500, 2));
    }
  }

  private static void nonBlocking(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      SocketChannel client = ends.client();
      client.configureBlocking(false);
      ByteBuffer big = ByteBuffer.allocateDirect(1 << 20);
      seen.see("nothing to read", () -> client.read(big));
      seen.see("nothing to scatter", () -> client.read(new ByteBuffer[] {big}));
      while (client.write(big.clear()) > 0) {
        Thread.onSpinWait(); // until the buffers of both ends are full
      }
      seen.see("no space", () -> client.write(big.clear()));
      seen.see("no space to gather", () -> client.write(new ByteBuffer[] {big}));
      seen.see("stream", () -> client.socket().getInputStream().read());
      seen.run("stream", () -> client.socket().getOutputStream().write(1));
      seen.see("blocking", () -> client.configureBlocking(true).isBlocking());
    }
  }

  private static void closed(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        Selector selector = provider.openSelector()) {
      SocketChannel client = ends.client();
      SocketAddress listener = ends.listener().getLocalAddress();
      client.close();
      client.close();
      seen.see("open", client::isOpen);
      seen.see("connected", client::isConnected);
      seen.see("read", () -> client.read(ByteBuffer.allocate(1)));
      seen.see("write", () -> client.write(ByteBuffer.allocate(1)));
      seen.see("bind", () -> client.bind(null));
      seen.see("connect", () -> client.connect(listener));
      seen.see("finish", client::finishConnect);
      seen.see("local", client::getLocalAddress);
      seen.see("remote", client::getRemoteAddress);
      seen.see("shutdown", client::shutdownInput);
      seen.see("blocking", () -> client.configureBlocking(false));
      seen.see("register", () -> client.register(selector, 0));
      seen.see("option", () -> client.getOption(StandardSocketOptions.SO_RCVBUF));
      seen.see("set", () -> client.setOption(StandardSocketOptions.TCP_NODELAY, true));
      seen.see("text", client::toString);
      seen.see("adaptor", () -> client.socket().isClosed());
      seen.see("stream", () -> client.socket().getInputStream());
      seen.see("timeout", () -> client.socket().getSoTimeout());
      ends.listener().close();
      seen.see("accept", ends.listener()::accept);
      seen.see("listener binds", () -> ends.listener().bind(null));
      seen.see("listener local", ends.listener()::getLocalAddress);
    }
  }

  private static void options(SelectorProvider provider, Transcript seen) throws Exception {
    SelectorProvider jdk = SelectorProvider.provider();
    try (SocketChannel channel = provider.openSocketChannel();
        ServerSocketChannel listener = provider.openServerSocketChannel();
        SocketChannel standard = jdk.openSocketChannel();
        ServerSocketChannel standardListener = jdk.openServerSocketChannel()) {
      for (SocketOption<?> option : standard.supportedOptions()) {
        if (!option.name().equals("SO_OOBINLINE")) { // only the JDK has the object
          seen.see("supports " + option, () -> channel.supportedOptions().contains(option));
          seen.see("value of " + option, () -> channel.getOption(option));
        }
      }
      for (SocketOption<?> option : standardListener.supportedOptions()) {
        seen.see("listener supports " + option, () -> listener.supportedOptions().contains(option));
        seen.see("listener's " + option, () -> listener.getOption(option));
      }
      for (int size : new int[] {-1, 0, 1, 100, 65536}) {
        seen.run("send " + size, () -> channel.setOption(StandardSocketOptions.SO_SNDBUF, size));
        seen.see("is", () -> channel.getOption(StandardSocketOptions.SO_SNDBUF));
        seen.run("receive " + size, () -> channel.setOption(StandardSocketOptions.SO_RCVBUF, size));
        seen.see("is", () -> channel.getOption(StandardSocketOptions.SO_RCVBUF));
      }
      for (int linger : new int[] {-7, 0, 5, 70_000}) {
        seen.run(
            "linger " + linger, () -> channel.setOption(StandardSocketOptions.SO_LINGER, linger));
        seen.see("is", () -> channel.getOption(StandardSocketOptions.SO_LINGER));
      }
      for (int tos : new int[] {-1, 0, 8, 0x18, 255, 256}) {
        seen.run("tos " + tos, () -> channel.setOption(StandardSocketOptions.IP_TOS, tos));
        seen.see("is", () -> channel.getOption(StandardSocketOptions.IP_TOS));
      }
      seen.run("null", () -> channel.setOption(null, 1));
      seen.run("null value", () -> channel.setOption(StandardSocketOptions.SO_KEEPALIVE, null));
      seen.see("null", () -> channel.getOption(null));
      seen.run("multicast", () -> channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1));
      seen.see("broadcast", () -> channel.getOption(StandardSocketOptions.SO_BROADCAST));
      seen.see("listener's no delay", () -> listener.getOption(StandardSocketOptions.TCP_NODELAY));
      seen.see("own option", () -> channel.getOption(OWN));
    }
  }

  private static final SocketOption<String> OWN =
      new SocketOption<>() {
        @Override
        public String name() {
          return "OWN".toLowerCase(Locale.ROOT);
        }

        @Override
        public Class<String> type() {
          return String.class;
        }
      };

  private static void adaptor(SelectorProvider provider, Transcript seen) throws Exception {
    try (var ends = ConnectedChannels.of(provider)) {
      java.net.Socket client = ends.client().socket();
      java.net.Socket server = ends.server().socket();
      seen.see("the same", () -> ends.client().socket() == client);
      seen.see("channel", () -> client.getChannel() == ends.client());
      seen.see("port", () -> client.getPort() == ends.listener().socket().getLocalPort());
      seen.see("local", () -> client.getLocalPort() == server.getPort());
      seen.see("address", client::getInetAddress);
      seen.see("local address", client::getLocalAddress);
      seen.see(
          "remote", () -> client.getRemoteSocketAddress().equals(ends.client().getRemoteAddress()));
      seen.see("bound", client::isBound);
      seen.see("connected", client::isConnected);
      seen.see("text", () -> client.toString().replaceAll("port=\\d+", "port=*"));
      client.getOutputStream().write(bytes("hello").array());
      seen.see(
          "available",
          () -> {
            ends.server().read(new ByteBuffer[] {ByteBuffer.allocate(1)});
            return server.getInputStream().available();
          });
      seen.see("read", () -> new String(server.getInputStream().readNBytes(4), US_ASCII));
      client.getOutputStream().write('x');
      seen.see("one", () -> server.getInputStream().read());
      seen.run("timeout", () -> server.setSoTimeout(20));
      seen.see("timeout", server::getSoTimeout);
      seen.see("timed out", () -> server.getInputStream().read());
      client.getOutputStream().write('y');
      seen.see("later", () -> server.getInputStream().read());
      seen.run("no timeout", () -> server.setSoTimeout(-1));
      seen.see("range", () -> server.getInputStream().read(new byte[1], 0, 2));
      seen.see("nothing", () -> server.getInputStream().read(new byte[1], 0, 0));
      seen.see(
          "no delay",
          () -> {
            client.setTcpNoDelay(true);
            return client.getTcpNoDelay();
          });
      seen.see("linger", client::getSoLinger);
      seen.see(
          "linger",
          () -> {
            client.setSoLinger(true, 3);
            return client.getSoLinger();
          });
      seen.see("keep alive", client::getKeepAlive);
      seen.see(
          "urgent inline",
          () -> {
            server.setOOBInline(true);
            return server.getOOBInline();
          });
      client.setSoLinger(false, 0);
      client.sendUrgentData('u');
      seen.see("urgent", () -> server.getInputStream().read());
      seen.run("size", () -> client.setSendBufferSize(0));
      seen.run("connects", () -> client.connect(ends.listener().getLocalAddress()));
      seen.run("connects to null", () -> client.connect(null));
      seen.run("binds", () -> client.bind(null));
      client.shutdownOutput();
      seen.see("end", () -> server.getInputStream().read());
      seen.see("output", client::getOutputStream);
      client.getInputStream().close();
      seen.see("closed", ends.client()::isOpen);
      seen.see("closed", client::isClosed);
      seen.see("port", () -> client.getPort() > 0);
      seen.see("local", () -> client.getLocalPort() > 0);
      seen.see("host", client::getLocalAddress);
    }
  }

  private static void unconnectedAdaptor(SelectorProvider provider, Transcript seen)
      throws Exception {
    try (SocketChannel channel = provider.openSocketChannel();
        ServerSocketChannel listener = provider.openServerSocketChannel()) {
      java.net.Socket socket = channel.socket();
      seen.see("port", socket::getPort);
      seen.see("local port", socket::getLocalPort);
      seen.see("address", socket::getInetAddress);
      seen.see("local", socket::getLocalAddress);
      seen.see("remote", socket::getRemoteSocketAddress);
      seen.see("local", socket::getLocalSocketAddress);
      seen.see("input", socket::getInputStream);
      seen.see("output", socket::getOutputStream);
      seen.run("shutdown", socket::shutdownInput);
      seen.run("timeout", () -> socket.connect(new InetSocketAddress(LOOPBACK, 1), -1));
      seen.see("text", socket::toString);
      listener.bind(new InetSocketAddress(LOOPBACK, 0));
      channel.configureBlocking(false);
      seen.run("non-blocking", () -> socket.connect(listener.getLocalAddress()));
      channel.configureBlocking(true);
      seen.run("connect", () -> socket.connect(listener.getLocalAddress(), 5000));
      seen.see("connected", channel::isConnected);
    }
    try (SocketChannel channel = provider.openSocketChannel()) {
      InetSocketAddress unresolved = InetSocketAddress.createUnresolved("host.invalid", 1);
      seen.run("unresolved", () -> channel.socket().connect(unresolved));
      seen.see("open", channel::isOpen);
    }
  }

  private static void listener(SelectorProvider provider, Transcript seen) throws Exception {
    try (ServerSocketChannel listener = provider.openServerSocketChannel()) {
      seen.see("operations", listener::validOps);
      seen.see("local", listener::getLocalAddress);
      seen.see("accept", listener::accept);
      seen.see("bind to a name", () -> listener.bind(InetSocketAddress.createUnresolved("x", 1)));
      seen.see("bind", () -> listener.bind(null) == listener);
      seen.see("host", () -> ((InetSocketAddress) listener.getLocalAddress()).getAddress());
      seen.see("bind again", () -> listener.bind(null));
      listener.configureBlocking(false);
      seen.see("none", listener::accept);
      seen.see("reuse", () -> listener.getOption(StandardSocketOptions.SO_REUSEADDR));
      try (ServerSocketChannel other = provider.openServerSocketChannel()) {
        SocketAddress used = listener.getLocalAddress();
        seen.see("bind to a used port", () -> other.bind(used));
        seen.see("open", other::isOpen);
      }
    }
  }

  private static void listenerAdaptor(SelectorProvider provider, Transcript seen) throws Exception {
    try (ServerSocketChannel channel = provider.openServerSocketChannel()) {
      java.net.ServerSocket listener = channel.socket();
      seen.see("bound", listener::isBound);
      seen.see("port", listener::getLocalPort);
      seen.see("address", listener::getInetAddress);
      seen.see("local", listener::getLocalSocketAddress);
      seen.see("text", listener::toString);
      seen.see("accept", listener::accept);
      seen.run("bind", () -> listener.bind(new InetSocketAddress(LOOPBACK, 0)));
      seen.run("bind again", () -> listener.bind(null));
      seen.see("address", listener::getInetAddress);
      seen.see("channel", () -> listener.getChannel() == channel);
      seen.see("text", () -> listener.toString().replaceAll("port=\\d+", "port=*"));
      seen.run("timeout", () -> listener.setSoTimeout(20));
      seen.see("timeout", listener::getSoTimeout);
      seen.see("timed out", listener::accept);
      seen.run("negative", () -> listener.setSoTimeout(-1));
      try (SocketChannel client = provider.openSocketChannel()) {
        client.connect(channel.getLocalAddress());
        try (java.net.Socket accepted = listener.accept()) {
          seen.see("accepted", () -> accepted.getChannel().isConnected());
        }
      }
      channel.configureBlocking(false);
      seen.see("non-blocking", listener::accept);
      listener.setSoTimeout(0);
      seen.see("non-blocking", listener::accept);
      seen.run("size", () -> listener.setReceiveBufferSize(0));
      listener.close();
      seen.see("closed", channel::isOpen);
      seen.see("closed", listener::accept);
      seen.see("closed", listener::getSoTimeout);
    }
  }

  private static void unix(SelectorProvider provider, Transcript seen) throws Exception {
    java.nio.file.Path directory = java.nio.file.Files.createTempDirectory("unix");
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(directory.resolve("socket"));
    var family = StandardProtocolFamily.UNIX;
    try (ServerSocketChannel listener = provider.openServerSocketChannel(family);
        SocketChannel client = provider.openSocketChannel(family)) {
      seen.see("empty", () -> listener.bind(UnixDomainSocketAddress.of("")));
      seen.see("inet", () -> listener.bind(new InetSocketAddress(0)));
      String name = "x".repeat(200);
      seen.see("long", () -> listener.bind(UnixDomainSocketAddress.of(name)));
      seen.see("connect to a long one", () -> client.connect(UnixDomainSocketAddress.of(name)));
      seen.see("open", client::isOpen);
      listener.bind(path);
      seen.see("local", () -> listener.getLocalAddress().equals(path));
      seen.see("adaptor", listener::socket);
    }
    try (ServerSocketChannel other = provider.openServerSocketChannel(family)) {
      seen.see("used path", () -> other.bind(path));
    }
    java.nio.file.Files.delete(path.getPath());
    try (ServerSocketChannel listener = provider.openServerSocketChannel(family);
        SocketChannel client = provider.openSocketChannel(family);
        SocketChannel lost = provider.openSocketChannel(family)) {
      seen.see("no listener", () -> lost.connect(path));
      listener.bind(path);
      seen.see("bind to nothing", () -> client.bind(null).getLocalAddress());
      seen.see("connect", () -> client.connect(path));
      seen.see("remote", () -> client.getRemoteAddress().equals(path));
      seen.see("local", client::getLocalAddress);
      seen.see("adaptor", client::socket);
      try (SocketChannel server = listener.accept()) {
        seen.see("peer", server::getRemoteAddress);
        seen.see("own", () -> server.getLocalAddress().equals(path));
        client.write(bytes("unix"));
        ByteBuffer buffer = ByteBuffer.allocate(16);
        seen.see("read", () -> server.read(buffer) + text(buffer));
        client.close();
        seen.see("end", () -> server.read(buffer));
        seen.see("options", () -> server.getOption(StandardSocketOptions.SO_LINGER));
        seen.see("no delay", () -> server.getOption(StandardSocketOptions.TCP_NODELAY) == null);
      }
      seen.see("file stays", () -> java.nio.file.Files.exists(path.getPath()));
    }
    try (ServerSocketChannel listener = provider.openServerSocketChannel(family)) {
      listener.bind(null);
      var chosen = (UnixDomainSocketAddress) listener.getLocalAddress();
      seen.see("chosen", () -> chosen.getPath().getFileName().toString().replaceAll("\\d+", "*"));
      java.nio.file.Files.delete(chosen.getPath());
    }
    java.nio.file.Files.delete(path.getPath());
    java.nio.file.Files.delete(directory);
  }

  private static void families(SelectorProvider provider, Transcript seen) throws Exception {
    for (StandardProtocolFamily family : StandardProtocolFamily.values()) {
      try (SocketChannel channel = provider.openSocketChannel(family)) {
        seen.see(family + " blocking", channel::isBlocking);
      }
    }
    seen.see("null", () -> provider.openSocketChannel(null));
    seen.see("null", () -> provider.openServerSocketChannel(null));
    seen.see("null", () -> provider.openDatagramChannel(null));
    seen.see("unknown", () -> provider.openSocketChannel(() -> "unknown"));
    seen.see("unknown", () -> provider.openServerSocketChannel(() -> "unknown"));
    seen.see("unknown", () -> provider.openDatagramChannel(() -> "unknown"));
    try (SocketChannel inet = provider.openSocketChannel(StandardProtocolFamily.INET);
        ServerSocketChannel both = provider.openServerSocketChannel()) {
      both.bind(new InetSocketAddress(0));
      int port = ((InetSocketAddress) both.getLocalAddress()).getPort();
      seen.see(
          "inet",
          () -> inet.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port)));
      try (SocketChannel accepted = both.accept()) {
        seen.see("as inet", () -> ((InetSocketAddress) accepted.getRemoteAddress()).getAddress());
      }
    }
  }

  private static void pipes(SelectorProvider provider, Transcript seen) throws Exception {
    java.nio.channels.Pipe pipe = provider.openPipe();
    try (var source = pipe.source();
        var sink = pipe.sink();
        Selector selector = provider.openSelector()) {
      seen.see("operations", source::validOps);
      seen.see("operations", sink::validOps);
      seen.see("write", () -> sink.write(bytes("pipe")));
      ByteBuffer buffer = ByteBuffer.allocate(16);
      seen.see("read", () -> source.read(buffer) + text(buffer));
      seen.see("read-only", () -> source.read(bytes("x").asReadOnlyBuffer()));
      seen.see("null", () -> source.read((ByteBuffer) null));
      seen.see("gather", () -> sink.write(new ByteBuffer[] {bytes("a"), bytes("bc")}));
      ByteBuffer direct = ByteBuffer.allocateDirect(16);
      seen.see("scatter", () -> source.read(new ByteBuffer[] {ByteBuffer.allocate(1), direct}));
      source.configureBlocking(false);
      seen.see("none", () -> source.read(buffer.clear()));
      SelectionKey key = source.register(selector, SelectionKey.OP_READ);
      seen.see("not ready", selector::selectNow);
      sink.write(bytes("x"));
      seen.see("ready", selector::select);
      seen.see("readable", key::isReadable);
      sink.close();
      seen.see("last", () -> source.read(buffer.clear()));
      seen.see("end", () -> source.read(buffer.clear()));
      seen.see("closed", () -> sink.write(bytes("x")));
      source.close();
      seen.see("closed", () -> source.read(buffer));
    }
    java.nio.channels.Pipe broken = provider.openPipe();
    broken.source().close();
    seen.see("broken", () -> broken.sink().write(bytes("x")));
    broken.sink().close();
  }
}
