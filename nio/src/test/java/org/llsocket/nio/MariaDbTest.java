package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.SockAddr;
import org.llsocket.nio.testing.Capability;
import org.llsocket.nio.testing.DatabaseServer;

/**
 * MariaDB over its Unix socket, by the drivers of MariaDB and MySQL as they are. docs/reach.md has
 * both recipes.
 */
class MariaDbTest {
  /** The product of four tables of hundreds of rows each. */
  private static final String ENDLESS =
      "select count(*) from information_schema.collations a, information_schema.collations b,"
          + " information_schema.collations c, information_schema.collations d";

  private static DatabaseServer server;

  /** For a driver that takes the name of a class. */
  public static class LocalMariaDb extends LlsocketSocketFactory {
    public LocalMariaDb() {
      super(socket().toString());
    }
  }

  /** For a driver with an interface of its own, and a class of its own that is enough to extend. */
  public static class LocalMysql extends StandardSocketFactory {
    @Override
    protected Socket createSocket(PropertySet properties) {
      try {
        return new LlsocketSocket(SockAddr.unix(socket()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Path socket() {
    return server.file("socket");
  }

  /** A driver, and how it is given the factory. */
  enum Driver {
    MARIADB(
        "jdbc:mariadb://localhost/test?user=test&sslMode=disable&socketFactory="
            + LocalMariaDb.class.getName()),
    MYSQL(
        "jdbc:mysql://localhost/test?user=test&sslMode=DISABLED&socketFactory="
            + LocalMysql.class.getName());

    private final String url;

    Driver(String url) {
      this.url = url;
    }

    Connection connect() throws SQLException {
      return DriverManager.getConnection(url);
    }
  }

  @BeforeAll
  static void startServer() throws Exception {
    Capability.MARIADB.require();
    server = new DatabaseServer("mysql");
    String data = "--datadir=" + server.file("data");
    server.run(
        program("mariadb-install-db"),
        "--no-defaults",
        data,
        "--auth-root-authentication-method=normal",
        "--skip-test-db");
    server.start(
        () ->
            server.run(
                program("mariadb"),
                "--no-defaults",
                "-uroot",
                "-S" + socket(),
                "-e",
                "create database if not exists test; create user if not exists test@localhost;"
                    + " grant all on test.* to test@localhost"),
        program("mariadbd"),
        "--no-defaults",
        data,
        "--socket=" + socket(),
        "--pid-file=" + server.file("pid"),
        "--skip-networking");
  }

  private static String program(String name) {
    return Objects.requireNonNull(Capability.inPath(name)).toString();
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Driver.class)
  void insertAndQuery_unixSocket_returnsRows(Driver driver) throws Exception {
    try (Connection connection = driver.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create temporary table t (n int, s longtext)");
      try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
        for (int i = 0; i < 100; i++) {
          insert.setInt(1, i);
          insert.setString(2, "x".repeat(10_000));
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(100);
      }
      try (ResultSet rows = statement.executeQuery("select sum(n), sum(length(s)) from t")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(4950);
        assertThat(rows.getInt(2)).isEqualTo(1_000_000);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Driver.class)
  void query_networkTimeout_throws(Driver driver) throws Exception {
    try (Connection connection = driver.connect();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 300);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute("select sleep(60)"));
    }
  }

  @ParameterizedTest
  @EnumSource(Driver.class)
  void cancel_duringAQuery_endsIt(Driver driver) throws Exception {
    try (Connection connection = driver.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute(ENDLESS));
    }
  }
}
