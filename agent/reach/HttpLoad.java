import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Requests a file from a server many times, by 16 threads: its URL, how many times, and the file. */
public final class HttpLoad {
  private HttpLoad() {}

  public static void main(String[] args) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(args[0])).build();
    int count = Integer.parseInt(args[1]);
    byte[] expected = Files.readAllBytes(Path.of(args[2]));
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newFixedThreadPool(16)) {
      var answers =
          IntStream.range(0, count)
              .mapToObj(i -> threads.submit(() -> check(client, request, expected)))
              .toList();
      for (Future<?> answer : answers) {
        answer.get();
      }
    }
    System.out.println(args[0] + ": " + count + " answers of " + expected.length + " bytes");
  }

  private static Void check(HttpClient client, HttpRequest request, byte[] expected)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200 || !Arrays.equals(answer.body(), expected)) {
      throw new IllegalStateException(answer + ": " + answer.body().length + " bytes");
    }
    return null;
  }
}
