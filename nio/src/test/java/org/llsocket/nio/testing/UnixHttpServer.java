package org.llsocket.nio.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.llsocket.nio.LlsocketServerSocketFactory;

/**
 * HTTP/1.1 at a Unix path, as Docker's daemon: {@code GET /_ping}, {@code GET /containers/json} in
 * chunks, and {@code POST /echo}. Connections stay open between requests.
 */
public final class UnixHttpServer implements AutoCloseable {
  private static final String CHUNKS =
      """
      HTTP/1.1 200 OK
      Content-Type: application/json
      Transfer-Encoding: chunked

      1
      [
      d
      {"Id":"4ab"}]
      0

      """;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  /** A server that listens at a path. */
  public UnixHttpServer(Path path) throws IOException {
    listener = new LlsocketServerSocketFactory(path.toString()).createServerSocket(0);
    Thread.startVirtualThread(this::acceptAll);
  }

  /** How many connections were accepted. */
  public int accepted() {
    return accepted.get();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket connection = listener.accept();
        accepted.incrementAndGet();
        open.add(connection);
        Thread.startVirtualThread(() -> serve(connection));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      String request = line(in);
      while (!request.isEmpty()) {
        answer(request, body(in), out);
        request = line(in);
      }
    } catch (IOException ended) {
      // by the client, or by the end of the test
    } finally {
      open.remove(connection);
    }
  }

  private static byte[] body(InputStream in) throws IOException {
    int length = 0;
    String header = line(in);
    while (!header.isEmpty()) {
      String[] parts = header.split(":", 2);
      if (parts[0].toLowerCase(Locale.ROOT).equals("content-length")) {
        length = Integer.parseInt(parts[1].strip());
      }
      header = line(in);
    }
    return in.readNBytes(length);
  }

  private static void answer(String request, byte[] body, OutputStream out) throws IOException {
    switch (request.split(" ", 3)[1]) {
      case "/_ping" -> write(out, "200 OK", "OK".getBytes(ISO_8859_1));
      case "/echo" -> write(out, "200 OK", body);
      case "/containers/json" -> out.write(CHUNKS.replace("\n", "\r\n").getBytes(ISO_8859_1));
      default -> write(out, "404 Not Found", new byte[0]);
    }
    out.flush();
  }

  private static void write(OutputStream out, String status, byte[] body) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n\r\n")
            .getBytes(ISO_8859_1));
    out.write(body);
  }

  /** A line without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0 && b != '\n') {
      if (b != '\r') {
        bytes.write(b);
      }
      b = in.read();
    }
    return bytes.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
