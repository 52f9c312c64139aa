package org.llsocket.cli.sockets;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.Table;
import org.llsocket.cli.process.SocketOwners;
import org.llsocket.option.TcpInfo;

/** Prints sockets as ss(8): a line in columns for each, and a second one with its details. */
final class SocketTable {
  private final SocketDetails details;
  private final boolean header;

  SocketTable(SocketDetails details, boolean header) {
    this.details = details;
    this.header = header;
  }

  void print(PrintWriter out, List<SocketRow> rows, @Nullable SocketOwners owners) {
    var table = new Table();
    if (header) {
      table.row(
          "Netid",
          "State",
          "Recv-Q",
          "Send-Q",
          "Local Address:Port",
          "Peer Address:Port",
          details.processes() ? "Process" : "");
    }
    for (SocketRow row : rows) {
      table.row(
          row.netid(),
          SocketState.shown(row.state()),
          Long.toString(row.rqueue()),
          Long.toString(row.wqueue()),
          row.local().text(),
          row.remote().text(),
          lastColumn(row, owners));
    }
    print(out, table, rows);
  }

  /** The lines of the table, each followed by the details of its socket. */
  private void print(PrintWriter out, Table table, List<SocketRow> rows) {
    List<String> lines = table.lines();
    int first = header ? 1 : 0;
    for (int i = 0; i < lines.size(); i++) {
      out.println(lines.get(i));
      String more = i < first ? "" : more(rows.get(i - first));
      if (!more.isEmpty()) {
        out.println("         " + more);
      }
    }
  }

  private String lastColumn(SocketRow row, @Nullable SocketOwners owners) {
    List<String> parts = new ArrayList<>();
    if (details.processes() && owners != null && !owners.of(row.inode()).isEmpty()) {
      parts.add(
          owners.of(row.inode()).stream()
              .map(owner ->
                  "(\"" + owner.name() + "\",pid=" + owner.pid() + ",fd=" + owner.fd() + ")")
              .collect(Collectors.joining(",", "users:(", ")")));
    }
    if (details.timers() && row.inet() != null && row.inet().timer() != 0) {
      parts.add(TcpInfoText.timer(row.inet()));
    }
    if (details.extended()) {
      parts.add(
          (row.uid() > 0 ? "uid:" + row.uid() + " " : "")
              + "ino:"
              + row.inode()
              + " sk:"
              + Long.toHexString(row.cookie()));
    }
    return String.join(" ", parts);
  }

  private String more(SocketRow row) {
    List<String> parts = new ArrayList<>();
    if (details.memory() && row.memory() != null) {
      parts.add(TcpInfoText.memory(row.memory()));
    }
    TcpInfo info = row.info();
    if (details.info() && info != null) {
      parts.add(TcpInfoText.info(Objects.requireNonNull(row.inet()).congestion(), info));
    }
    return String.join(" ", parts);
  }
}
