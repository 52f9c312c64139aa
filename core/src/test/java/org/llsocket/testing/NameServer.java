package org.llsocket.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A name server at 127.0.0.1:53 (RFC 1035) with the answers that a test has given it. Other names
 * do not exist.
 */
public final class NameServer implements AutoCloseable {
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int PTR = 12;
  private static final int AAAA = 28;
  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;

  /** One resource record's type and data. */
  private static final class Answer {
    final int type;
    final byte[] data;

    Answer(int type, byte[] data) {
      this.type = type;
      this.data = data;
    }
  }

  private final DatagramSocket socket;
  private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> questions = new LinkedBlockingQueue<>();

  /** Starts to serve. */
  public NameServer() throws SocketException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 53));
    Thread.ofPlatform().daemon().name("name-server").start(this::serve);
  }

  /** Gives a name its addresses; with none, it exists without any. */
  public void host(String name, String... addresses) {
    answers.put(name, List.of(addresses).stream().map(NameServer::address).toList());
  }

  /** Makes a name another name for a host with an IPv4 address. */
  public void alias(String name, String host, String address) {
    answers.put(name, List.of(new Answer(CNAME, wire(host)), address(address)));
    host(host, address);
  }

  /** Gives an address, as in-addr.arpa writes it, a name. */
  public void pointer(String arpa, String name) {
    answers.put(arpa, List.of(new Answer(PTR, wire(name))));
  }

  /** Lets questions for a name fail. */
  public void broken(String name) {
    broken.add(name);
  }

  /** Lets questions for a name wait for ever. */
  public void silent(String name) {
    silent.add(name);
  }

  /** Waits for a question for this name. */
  public void awaitQuestion(String name) throws InterruptedException {
    String asked = questions.take();
    while (!asked.equals(name)) {
      asked = questions.take();
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      var packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        answer(packet);
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(DatagramPacket packet) throws IOException {
    ByteBuffer query = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    short id = query.getShort();
    query.position(12);
    String name = name(query);
    int type = query.getShort();
    questions.add(name);
    if (silent.contains(name)) {
      return;
    }
    List<Answer> known = answers.get(name);
    int code = broken.contains(name) ? SERVFAIL : known == null ? NXDOMAIN : 0;
    List<Answer> wanted =
        known == null
            ? List.of()
            : known.stream().filter(a -> a.type == type || a.type == CNAME).toList();
    byte[] reply = reply(id, code, wire(name), type, wanted);
    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
  }

  private static byte[] reply(short id, int code, byte[] name, int type, List<Answer> answers) {
    ByteBuffer reply = ByteBuffer.allocate(512);
    reply.putShort(id).putShort((short) (0x8180 | code));
    reply.putShort((short) 1).putShort((short) answers.size()).putInt(0);
    reply.put(name).putShort((short) type).putShort((short) 1);
    byte[] owner = name;
    for (Answer answer : answers) {
      reply.put(owner).putShort((short) answer.type).putShort((short) 1).putInt(60);
      reply.putShort((short) answer.data.length).put(answer.data);
      owner = answer.type == CNAME ? answer.data : owner;
    }
    return Arrays.copyOf(reply.array(), reply.position());
  }

  private static Answer address(String text) {
    byte[] bytes = InetAddress.ofLiteral(text).getAddress();
    return new Answer(bytes.length == 4 ? A : AAAA, bytes);
  }

  private static String name(ByteBuffer query) {
    var name = new StringBuilder();
    for (int length = query.get(); length != 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
    }
    return name.toString();
  }

  private static byte[] wire(String name) {
    var wire = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      wire.write(label.length());
      wire.writeBytes(label.getBytes(US_ASCII));
    }
    wire.write(0);
    return wire.toByteArray();
  }
}
