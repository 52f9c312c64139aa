package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.llsocket.nio.testing.Capability;
import org.llsocket.nio.testing.DatabaseServer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** PostgreSQL over its Unix socket, by pgjdbc as it is. docs/reach.md has the recipe. */
class PostgresTest {
  private static DatabaseServer server;
  private static String url;

  @BeforeAll
  static void startServer() throws Exception {
    Capability.POSTGRESQL.require();
    server = new DatabaseServer("postgres");
    String data = server.file("data").toString();
    server.run(
        program("initdb"), "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync");
    url =
        "jdbc:postgresql://localhost/postgres?user=test"
            + "&socketFactory=org.llsocket.nio.LlsocketSocketFactory&socketFactoryArg="
            + server.file(".s.PGSQL.5432");
    server.start(
        () -> connect().close(),
        program("postgres"),
        "-D",
        data,
        "-k",
        server.file("").toString(),
        "-c",
        "listen_addresses=",
        "-c",
        "fsync=off");
  }

  private static String program(String name) {
    return Objects.requireNonNull(Capability.postgres(name)).toString();
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "no row";
    }
  }

  @Test
  void query_unixSocket_returnsRows() throws Exception {
    try (Connection connection = connect()) {
      assertThat(query(connection, "select inet_client_addr() is null")).isEqualTo("t");
      assertThat(query(connection, "select repeat('x', 3000000)")).hasSize(3_000_000);
    }
  }

  @Test
  void query_timeout_cancelsByASecondConnection() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute("select pg_sleep(60)"))
          .withMessageContaining("canceling statement");
      assertThat(query(connection, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void cancel_byAnotherThread_endsTheQuery() throws Exception {
    try (Connection connection = connect();
        Connection other = connect();
        Statement statement = connection.createStatement()) {
      String pid = query(connection, "select pg_backend_pid()");
      var sleep = new Scenario.Running(true, () -> statement.execute("select pg_sleep(60)"));
      awaitSleep(other, pid);
      statement.cancel();
      assertThat(sleep.outcome()).contains("canceling statement due to user request");
      assertThat(query(connection, "select 2")).isEqualTo("2");
    }
  }

  private static void awaitSleep(Connection connection, String pid) throws SQLException {
    String sql =
        "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and pid = " + pid;
    while (!query(connection, sql).equals("1")) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void networkTimeout_silentServer_throws() throws Exception {
    try (Connection connection = connect()) {
      connection.setNetworkTimeout(Runnable::run, 300);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> query(connection, "select pg_sleep(60)"))
          .withCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void abort_duringAQuery_endsIt() throws Exception {
    try (Connection connection = connect();
        Connection other = connect()) {
      String pid = query(connection, "select pg_backend_pid()");
      var sleep = new Scenario.Running(false, () -> query(connection, "select pg_sleep(60)"));
      awaitSleep(other, pid);
      connection.abort(Runnable::run);
      assertThat(sleep.outcome()).contains("SQLException");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void copy_manyRows_bothWays() throws Exception {
    String rows = IntStream.range(0, 100_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create temporary table numbers (n int)");
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      assertThat(
              copy.copyIn(
                  "copy numbers from stdin", new ByteArrayInputStream(rows.getBytes(UTF_8))))
          .isEqualTo(100_000);
      var out = new ByteArrayOutputStream();
      assertThat(copy.copyOut("copy (select n from numbers order by n) to stdout", out))
          .isEqualTo(100_000);
      assertThat(out.toString(UTF_8)).isEqualTo(rows);
    }
  }

  @Test
  void listen_notification_arrivesWhileWaiting() throws Exception {
    try (Connection listener = connect();
        Connection sender = connect();
        Statement listen = listener.createStatement();
        Statement notify = sender.createStatement()) {
      listen.execute("listen news");
      PGConnection connection = listener.unwrap(PGConnection.class);
      assertThat(connection.getNotifications(50)).isNullOrEmpty(); // a timeout of the socket
      var waiting =
          new Scenario.Running(
              true,
              () -> {
                PGNotification[] received = connection.getNotifications(60_000);
                return received[0].getParameter();
              });
      notify.execute("notify news, 'hello'");
      assertThat(waiting.outcome()).isEqualTo("hello");
    }
  }

  @Test
  void query_manyVirtualThreads_eachOnItsConnection() throws Exception {
    List<Scenario.Running> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String sql = "select " + i;
      running.add(
          new Scenario.Running(
              true,
              () -> {
                try (Connection connection = connect()) {
                  return query(connection, sql);
                }
              }));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(running.get(i).outcome()).isEqualTo(String.valueOf(i));
    }
  }
}
