package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What programs do with datagrams. */
final class DatagramScenarios {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private DatagramScenarios() {}

  /** Uses two sockets that are bound to the loopback address. */
  private interface OnPair {
    Object run(DatagramSocket first, DatagramSocket second) throws Exception;
  }

  private static Scenario pair(String name, OnPair body) {
    return new Scenario(
        name,
        net -> {
          try (DatagramSocket first = net.datagramSocket(new InetSocketAddress(LOOPBACK, 0));
              DatagramSocket second = net.datagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            first.setSoTimeout(Scenario.DEADLINE_SECONDS * 1000);
            return body.run(first, second);
          }
        });
  }

  /** Uses a socket. */
  private interface OnSocket {
    Object run(DatagramSocket socket) throws Exception;
  }

  private static Scenario socket(String name, @Nullable InetSocketAddress address, OnSocket body) {
    return new Scenario(
        name,
        net -> {
          try (DatagramSocket socket = net.datagramSocket(address)) {
            return body.run(socket);
          }
        });
  }

  private static DatagramPacket to(DatagramSocket receiver, int... bytes) {
    var data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return new DatagramPacket(data, data.length, LOOPBACK, receiver.getLocalPort());
  }

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.addAll(states());
    all.addAll(packets());
    all.addAll(ends());
    all.addAll(multicast());
    return all;
  }

  private static List<Object> state(DatagramSocket socket) {
    return List.of(
        socket.isBound(),
        socket.isConnected(),
        socket.isClosed(),
        Integer.signum(socket.getLocalPort()),
        Integer.signum(socket.getPort()),
        name(socket.getLocalAddress()),
        String.valueOf(socket.getInetAddress()),
        withoutPort(socket.getLocalSocketAddress()),
        withoutPort(socket.getRemoteSocketAddress()));
  }

  /** The wildcard address is of either family. */
  private static String name(@Nullable InetAddress address) {
    return address != null && address.isAnyLocalAddress() ? "wildcard" : String.valueOf(address);
  }

  private static String withoutPort(@Nullable Object value) {
    return String.valueOf(value)
        .replaceAll(":[1-9]\\d*$", ":N")
        .replaceAll("^.*[/\\[](0:){7}0\\]|^0.0.0.0/0.0.0.0", "wildcard");
  }

  private static List<Scenario> states() {
    return List.of(
        socket("state, bound", new InetSocketAddress(LOOPBACK, 0), DatagramScenarios::state),
        socket("state, not bound", null, DatagramScenarios::state),
        socket("state, wildcard", new InetSocketAddress(0), DatagramScenarios::state),
        pair(
            "state, connected, disconnected, connected",
            (first, second) -> {
              int port = first.getLocalPort();
              first.connect(second.getLocalSocketAddress());
              String connected = state(first).toString();
              first.disconnect();
              boolean same = port == first.getLocalPort();
              String disconnected = state(first).toString();
              first.connect(LOOPBACK, second.getLocalPort());
              return connected + disconnected + same + state(first);
            }),
        socket(
            "state, an unbound socket that disconnects keeps its port",
            null,
            socket -> {
              socket.connect(LOOPBACK, 9);
              int port = socket.getLocalPort();
              socket.disconnect();
              return port == socket.getLocalPort();
            }),
        pair(
            "state, closed",
            (first, second) -> {
              first.close();
              first.close();
              return state(first);
            }),
        pair(
            "bind, in use",
            (first, second) -> {
              return classes(outcome(() -> first.bind(null)), outcome(() -> second.bind(null)));
            }),
        new Scenario(
            "bind, in use by another",
            net -> {
              try (DatagramSocket first = net.datagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
                return outcome(() -> net.datagramSocket(first.getLocalSocketAddress()));
              }
            }),
        new Scenario(
            "bind, not of this machine",
            net -> net.datagramSocket(new InetSocketAddress("192.0.2.1", 0))));
  }

  private static List<Scenario> packets() {
    return List.of(
        pair(
            "receive, a datagram and its sender",
            (first, second) -> {
              second.send(to(first, 1, 2, 3));
              var packet = new DatagramPacket(new byte[10], 2, 5);
              first.receive(packet);
              return List.of(
                  packet.getLength(),
                  packet.getOffset(),
                  packet.getData()[4],
                  packet.getAddress(),
                  packet.getPort() == second.getLocalPort());
            }),
        pair(
            "receive, cut, and again into the same packet",
            (first, second) -> {
              var packet = new DatagramPacket(new byte[10], 4);
              List<Integer> lengths = new ArrayList<>();
              for (int n : new int[] {2, 6, 0, 3, 4}) {
                second.send(to(first, new int[n]));
                first.receive(packet);
                lengths.add(packet.getLength());
              }
              packet.setLength(9);
              second.send(to(first, new int[8]));
              first.receive(packet);
              return lengths + " " + packet.getLength();
            }),
        pair(
            "receive, timeout",
            (first, second) -> {
              first.setSoTimeout(50);
              return outcome(() -> first.receive(new DatagramPacket(new byte[1], 1)))
                  + first.getSoTimeout()
                  + first.isClosed();
            }),
        pair(
            "connected, others are not received",
            (first, second) -> {
              second.send(to(first, 1));
              first.connect(LOOPBACK, 9);
              second.send(to(first, 2));
              first.setSoTimeout(50);
              return outcome(() -> first.receive(new DatagramPacket(new byte[1], 1)));
            }),
        pair(
            "connected, port unreachable",
            (first, second) -> {
              int port = second.getLocalPort();
              second.close();
              first.connect(LOOPBACK, port);
              first.send(new DatagramPacket(new byte[1], 1));
              return outcome(() -> first.receive(new DatagramPacket(new byte[1], 1)));
            }),
        pair(
            "connected, sends without an address",
            (first, second) -> {
              second.connect(first.getLocalSocketAddress());
              second.send(new DatagramPacket(new byte[] {4}, 1));
              var packet = new DatagramPacket(new byte[1], 1);
              first.receive(packet);
              return packet.getData()[0];
            }),
        pair(
            "send, bad packets",
            (first, second) -> {
              second.connect(first.getLocalSocketAddress());
              return classes(
                  outcome(() -> first.send(new DatagramPacket(new byte[1], 1))),
                  outcome(() -> first.send(new DatagramPacket(new byte[1], 1, LOOPBACK, 0))),
                  outcome(() -> second.send(new DatagramPacket(new byte[1], 1, LOOPBACK, 9))),
                  outcome(() -> first.send(null)));
            }),
        pair(
            "send, too long",
            (first, second) -> outcome(() -> first.send(to(second, new int[66_000])))),
        pair(
            "connect, bad addresses",
            (first, second) ->
                classes(
                    outcome(() -> first.connect(null)),
                    outcome(
                        () -> first.connect(InetSocketAddress.createUnresolved("x.invalid", 1))),
                    outcome(() -> first.connect(null, 1)))));
  }

  private static String classes(String... outcomes) {
    var text = new StringBuilder();
    for (String outcome : outcomes) {
      text.append(outcome.split(":", 2)[0]).append(' ');
    }
    return text.toString();
  }

  private static List<Scenario> ends() {
    return List.of(
        pair(
            "closed, calls",
            (first, second) -> {
              first.close();
              return classes(
                  outcome(() -> first.receive(new DatagramPacket(new byte[1], 1))),
                  outcome(() -> first.send(to(second, 1))),
                  outcome(() -> first.setSoTimeout(1)));
            }),
        pair("close while receiving", (first, second) -> closeWhileReceiving(first, false)),
        pair(
            "close while a virtual thread receives",
            (first, second) -> closeWhileReceiving(first, true)),
        pair(
            "interrupt of a platform thread that receives",
            (first, second) -> {
              var packet = new DatagramPacket(new byte[1], 1);
              var receive = receive(first, packet, false);
              receive.untilIn("receive").interrupt();
              second.send(to(first, 6));
              return receive.outcome() + packet.getData()[0] + first.isClosed();
            }),
        pair(
            "interrupt of a virtual thread that receives",
            (first, second) -> {
              var receive = receive(first, new DatagramPacket(new byte[1], 1), true);
              receive.untilIn("receive").interrupt();
              return receive.outcome();
            }));
  }

  private static Scenario.Running receive(
      DatagramSocket socket, DatagramPacket packet, boolean virtual) {
    return new Scenario.Running(
        virtual,
        () -> {
          socket.receive(packet);
          return "received";
        });
  }

  private static Object closeWhileReceiving(DatagramSocket socket, boolean virtual)
      throws Exception {
    var receive = receive(socket, new DatagramPacket(new byte[1], 1), virtual);
    receive.untilIn("receive");
    socket.close();
    return receive.outcome().split(",", 2)[0];
  }

  private static List<Scenario> multicast() {
    InetAddress group = InetAddress.ofLiteral("239.255.3.4");
    return List.of(
        socket(
            "multicast, join and leave",
            new InetSocketAddress(0),
            socket -> {
              NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
              var address = new InetSocketAddress(group, 0);
              var host = new InetSocketAddress(LOOPBACK, 0);
              return String.join(
                  " ",
                  outcome(() -> socket.leaveGroup(address, loopback)),
                  outcome(() -> socket.joinGroup(address, loopback)),
                  outcome(() -> socket.joinGroup(address, loopback)),
                  outcome(() -> socket.leaveGroup(address, loopback)),
                  outcome(() -> socket.joinGroup(host, loopback)));
            }),
        socket(
            "multicast, a datagram comes back",
            new InetSocketAddress(0),
            socket -> {
              NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
              socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
              socket.joinGroup(new InetSocketAddress(group, 0), loopback);
              socket.setSoTimeout(Scenario.DEADLINE_SECONDS * 1000);
              socket.send(new DatagramPacket(new byte[] {8}, 1, group, socket.getLocalPort()));
              var packet = new DatagramPacket(new byte[1], 1);
              socket.receive(packet);
              return packet.getData()[0]
                  + " "
                  + socket.getOption(StandardSocketOptions.IP_MULTICAST_IF).equals(loopback);
            }),
        socket(
            "options, defaults",
            null,
            socket -> {
              Set<SocketOption<?>> supported = socket.supportedOptions();
              var text = new StringBuilder();
              for (SocketOption<?> option : StandardOptions.ALL) {
                if (supported.contains(option)) {
                  text.append(option + "=" + outcome(() -> socket.getOption(option)) + " ");
                }
              }
              return text;
            }),
        socket(
            "options, by methods",
            null,
            socket -> {
              socket.setBroadcast(false);
              socket.setReuseAddress(true);
              socket.setSendBufferSize(10_000);
              socket.setReceiveBufferSize(20_000);
              socket.setSoTimeout(1234);
              socket.setTrafficClass(0x10);
              socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 7);
              socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
              return List.of(
                  socket.getBroadcast(),
                  socket.getReuseAddress(),
                  socket.getSendBufferSize(),
                  socket.getReceiveBufferSize(),
                  socket.getSoTimeout(),
                  socket.getTrafficClass(),
                  socket.getOption(StandardSocketOptions.IP_MULTICAST_TTL),
                  socket.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
            }),
        socket(
            "options, bad values",
            null,
            socket ->
                classes(
                    outcome(() -> socket.setSoTimeout(-1)),
                    outcome(() -> socket.setSendBufferSize(0)),
                    outcome(() -> socket.setReceiveBufferSize(0)),
                    outcome(() -> socket.setTrafficClass(256)),
                    outcome(() -> socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 256)),
                    outcome(() -> socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, null)),
                    outcome(() -> socket.setOption(StandardSocketOptions.TCP_NODELAY, true)))));
  }
}
