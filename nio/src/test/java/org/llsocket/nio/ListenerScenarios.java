package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;
import static org.llsocket.nio.StreamSetups.LOOPBACK;
import static org.llsocket.nio.StreamSetups.listener;
import static org.llsocket.nio.StreamSetups.listening;
import static org.llsocket.nio.StreamSetups.state;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** What programs do with listeners. */
final class ListenerScenarios {
  private ListenerScenarios() {}

  static List<Scenario> listeners() {
    return List.of(
        listener("listener, new", StreamSetups::state),
        listening("listener, bound", StreamSetups::state),
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
}
