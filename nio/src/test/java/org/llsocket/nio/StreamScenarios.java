package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What programs do with connections and listeners. */
final class StreamScenarios {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private StreamScenarios() {}

  /** A connection: both ends, and what they were made of. */
  record Connection(ServerSocket listener, Socket client, Socket server) implements AutoCloseable {
    static Connection of(JavaNet net) throws IOException {
      return of(net, LOOPBACK);
    }

    static Connection of(JavaNet net, InetAddress host) throws IOException {
      ServerSocket listener = net.serverSocket();
      listener.bind(new InetSocketAddress(host, 0));
      Socket client = net.socket();
      client.connect(listener.getLocalSocketAddress());
      return new Connection(listener, client, listener.accept());
    }

    InputStream in() throws IOException {
      return client.getInputStream();
    }

    OutputStream out() throws IOException {
      return client.getOutputStream();
    }

    /** Ends the connection with a reset, which has arrived when this returns. */
    void reset() throws IOException {
      server.setSoLinger(true, 0);
      server.close();
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
      listener.close();
    }
  }

  /** Uses a connection. */
  private interface OnConnection {
    Object run(Connection connection) throws Exception;
  }

  private static Scenario connected(String name, OnConnection body) {
    return new Scenario(
        name,
        net -> {
          try (Connection connection = Connection.of(net)) {
            return body.run(connection);
          }
        });
  }

  /** Uses a socket that is not connected. */
  private interface OnSocket {
    Object run(Socket socket) throws Exception;
  }

  private static Scenario unconnected(String name, OnSocket body) {
    return new Scenario(
        name,
        net -> {
          try (Socket socket = net.socket()) {
            return body.run(socket);
          }
        });
  }

  /** Uses a listener. */
  private interface OnListener {
    Object run(ServerSocket listener) throws Exception;
  }

  private static Scenario listener(String name, OnListener body) {
    return new Scenario(
        name,
        net -> {
          try (ServerSocket listener = net.serverSocket()) {
            return body.run(listener);
          }
        });
  }

  private static Scenario listening(String name, OnListener body) {
    return listener(
        name,
        listener -> {
          listener.bind(new InetSocketAddress(LOOPBACK, 0));
          return body.run(listener);
        });
  }

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.addAll(states());
    all.addAll(connecting());
    all.addAll(reading());
    all.addAll(ending());
    all.addAll(interrupts());
    all.addAll(listeners());
    all.addAll(options());
    return all;
  }

  // ---- states

  private static List<Object> state(Socket socket) {
    return List.of(
        socket.isBound(),
        socket.isConnected(),
        socket.isClosed(),
        socket.isInputShutdown(),
        socket.isOutputShutdown(),
        Integer.signum(socket.getLocalPort()),
        Integer.signum(socket.getPort()),
        socket.getLocalAddress(),
        String.valueOf(socket.getInetAddress()),
        withoutPort(socket.getLocalSocketAddress()),
        withoutPort(socket.getRemoteSocketAddress()),
        withoutPort(socket));
  }

  private static String withoutPort(Object value) {
    return String.valueOf(value).replaceAll("(port=|:)[1-9]\\d*", "$1N");
  }

  private static List<Scenario> states() {
    return List.of(
        unconnected("state, new", StreamScenarios::state),
        connected("state, connected", c -> state(c.client) + " " + state(c.server)),
        unconnected(
            "state, closed",
            socket -> {
              socket.close();
              socket.close();
              return state(socket);
            }),
        connected(
            "state, connected and closed",
            c -> {
              c.client.close();
              c.server.close();
              return state(c.client) + " " + state(c.server);
            }),
        unconnected(
            "state, bound",
            socket -> {
              socket.bind(new InetSocketAddress(LOOPBACK, 0));
              return state(socket);
            }),
        unconnected(
            "state, bound to no address",
            socket -> {
              socket.bind(null);
              return state(socket);
            }),
        connected(
            "state, shut down",
            c -> {
              c.client.shutdownInput();
              c.client.shutdownOutput();
              return state(c.client);
            }),
        new Scenario(
            "state, connected by IPv6",
            net -> {
              InetAddress host = InetAddress.ofLiteral("::1");
              try (Connection c = Connection.of(net, host)) {
                return state(c.client) + " " + state(c.server);
              }
            }),
        new Scenario(
            "state, accepted by an IPv6 listener from IPv4",
            net -> {
              try (ServerSocket listener = net.serverSocket();
                  Socket client = net.socket()) {
                listener.bind(null);
                client.connect(
                    new InetSocketAddress(
                        InetAddress.ofLiteral("127.0.0.1"), listener.getLocalPort()));
                try (Socket server = listener.accept()) {
                  return state(server) + " " + withoutPort(listener);
                }
              }
            }));
  }

  // ---- connect and bind

  private static List<Scenario> connecting() {
    return List.of(
        new Scenario(
            "connect, refused",
            net -> {
              var address = freeAddress(net);
              try (Socket socket = net.socket()) {
                return outcome(() -> socket.connect(address))
                    + outcome(() -> socket.connect(address))
                    + socket.isClosed();
              }
            }),
        unconnected(
            "connect, unresolved",
            socket -> {
              var address = InetSocketAddress.createUnresolved("host.invalid", 1);
              return outcome(() -> socket.connect(address)) + socket.isClosed();
            }),
        unconnected("connect, null", socket -> outcome(() -> socket.connect(null))),
        unconnected(
            "connect, negative timeout",
            socket -> outcome(() -> socket.connect(new InetSocketAddress(LOOPBACK, 1), -1))),
        unconnected(
            "connect, closed",
            socket -> {
              socket.close();
              return outcome(() -> socket.connect(new InetSocketAddress(LOOPBACK, 1)));
            }),
        connected(
            "connect, connected",
            c -> outcome(() -> c.client.connect(c.listener.getLocalSocketAddress()))),
        unconnected(
            "connect, broadcast address",
            socket -> outcome(() -> socket.connect(new InetSocketAddress("255.255.255.255", 9)))),
        new Scenario("connect, timeout", StreamScenarios::connectInTime),
        new Scenario(
            "connect, closed meanwhile",
            net -> endConnect(net, false, (connect, socket) -> socket.close())),
        new Scenario(
            "connect, closed while a virtual thread connects",
            net -> endConnect(net, true, (connect, socket) -> socket.close())),
        new Scenario(
            "connect, interrupt of a virtual thread",
            net -> endConnect(net, true, (connect, socket) -> connect.interrupt())),
        new Scenario(
            "bind, in use",
            net -> {
              try (ServerSocket listener = net.serverSocket();
                  Socket socket = net.socket()) {
                listener.bind(new InetSocketAddress(LOOPBACK, 0));
                return outcome(() -> socket.bind(listener.getLocalSocketAddress()))
                    + socket.isBound()
                    + socket.isClosed();
              }
            }),
        unconnected(
            "bind, not of this machine",
            socket -> outcome(() -> socket.bind(new InetSocketAddress("192.0.2.1", 0)))),
        unconnected(
            "bind, unresolved",
            socket ->
                outcome(() -> socket.bind(InetSocketAddress.createUnresolved("host.invalid", 1)))),
        unconnected(
            "bind, twice",
            socket -> {
              socket.bind(null);
              return outcome(() -> socket.bind(null));
            }),
        new Scenario(
            "connect, bound",
            net -> {
              try (ServerSocket listener = net.serverSocket();
                  Socket socket = net.socket()) {
                listener.bind(new InetSocketAddress(LOOPBACK, 0));
                socket.bind(new InetSocketAddress(LOOPBACK, 0));
                int port = socket.getLocalPort();
                socket.connect(listener.getLocalSocketAddress(), 10_000);
                return port == socket.getLocalPort();
              }
            }));
  }

  /** An address that no socket is bound to. */
  private static SocketAddress freeAddress(JavaNet net) throws IOException {
    try (ServerSocket listener = net.serverSocket()) {
      listener.bind(new InetSocketAddress(LOOPBACK, 0));
      return listener.getLocalSocketAddress();
    }
  }

  /** A listener whose queue is full answers no connection request. */
  private static ServerSocket full(JavaNet net, List<Socket> queued) throws IOException {
    ServerSocket listener = net.serverSocket();
    listener.bind(new InetSocketAddress(LOOPBACK, 0), 1);
    for (int i = 0; i < 2; i++) {
      Socket socket = net.socket();
      queued.add(socket);
      socket.connect(listener.getLocalSocketAddress());
    }
    return listener;
  }

  private static Object connectInTime(JavaNet net) throws IOException {
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket listener = full(net, queued);
        Socket socket = net.socket()) {
      return outcome(() -> socket.connect(listener.getLocalSocketAddress(), 100))
          + socket.isClosed();
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  /** Ends a connect that waits. */
  private interface End {
    void end(Scenario.Running connect, Socket socket) throws IOException;
  }

  private static Object endConnect(JavaNet net, boolean virtual, End end) throws Exception {
    List<Socket> queued = new ArrayList<>();
    Socket socket = net.socket();
    try (ServerSocket listener = full(net, queued)) {
      var connect =
          new Scenario.Running(
              virtual,
              () -> {
                socket.connect(listener.getLocalSocketAddress());
                return "connected";
              });
      end.end(connect.untilIn("connect"), socket);
      return connect.outcome() + socket.isClosed();
    } finally {
      socket.close();
      for (Socket each : queued) {
        each.close();
      }
    }
  }

  // ---- reads and writes

  private static List<Scenario> reading() {
    return List.of(
        connected(
            "read, what was written",
            c -> {
              c.server.getOutputStream().write(new byte[] {1, (byte) 200, 3});
              var bytes = new byte[3];
              int first = c.in().read();
              int second = c.in().read();
              return List.of(first, second, c.in().readNBytes(bytes, 1, 1), bytes[1]);
            }),
        connected(
            "read, arguments",
            c ->
                outcome(() -> c.in().read(new byte[2], 1, 2))
                    + outcome(() -> c.in().read(new byte[2], -1, 1))
                    + outcome(() -> c.in().read(new byte[2], 2, 0))
                    + outcome(() -> c.out().write(new byte[2], 1, 2))
                    + outcome(() -> c.out().write(new byte[2], 2, 0))),
        connected(
            "read, timeout",
            c -> {
              c.client.setSoTimeout(50);
              String timeout = outcome(() -> c.in().read());
              c.server.getOutputStream().write(7);
              c.client.setSoTimeout(0);
              return timeout + c.in().read() + c.client.getSoTimeout();
            }),
        connected(
            "available",
            c -> {
              c.server.getOutputStream().write(new byte[5]);
              int one = c.in().read();
              return one + " " + c.in().available();
            }),
        connected(
            "read, a million bytes both ways",
            c -> {
              var sent = new byte[1_000_000];
              sent[999_999] = 9;
              var writer =
                  new Scenario.Running(
                      false,
                      () -> {
                        c.server.getOutputStream().write(sent);
                        return "written";
                      });
              byte[] received = c.in().readNBytes(sent.length);
              return writer.outcome() + received.length + received[999_999];
            }),
        connected(
            "urgent data, inline",
            c -> {
              c.server.setOOBInline(true);
              c.client.sendUrgentData(0x1234);
              return c.server.getInputStream().read() + " " + c.server.getOOBInline();
            }),
        connected(
            "urgent data, dropped",
            c -> {
              c.client.sendUrgentData(1);
              c.out().write(2);
              return c.server.getInputStream().read();
            }),
        unconnected(
            "streams, not connected",
            socket ->
                outcome(socket::getInputStream)
                    + outcome(socket::getOutputStream)
                    + outcome(socket::shutdownInput)
                    + outcome(socket::shutdownOutput)),
        unconnected(
            "urgent data, not connected", socket -> outcome(() -> socket.sendUrgentData(1))));
  }

  // ---- ends

  private static List<Scenario> ending() {
    return List.of(
        connected(
            "read, at the end and after",
            c -> {
              InputStream in = c.in();
              c.server.close();
              String end = in.read() + " " + in.read(new byte[3]) + " " + in.available();
              c.client.close();
              return end + " " + outcome(() -> in.read()) + outcome(in::available);
            }),
        connected(
            "streams, closed",
            c -> {
              InputStream in = c.in();
              OutputStream out = c.out();
              c.client.close();
              return outcome(() -> in.read())
                  + outcome(() -> out.write(1))
                  + outcome(in::available)
                  + outcome(c.client::getInputStream)
                  + outcome(c.client::getOutputStream)
                  + outcome(c.client::shutdownInput)
                  + outcome(() -> c.client.sendUrgentData(1));
            }),
        connected(
            "streams, closed by one of them",
            c -> {
              OutputStream out = c.out();
              c.in().close();
              return c.client.isClosed() + outcome(() -> out.write(1));
            }),
        connected(
            "shutdown of the input",
            c -> {
              InputStream in = c.in();
              c.server.getOutputStream().write(1);
              int first = in.read();
              c.server.getOutputStream().write(new byte[4]);
              c.client.shutdownInput();
              return first
                  + outcome(() -> in.read())
                  + outcome(in::available)
                  + outcome(c.client::shutdownInput)
                  + outcome(c.client::getInputStream);
            }),
        connected(
            "shutdown of the output",
            c -> {
              OutputStream out = c.out();
              out.write(1);
              c.client.shutdownOutput();
              c.server.getOutputStream().write(2);
              return c.server.getInputStream().read()
                  + " "
                  + c.server.getInputStream().read()
                  + c.in().read()
                  + outcome(() -> out.write(1))
                  + outcome(c.client::shutdownOutput)
                  + outcome(c.client::getOutputStream);
            }),
        connected(
            "shutdown of the input while reading",
            c -> {
              var read = new Scenario.Running(false, c.in()::read);
              read.untilIn("read");
              c.client.shutdownInput();
              return read.outcome();
            }),
        connected(
            "shutdown of the input while a virtual thread reads",
            c -> {
              var read = new Scenario.Running(true, c.in()::read);
              read.untilIn("read");
              c.client.shutdownInput();
              return read.outcome();
            }),
        connected(
            "reset, while reading",
            c -> {
              InputStream in = c.in();
              var read = new Scenario.Running(false, in::read);
              read.untilIn("read");
              c.reset();
              String first = read.outcome();
              return first + outcome(() -> in.read()) + c.client.isClosed();
            }),
        connected(
            "reset, then write",
            c -> {
              c.reset();
              String read = outcome(() -> c.in().read());
              return read + outcome(() -> c.out().write(1));
            }),
        connected("close while reading", c -> closeWhileReading(c, false)),
        connected("close while a virtual thread reads", c -> closeWhileReading(c, true)),
        connected("close while writing", c -> closeWhileWriting(c, false)),
        connected("close while a virtual thread writes", c -> closeWhileWriting(c, true)));
  }

  private static Object closeWhileReading(Connection c, boolean virtual) throws Exception {
    var read = new Scenario.Running(virtual, c.in()::read);
    read.untilIn("read");
    c.client.close();
    return read.outcome();
  }

  private static Object closeWhileWriting(Connection c, boolean virtual) throws Exception {
    OutputStream out = c.out();
    var write =
        new Scenario.Running(
            virtual,
            () -> {
              while (true) {
                out.write(new byte[1_000_000]);
              }
            });
    write.untilIn("write");
    c.client.close();
    return write.outcome();
  }

  // ---- interrupts

  private static List<Scenario> interrupts() {
    return List.of(
        connected(
            "interrupt of a platform thread that reads",
            c -> {
              var read = new Scenario.Running(false, c.in()::read);
              read.untilIn("read").interrupt();
              c.server.getOutputStream().write(5);
              return read.outcome() + c.client.isClosed();
            }),
        connected(
            "interrupt of a virtual thread that reads",
            c -> {
              var read = new Scenario.Running(true, c.in()::read);
              read.untilIn("read").interrupt();
              return read.outcome() + c.client.isClosed();
            }),
        connected(
            "interrupt of a virtual thread that reads with a timeout",
            c -> {
              c.client.setSoTimeout(60_000);
              var read = new Scenario.Running(true, c.in()::read);
              read.untilIn("read").interrupt();
              return read.outcome() + c.client.isClosed();
            }),
        connected(
            "interrupt of a virtual thread that writes",
            c -> {
              OutputStream out = c.out();
              var write =
                  new Scenario.Running(
                      true,
                      () -> {
                        while (true) {
                          out.write(new byte[1_000_000]);
                        }
                      });
              write.untilIn("write").interrupt();
              return write.outcome() + c.client.isClosed();
            }),
        connected(
            "read in an interrupted virtual thread, data is there",
            c -> {
              c.server.getOutputStream().write(5);
              awaitAvailable(c.in());
              var read =
                  new Scenario.Running(
                      true,
                      () -> {
                        Thread.currentThread().interrupt();
                        c.out().write(1);
                        return c.in().read();
                      });
              return read.outcome() + c.client.isClosed();
            }),
        connected(
            "read in an interrupted virtual thread, nothing is there",
            c -> {
              var read =
                  new Scenario.Running(
                      true,
                      () -> {
                        Thread.currentThread().interrupt();
                        return c.in().read();
                      });
              return read.outcome() + c.client.isClosed();
            }),
        listening(
            "interrupt of a virtual thread that accepts",
            listener -> {
              var accept = new Scenario.Running(true, listener::accept);
              accept.untilIn("accept").interrupt();
              return accept.outcome() + listener.isClosed();
            }),
        new Scenario(
            "interrupt of a platform thread that accepts",
            net -> {
              try (ServerSocket listener = net.serverSocket();
                  Socket client = net.socket()) {
                listener.bind(new InetSocketAddress(LOOPBACK, 0));
                var accept =
                    new Scenario.Running(
                        false,
                        () -> {
                          try (Socket server = listener.accept()) {
                            return server;
                          }
                        });
                accept.untilIn("accept").interrupt();
                client.connect(listener.getLocalSocketAddress());
                return withoutPort(accept.outcome()) + listener.isClosed();
              }
            }));
  }

  private static void awaitAvailable(InputStream in) throws IOException {
    while (in.available() == 0) {
      Thread.onSpinWait();
    }
  }

  // ---- listeners

  private static List<Scenario> listeners() {
    return List.of(
        listener("listener, new", StreamScenarios::state),
        listening("listener, bound", StreamScenarios::state),
        listening(
            "listener, closed",
            listener -> {
              listener.close();
              return state(listener)
                  + outcome(listener::accept)
                  + outcome(() -> listener.bind(null));
            }),
        listener("accept, not bound", listener -> outcome(listener::accept)),
        listening(
            "accept, timeout",
            listener -> {
              listener.setSoTimeout(50);
              return outcome(listener::accept) + listener.getSoTimeout() + listener.isClosed();
            }),
        listening(
            "accept, timeout in a virtual thread",
            listener -> {
              listener.setSoTimeout(50);
              return new Scenario.Running(true, listener::accept).outcome() + listener.isClosed();
            }),
        new Scenario(
            "accept, with a timeout that the connection does not have",
            net -> {
              try (ServerSocket listener = net.serverSocket();
                  Socket client = net.socket()) {
                listener.bind(new InetSocketAddress(LOOPBACK, 0));
                listener.setSoTimeout(60_000);
                client.connect(listener.getLocalSocketAddress());
                try (Socket server = listener.accept()) {
                  return server.getSoTimeout();
                }
              }
            }),
        listening(
            "accept, closed meanwhile",
            listener -> {
              var accept = new Scenario.Running(false, listener::accept);
              accept.untilIn("accept");
              listener.close();
              return accept.outcome();
            }),
        listening(
            "accept, closed while a virtual thread accepts",
            listener -> {
              var accept = new Scenario.Running(true, listener::accept);
              accept.untilIn("accept");
              listener.close();
              return accept.outcome();
            }),
        new Scenario(
            "listener, in use",
            net -> {
              try (ServerSocket first = net.serverSocket();
                  ServerSocket second = net.serverSocket()) {
                first.bind(new InetSocketAddress(LOOPBACK, 0));
                return outcome(() -> second.bind(first.getLocalSocketAddress()))
                    + outcome(() -> first.bind(null))
                    + second.isBound();
              }
            }),
        listener(
            "listener, bad addresses",
            listener ->
                outcome(() -> listener.bind(new InetSocketAddress("192.0.2.1", 0)))
                    + outcome(() ->
                        listener.bind(InetSocketAddress.createUnresolved("host.invalid", 1)))));
  }

  private static List<Object> state(ServerSocket listener) throws IOException {
    return List.of(
        listener.isBound(),
        listener.isClosed(),
        Integer.signum(listener.getLocalPort()),
        String.valueOf(listener.getInetAddress()),
        withoutPort(listener.getLocalSocketAddress()),
        withoutPort(listener),
        outcome(listener::getReuseAddress),
        outcome(listener::getSoTimeout));
  }

  // ---- options

  private static List<Scenario> options() {
    List<Scenario> all =
        new ArrayList<>(
            List.of(
                unconnected(
                    "options, defaults", socket -> optionValues(socket::getOption, jdk(socket))),
                connected(
                    "options, defaults of an accepted connection",
                    c -> optionValues(c.server::getOption, jdk(c.server))),
                listener(
                    "options, defaults of a listener", l -> optionValues(l::getOption, jdk(l))),
                unconnected("options, by methods", StreamScenarios::byMethods),
                unconnected("options, bad values", StreamScenarios::badValues),
                unconnected(
                    "options, closed",
                    socket -> {
                      socket.close();
                      return outcome(socket::getTcpNoDelay)
                          + outcome(() -> socket.setSoTimeout(1))
                          + outcome(() -> socket.getOption(StandardSocketOptions.SO_RCVBUF))
                          + outcome(socket::getTrafficClass)
                          + socket.supportedOptions();
                    })));
    return all;
  }

  /** Reads an option. */
  private interface Getter {
    Object get(SocketOption<?> option) throws Exception;
  }

  private static String optionValues(Getter getter, Set<String> names) {
    var text = new StringBuilder();
    for (SocketOption<?> option : StandardOptions.ALL) {
      if (names.contains(option.name())) {
        text.append(option).append('=').append(outcome(() -> getter.get(option))).append(' ');
      }
    }
    return text.toString();
  }

  private static Set<String> jdk(Socket socket) {
    return names(socket.supportedOptions());
  }

  private static Set<String> jdk(ServerSocket socket) {
    return names(socket.supportedOptions());
  }

  private static Set<String> names(Set<SocketOption<?>> options) {
    Set<String> names = new TreeSet<>();
    for (SocketOption<?> option : options) {
      if (StandardOptions.ALL.contains(option)) {
        names.add(option.name());
      }
    }
    return names;
  }

  private static Object byMethods(Socket socket) throws Exception {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setReuseAddress(true);
    socket.setSendBufferSize(10_000);
    socket.setReceiveBufferSize(20_000);
    socket.setSoTimeout(1234);
    socket.setTrafficClass(0x10);
    socket.setOOBInline(true);
    socket.setSoLinger(true, 70_000);
    String on = socket.getSoLinger() + " ";
    socket.setSoLinger(false, 5);
    return List.of(
        socket.getTcpNoDelay(),
        socket.getKeepAlive(),
        socket.getReuseAddress(),
        socket.getSendBufferSize(),
        socket.getReceiveBufferSize(),
        socket.getSoTimeout(),
        socket.getTrafficClass(),
        socket.getOOBInline(),
        on + socket.getSoLinger());
  }

  private static Object badValues(Socket socket) {
    List<String> outcomes =
        List.of(
            outcome(() -> socket.setSoLinger(true, -1)),
            outcome(() -> socket.setSoTimeout(-1)),
            outcome(() -> socket.setSendBufferSize(0)),
            outcome(() -> socket.setReceiveBufferSize(-1)),
            outcome(() -> socket.setTrafficClass(256)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_RCVBUF, -1)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_SNDBUF, 0)),
            outcome(() -> socket.setOption(StandardSocketOptions.IP_TOS, 256)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_LINGER, -5)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_LINGER, 100_000)),
            outcome(() -> socket.getOption(StandardSocketOptions.SO_LINGER)),
            outcome(() -> socket.setOption(StandardSocketOptions.TCP_NODELAY, null)),
            outcome(() -> socket.setOption(null, null)),
            outcome(() -> setText(socket)),
            outcome(() -> socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1)),
            outcome(() -> socket.getOption(StandardSocketOptions.SO_BROADCAST)));
    return String.join(" ", outcomes.stream().map(StreamScenarios::classOnly).toList());
  }

  /** A value of another class than the option's. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void setText(Socket socket) throws IOException {
    SocketOption raw = StandardSocketOptions.SO_LINGER;
    socket.setOption(raw, "x");
  }

  /** Texts of refused arguments differ: ours have the value and its limits. */
  private static String classOnly(String outcome) {
    return outcome.toLowerCase(Locale.ROOT).contains("exception")
        ? outcome.split(":", 2)[0]
        : outcome.startsWith("Socket[") ? "Socket" : outcome;
  }
}
