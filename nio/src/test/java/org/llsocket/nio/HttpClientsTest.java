package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.nio.testing.UnixHttpServer;

/** Docker's API by three clients: HTTP over a Unix path. docs/reach.md has these recipes. */
class HttpClientsTest {
  private static final byte[] LARGE = new byte[3_000_000];

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void setUp() {
    path = directory.resolve("docker.sock");
    Arrays.fill(LARGE, (byte) 'x');
  }

  private OkHttpClient okHttp() {
    return new OkHttpClient.Builder()
        .socketFactory(new LlsocketSocketFactory(path.toString()))
        .readTimeout(Duration.ofSeconds(60))
        .build();
  }

  private static String get(OkHttpClient client, String path) throws IOException {
    var request = new Request.Builder().url("http://localhost" + path).build();
    try (Response response = client.newCall(request).execute()) {
      return response.code() + " " + response.body().string();
    }
  }

  @Test
  void okHttp_unixPath_keepsOneConnection() throws Exception {
    try (var server = new UnixHttpServer(path)) {
      OkHttpClient client = okHttp();
      assertThat(get(client, "/_ping")).isEqualTo("200 OK");
      assertThat(get(client, "/containers/json")).isEqualTo("200 [{\"Id\":\"4ab\"}]");
      assertThat(get(client, "/nothing")).isEqualTo("404 ");
      var post =
          new Request.Builder()
              .url("http://localhost/echo")
              .post(RequestBody.create(LARGE, null))
              .build();
      try (Response response = client.newCall(post).execute()) {
        assertThat(response.body().bytes()).isEqualTo(LARGE);
      }
      assertThat(server.accepted()).isEqualTo(1);
      client.connectionPool().evictAll();
    }
  }

  @Test
  void okHttp_noServer_throwsConnectException() {
    OkHttpClient client = okHttp();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> get(client, "/_ping"))
        .withStackTraceContaining("No such file or directory");
  }

  @Test
  void okHttp_silentServer_timesOut() throws Exception {
    try (ServerSocket _ = new LlsocketServerSocketFactory(path.toString()).createServerSocket(0)) {
      OkHttpClient client = okHttp().newBuilder().readTimeout(Duration.ofMillis(100)).build();
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> get(client, "/_ping"));
    }
  }

  private PoolingHttpClientConnectionManager connections() {
    var sockets = new LlsocketSocketFactory(path.toString());
    return new PoolingHttpClientConnectionManager(
        new DefaultHttpClientConnectionOperator(
            proxy -> sockets.createSocket(),
            null,
            null,
            RegistryBuilder.<TlsSocketStrategy>create().build()),
        PoolConcurrencyPolicy.STRICT,
        PoolReusePolicy.LIFO,
        TimeValue.NEG_ONE_MILLISECOND,
        null);
  }

  private static String get(CloseableHttpClient client, String path) throws IOException {
    return client.execute(
        new HttpGet("http://localhost" + path),
        response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
  }

  @Test
  void httpClient5_unixPath_keepsOneConnection() throws Exception {
    try (var server = new UnixHttpServer(path);
        CloseableHttpClient client =
            HttpClients.custom().setConnectionManager(connections()).build()) {
      assertThat(get(client, "/_ping")).isEqualTo("200 OK");
      assertThat(get(client, "/containers/json")).isEqualTo("200 [{\"Id\":\"4ab\"}]");
      var post = new HttpPost("http://localhost/echo");
      post.setEntity(new ByteArrayEntity(LARGE, null));
      byte[] echo = client.execute(post, response -> EntityUtils.toByteArray(response.getEntity()));
      assertThat(echo).isEqualTo(LARGE);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void httpClient5_silentServer_timesOut() throws Exception {
    RequestConfig impatient =
        RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(100)).build();
    try (ServerSocket _ = new LlsocketServerSocketFactory(path.toString()).createServerSocket(0);
        CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(connections())
                .setDefaultRequestConfig(impatient)
                .build()) {
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> get(client, "/_ping"));
    }
  }

  @Test
  void socket_unixPath_speaksHttp() throws Exception {
    try (var _ = new UnixHttpServer(path);
        Socket socket = new LlsocketSocketFactory(path.toString()).createSocket("localhost", 80)) {
      socket
          .getOutputStream()
          .write("GET /_ping HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
    }
  }

  @Test
  void socket_noListener_throwsConnectException() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new LlsocketSocketFactory("@" + path).createSocket("localhost", 80));
  }
}
