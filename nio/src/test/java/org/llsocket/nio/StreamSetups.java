package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Connections and listeners that scenarios use, and what they report of their state. */
final class StreamSetups {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private StreamSetups() {}

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
  interface OnConnection {
    Object run(Connection connection) throws Exception;
  }

  static Scenario connected(String name, OnConnection body) {
    return new Scenario(
        name,
        net -> {
          try (Connection connection = Connection.of(net)) {
            return body.run(connection);
          }
        });
  }

  /** Uses a socket that is not connected. */
  interface OnSocket {
    Object run(Socket socket) throws Exception;
  }

  static Scenario unconnected(String name, OnSocket body) {
    return new Scenario(
        name,
        net -> {
          try (Socket socket = net.socket()) {
            return body.run(socket);
          }
        });
  }

  /** Uses a listener. */
  interface OnListener {
    Object run(ServerSocket listener) throws Exception;
  }

  static Scenario listener(String name, OnListener body) {
    return new Scenario(
        name,
        net -> {
          try (ServerSocket listener = net.serverSocket()) {
            return body.run(listener);
          }
        });
  }

  static Scenario listening(String name, OnListener body) {
    return listener(
        name,
        listener -> {
          listener.bind(new InetSocketAddress(LOOPBACK, 0));
          return body.run(listener);
        });
  }

  static List<Object> state(Socket socket) {
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

  static String withoutPort(Object value) {
    return String.valueOf(value).replaceAll("(port=|:)[1-9]\\d*", "$1N");
  }

  static List<Object> state(ServerSocket listener) throws IOException {
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
}
