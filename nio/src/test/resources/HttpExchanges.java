import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** The JDK's HTTP server and client, in a program that knows of no provider. */
class HttpExchanges {
  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/echo",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/echo");
    int right = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String body = "x".repeat(i * 5_000);
        HttpRequest request =
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        all.add(
            client
                .sendAsync(request, BodyHandlers.ofString())
                .thenApply(
                    response -> response.statusCode() == 200 && response.body().equals(body)));
      }
      for (CompletableFuture<Boolean> each : all) {
        right += each.get() ? 1 : 0;
      }
    }
    server.stop(0);
    try (SocketChannel channel = SocketChannel.open()) {
      System.out.println(right + " of 40 by " + channel.provider().getClass().getName());
    }
    System.exit(0);
  }
}
