package org.llsocket.bench.subject;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.bench.subject.Workload.Service;
import org.llsocket.message.Message;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.poll.Epoll;

/** Servers over llsocket. */
final class LlsocketServers {
  private static final int BUFFER = 1 << 17;

  private LlsocketServers() {}

  // ---- echo

  static Service blocking(Args args) throws IOException {
    Socket socket = bound(args);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    return service(
        socket,
        () -> {
          if (!args.stream()) {
            echoDatagrams(socket, buffer);
          }
          while (true) {
            echo(accepted(socket, args, 0), buffer);
          }
        });
  }

  static Service virtual(Args args) throws IOException {
    Socket socket = bound(args);
    if (!args.stream()) {
      return service(
          socket, onVirtual(() -> echoDatagrams(socket, ByteBuffer.allocateDirect(BUFFER))));
    }
    return service(
        socket,
        onVirtual(() -> {
          while (true) {
            Socket client = accepted(socket, args, 0);
            // On the heap, a receive that does not fill the buffer has emptied the stream.
            Thread.ofVirtual().start(() -> echo(client, ByteBuffer.allocate(2 * args.size())));
          }
        }));
  }

  static Service epoll(Args args) throws IOException {
    Socket socket = bound(args);
    socket.nonblock(true);
    Epoll<@Nullable Socket> epoll = Epoll.open();
    epoll.add(socket, Epoll.IN, null);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    var from = new SockAddrBuffer();
    Epoll.Handler<@Nullable Socket> handler =
        (_, _, client) -> {
          if (client != null) {
            echoReady(client, buffer);
          } else if (args.stream()) {
            acceptAll(socket, args, epoll);
          } else {
            answer(socket, buffer, from);
          }
        };
    return service(
        socket,
        () -> {
          while (true) {
            epoll.await(handler);
          }
        });
  }

  private static void acceptAll(Socket listener, Args args, Epoll<@Nullable Socket> epoll)
      throws IOException {
    Socket client = accepted(listener, args, SOCK.NONBLOCK);
    while (client != null) {
      epoll.add(client, Epoll.IN, client);
      client = accepted(listener, args, SOCK.NONBLOCK);
    }
  }

  private static void echoReady(Socket client, ByteBuffer buffer) throws IOException {
    try {
      int n = client.recv(buffer.clear());
      if (n > 0) {
        client.send(buffer.flip());
      } else if (n == Socket.EOF) {
        client.close();
      }
    } catch (ErrnoException _) { // the client has closed the connection
      client.close();
    }
  }

  private static void echo(@Nullable Socket client, ByteBuffer buffer) {
    try (client) {
      while (client != null && client.recv(buffer.clear()) > 0) {
        client.send(buffer.flip());
      }
    } catch (IOException _) { // the client has closed the connection
    }
  }

  private static void echoDatagrams(Socket socket, ByteBuffer buffer) throws IOException {
    var from = new SockAddrBuffer();
    while (true) {
      answer(socket, buffer, from);
    }
  }

  private static void answer(Socket socket, ByteBuffer buffer, SockAddrBuffer from)
      throws IOException {
    socket.recvfrom(buffer.clear(), from);
    try {
      socket.sendto(buffer.flip(), from);
    } catch (ErrnoException _) { // the client has closed the connection
    }
  }

  // ---- streams

  static Service source(Args args) throws IOException {
    MemorySegment block = Arena.global().allocate(args.size());
    return eachClient(
        args,
        client -> {
          while (client.send(block) > 0) {}
        });
  }

  /** Sends 64 KiB of blocks per call, the default of Netty. */
  static Service gather(Args args) throws IOException {
    var blocks = new MemorySegment[args.gathered()];
    Arrays.fill(blocks, Arena.global().allocate(args.size()));
    Message message = new Message().buffers(blocks);
    return eachClient(
        args,
        client -> {
          noDelay(client, args);
          while (client.sendmsg(message, 0) > 0) {}
        });
  }

  static Service sink(Args args) throws IOException {
    MemorySegment block = Arena.global().allocate(args.size());
    return eachClient(
        args,
        client -> {
          while (client.recv(block) > 0) {}
        });
  }

  static Service file(Args args) throws IOException {
    Descriptor file = Descriptor.openFile(args.filePath());
    long size = Files.size(args.filePath());
    return eachClient(
        args,
        client -> {
          while (true) {
            long offset = 0;
            while (offset < size) {
              offset += client.sendfile(file, offset, size - offset);
            }
          }
        });
  }

  static Service door(Args args) throws IOException {
    return eachClient(args, _ -> {});
  }

  /** The handling of a connection until it ends. */
  private interface Conversation {
    void with(Socket client) throws IOException;
  }

  private static Service eachClient(Args args, Conversation conversation) throws IOException {
    Socket socket = bound(args);
    return service(
        socket,
        () -> {
          while (true) {
            try (Socket client = Objects.requireNonNull(socket.accept())) {
              conversation.with(client);
            } catch (ErrnoException _) { // the client has closed the connection
            }
          }
        });
  }

  // ---- creation

  private static @Nullable Socket accepted(Socket listener, Args args, int flags)
      throws IOException {
    Socket client = listener.accept(null, flags);
    if (client != null) {
      noDelay(client, args);
    }
    return client;
  }

  static void noDelay(Socket client, Args args) throws IOException {
    if (args.transport().equals("tcp")) {
      client.set(TCP.NODELAY, true);
    }
  }

  static Socket bound(Args args) throws IOException {
    Socket socket = LlsocketCalls.open(args);
    socket.bind(LlsocketCalls.address(args));
    if (args.stream()) {
      socket.listen(4096);
    } else {
      socket.set(SO.RCVBUF, 4 << 20);
    }
    return socket;
  }

  static Service service(Socket socket, Workload.Serving serving) throws IOException {
    SockAddr bound = socket.getsockname();
    String address =
        bound.family().equals(AF.UNIX)
            ? String.valueOf(bound.path())
            : Integer.toString(bound.port());
    return new Service(address, serving);
  }

  private static Workload.Serving onVirtual(Workload.Serving serving) {
    return () -> VirtualThreadServer.run(serving);
  }
}
