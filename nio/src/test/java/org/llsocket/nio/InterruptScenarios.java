package org.llsocket.nio;

import static org.llsocket.nio.StreamSetups.LOOPBACK;
import static org.llsocket.nio.StreamSetups.connected;
import static org.llsocket.nio.StreamSetups.listening;
import static org.llsocket.nio.StreamSetups.withoutPort;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Interrupts of threads that wait. */
final class InterruptScenarios {
  private InterruptScenarios() {}

  static List<Scenario> interrupts() {
    return List.of(
        connected(
            "interrupt of a platform thread that reads",
            c -> {
              var read = new Scenario.Running(false, c.in()::read);
              read.untilIn("read").interrupt();
              c.server().getOutputStream().write(5);
              return read.outcome() + c.client().isClosed();
            }),
        connected(
            "interrupt of a virtual thread that reads",
            c -> {
              var read = new Scenario.Running(true, c.in()::read);
              read.untilIn("read").interrupt();
              return read.outcome() + c.client().isClosed();
            }),
        connected(
            "interrupt of a virtual thread that reads with a timeout",
            c -> {
              c.client().setSoTimeout(60_000);
              var read = new Scenario.Running(true, c.in()::read);
              read.untilIn("read").interrupt();
              return read.outcome() + c.client().isClosed();
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
              return write.outcome() + c.client().isClosed();
            }),
        connected(
            "read in an interrupted virtual thread, data is there",
            c -> {
              c.server().getOutputStream().write(5);
              awaitAvailable(c.in());
              var read =
                  new Scenario.Running(
                      true,
                      () -> {
                        Thread.currentThread().interrupt();
                        c.out().write(1);
                        return c.in().read();
                      });
              return read.outcome() + c.client().isClosed();
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
              return read.outcome() + c.client().isClosed();
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
}
