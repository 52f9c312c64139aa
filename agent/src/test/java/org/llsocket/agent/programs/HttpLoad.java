package org.llsocket.agent.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that send bodies to an echo server at the same time, and compare what comes back. */
final class HttpLoad {
  private static final int CLIENTS = 20;
  private static final int REQUESTS = 25;
  private static final int LARGEST = 300_000;

  private HttpLoad() {}

  /** How many answers were right. */
  static int run(int port) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(() -> requests(http, port, client));
      }
      int right = 0;
      for (Future<Integer> each : threads.invokeAll(clients)) {
        right += each.get();
      }
      return right;
    }
  }

  private static int requests(HttpClient http, int port, int client) throws Exception {
    int right = 0;
    URI uri = URI.create("http://127.0.0.1:" + port + "/" + client);
    for (int i = 0; i < REQUESTS; i++) {
      byte[] body = new byte[LARGEST * i / REQUESTS];
      Arrays.fill(body, (byte) (client + i));
      HttpRequest post = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)).build();
      right += Arrays.equals(http.send(post, BodyHandlers.ofByteArray()).body(), body) ? 1 : 0;
    }
    return right;
  }
}
