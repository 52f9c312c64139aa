package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;
import static org.llsocket.nio.StreamSetups.LOOPBACK;
import static org.llsocket.nio.StreamSetups.connected;
import static org.llsocket.nio.StreamSetups.state;
import static org.llsocket.nio.StreamSetups.unconnected;
import static org.llsocket.nio.StreamSetups.withoutPort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.nio.StreamSetups.Connection;

/** The states of sockets, and how connections are made. */
final class ConnectScenarios {
  private ConnectScenarios() {}

  static List<Scenario> states() {
    return List.of(
        unconnected("state, new", StreamSetups::state),
        connected("state, connected", c -> state(c.client()) + " " + state(c.server())),
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
              c.client().close();
              c.server().close();
              return state(c.client()) + " " + state(c.server());
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
              c.client().shutdownInput();
              c.client().shutdownOutput();
              return state(c.client());
            }),
        new Scenario(
            "state, connected by IPv6",
            net -> {
              InetAddress host = InetAddress.ofLiteral("::1");
              try (Connection c = Connection.of(net, host)) {
                return state(c.client()) + " " + state(c.server());
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

  static List<Scenario> connecting() {
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
            c -> outcome(() -> c.client().connect(c.listener().getLocalSocketAddress()))),
        unconnected(
            "connect, broadcast address",
            socket -> outcome(() -> socket.connect(new InetSocketAddress("255.255.255.255", 9)))),
        new Scenario("connect, timeout", ConnectScenarios::connectInTime),
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
}
