package org.llsocket.agent.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's HTTP server and client; prints the kernel's timers of the connections. */
public final class HttpProgram {
  private static final int REQUESTS = 50;

  private HttpProgram() {}

  public static void main(String[] args) throws Exception {
    System.out.println(SelectorProvider.provider().getClass().getName());
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().getPath().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int right = 0;
      for (int i = 0; i < REQUESTS; i++) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + i);
        String body =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        right += body.equals("/" + i) ? 1 : 0;
      }
      System.out.println("answers " + right);
      System.out.println(String.join(" ", timers(port)));
    } finally {
      server.stop(0);
    }
  }

  /** The timers of the connections: the sixth column of {@code /proc/net/tcp}, proc(5). */
  private static List<String> timers(int port) throws IOException {
    String established = " 01";
    String peer = String.format(":%04X", port) + established;
    List<String> timers = new ArrayList<>();
    for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.contains(peer)) {
          timers.add(line.strip().split(" +", -1)[5]);
        }
      }
    }
    return timers;
  }
}
