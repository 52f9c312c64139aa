package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;
import static org.llsocket.nio.StreamSetups.connected;
import static org.llsocket.nio.StreamSetups.unconnected;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.llsocket.nio.StreamSetups.Connection;

/** What programs do with connections, and how these end. */
final class ConnectionScenarios {
  private ConnectionScenarios() {}

  static List<Scenario> reading() {
    return List.of(
        connected(
            "read, what was written",
            c -> {
              c.server().getOutputStream().write(new byte[] {1, (byte) 200, 3});
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
              c.client().setSoTimeout(50);
              String timeout = outcome(() -> c.in().read());
              c.server().getOutputStream().write(7);
              c.client().setSoTimeout(0);
              return timeout + c.in().read() + c.client().getSoTimeout();
            }),
        connected(
            "available",
            c -> {
              c.server().getOutputStream().write(new byte[5]);
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
                        c.server().getOutputStream().write(sent);
                        return "written";
                      });
              byte[] received = c.in().readNBytes(sent.length);
              return writer.outcome() + received.length + received[999_999];
            }),
        connected(
            "urgent data, inline",
            c -> {
              c.server().setOOBInline(true);
              c.client().sendUrgentData(0x1234);
              return c.server().getInputStream().read() + " " + c.server().getOOBInline();
            }),
        connected(
            "urgent data, dropped",
            c -> {
              c.client().sendUrgentData(1);
              c.out().write(2);
              return c.server().getInputStream().read();
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

  static List<Scenario> ending() {
    return List.of(
        connected(
            "read, at the end and after",
            c -> {
              InputStream in = c.in();
              c.server().close();
              String end = in.read() + " " + in.read(new byte[3]) + " " + in.available();
              c.client().close();
              return end + " " + outcome(() -> in.read()) + outcome(in::available);
            }),
        connected(
            "streams, closed",
            c -> {
              InputStream in = c.in();
              OutputStream out = c.out();
              c.client().close();
              return outcome(() -> in.read())
                  + outcome(() -> out.write(1))
                  + outcome(in::available)
                  + outcome(c.client()::getInputStream)
                  + outcome(c.client()::getOutputStream)
                  + outcome(c.client()::shutdownInput)
                  + outcome(() -> c.client().sendUrgentData(1));
            }),
        connected(
            "streams, closed by one of them",
            c -> {
              OutputStream out = c.out();
              c.in().close();
              return c.client().isClosed() + outcome(() -> out.write(1));
            }),
        connected(
            "shutdown of the input",
            c -> {
              InputStream in = c.in();
              c.server().getOutputStream().write(1);
              int first = in.read();
              c.server().getOutputStream().write(new byte[4]);
              c.client().shutdownInput();
              return first
                  + outcome(() -> in.read())
                  + outcome(in::available)
                  + outcome(c.client()::shutdownInput)
                  + outcome(c.client()::getInputStream);
            }),
        connected(
            "shutdown of the output",
            c -> {
              OutputStream out = c.out();
              out.write(1);
              c.client().shutdownOutput();
              c.server().getOutputStream().write(2);
              return c.server().getInputStream().read()
                  + " "
                  + c.server().getInputStream().read()
                  + c.in().read()
                  + outcome(() -> out.write(1))
                  + outcome(c.client()::shutdownOutput)
                  + outcome(c.client()::getOutputStream);
            }),
        connected(
            "shutdown of the input while reading",
            c -> {
              var read = new Scenario.Running(false, c.in()::read);
              read.untilIn("read");
              c.client().shutdownInput();
              return read.outcome();
            }),
        connected(
            "shutdown of the input while a virtual thread reads",
            c -> {
              var read = new Scenario.Running(true, c.in()::read);
              read.untilIn("read");
              c.client().shutdownInput();
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
              return first + outcome(() -> in.read()) + c.client().isClosed();
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
    c.client().close();
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
    c.client().close();
    return write.outcome();
  }
}
