package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.NetNs;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.option.NETLINK;

@Timeout(60)
class NetlinkExamplesTest {
  @Test
  void linkMonitor_changesInANamespace_arePrintedInOrder() throws Exception {
    Process shell = new ProcessBuilder("unshare", "-n", "sh").redirectErrorStream(true).start();
    try (Writer commands = shell.outputWriter(UTF_8);
        BufferedReader answers = shell.inputReader(UTF_8)) {
      commands.write("ip link show dev lo > /dev/null && echo ready || echo lacking\n");
      commands.flush();
      assumeThat(answers.readLine())
          .as("unshare(1) and ip(8) work for this user")
          .isEqualTo("ready");
      NetNs namespace = NetNs.of(shell.pid());
      var in = new PipedInputStream(1 << 20);
      var out = new PrintStream(new PipedOutputStream(in), true, UTF_8);
      FutureTask<Void> running;
      try (var monitor = new LinkMonitor(routes(namespace), routes(namespace), out);
          var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
        running =
            new FutureTask<>(() -> {
              monitor.run();
              return null;
            });
        Thread.ofPlatform().daemon().start(running);
        assertThat(lines.readLine()).startsWith("links: [lo");
        commands.write("ip link add va type veth peer name vb; ip addr add 192.0.2.1/24 dev va\n");
        commands.write(
            "ip link set va up; ip link set vb up; ip route add 203.0.113.0/24 dev va\n");
        commands.write("ip link del va\n");
        commands.flush();
        await(lines, "Link\\[index=.*, name=va, .*kind=veth.*");
        await(lines, "va has 192.0.2.1/24");
        await(lines, "new Route.*destination=/203.0.113.0, prefixLength=24.*");
        await(lines, "va no longer has 192.0.2.1/24");
        await(lines, "deleted link va");
      }
      assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ClosedChannelException.class);
    } finally {
      shell.destroyForcibly().waitFor();
    }
  }

  private static NetlinkSocket routes(NetNs namespace) throws IOException {
    return NetlinkSocket.of(
        namespace.open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE)), NETLINK.ROUTE);
  }

  private static void await(BufferedReader lines, String pattern) throws IOException {
    String line = lines.readLine();
    while (!line.matches(pattern)) {
      line = lines.readLine();
    }
  }

  @Test
  void socketList_connectionAndUnixSocket_areInIt() throws Exception {
    try (var listener = Socket.open(AF.INET, SOCK.STREAM);
        var client = Socket.open(AF.INET, SOCK.STREAM);
        var unix = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      listener.bind(SockAddr.inet("127.0.0.1", 0));
      listener.listen(1);
      client.connect(listener.getsockname());
      unix.bind(SockAddr.unnamed());
      String connection = client.getsockname() + " -> " + listener.getsockname() + ",";
      String name = unix.getsockname() + " inode ";
      assertThat(SocketList.lines())
          .anyMatch(line ->
              line.startsWith("IPPROTO_TCP " + connection)
                  && line.matches(".*, round trip \\d+ µs, .* retransmitted, \\w+"))
          .anyMatch(line -> line.startsWith(name));
    }
  }
}
