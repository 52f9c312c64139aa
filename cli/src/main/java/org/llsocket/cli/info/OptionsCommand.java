package org.llsocket.cli.info;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.output.Table;
import org.llsocket.cli.socket.OptionText;
import org.llsocket.nio.NearestNames;
import org.llsocket.nio.OptionValue;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import org.llsocket.option.SocketKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code llsocket options}. */
@Command(
    name = "options",
    description = {
      "Opens a socket and prints its options and their values: getsockopt(2).",
      "",
      "The fields of a large struct are printed if the option is named on the command line. Options "
          + "that cannot be read are marked, with the errno if getsockopt fails.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket options",
      "  llsocket options udp6",
      "  llsocket options tcp SO_RCVBUF TCP_CONGESTION"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class OptionsCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "KIND",
      arity = "0..1",
      defaultValue = "tcp",
      description = {
        "The kind of socket: tcp (default), tcp6, udp, udp6, udplite, udplite6, icmp, icmp6, raw, "
            + "raw6, unix-stream (or unix), unix-dgram or unix-seqpacket."
      })
  private String kind;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      arity = "0..*",
      description = "Print only these options, by their C names, in any case.")
  private @Nullable List<String> names;

  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SocketKind wanted = kind();
    List<Row> rows = new ArrayList<>();
    try (Socket socket =
        Socket.open(
            new AF(wanted.family()), new SOCK(wanted.type()), new IPPROTO(wanted.protocol()))) {
      for (Option<?> option : choose(wanted)) {
        rows.add(Row.read(socket, option));
      }
    }
    if (output.json()) {
      output.printJson(rows.stream().map(Row::object).toList());
    } else {
      print(rows);
    }
    return 0;
  }

  private SocketKind kind() {
    String name = kind.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(SocketKind.values())
        .filter(each -> each.name().equals(name.equals("UNIX") ? "UNIX_STREAM" : name))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "unknown kind of socket: "
                    + kind
                    + "; expected one of: "
                    + String.join(", ", kinds())
                    + NearestNames.hint(kind, kinds())));
  }

  private static List<String> kinds() {
    return Arrays.stream(SocketKind.values())
        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private List<Option<?>> choose(SocketKind wanted) {
    if (names != null) {
      List<Option<?>> chosen = new ArrayList<>();
      for (String name : names) {
        chosen.add(OptionValue.find(name));
      }
      return chosen;
    }
    return Options.all().stream().filter(option -> option.kinds().contains(wanted)).toList();
  }

  private void print(List<Row> rows) {
    var table = new Table();
    table.row("OPTION", "", "VALUE", "RANGE", "SINCE", "MANUAL");
    for (Row row : rows) {
      Option<?> option = row.option;
      table.row(
          option.name(),
          (option.isReadable() ? "r" : "-") + (option.isWritable() ? "w" : "-"),
          row.text(),
          option.isWritable() ? OptionValue.domain(option) : "",
          option.since(),
          option.manual());
      if (names != null && row.value != null) {
        OptionText.fields(row.value)
            .forEach((name, value) -> table.row("", "", name + " " + value));
      }
    }
    table.print(output.out());
  }

  /**
   * An option of a socket.
   *
   * @param value its value; null if it cannot be read
   * @param error why it cannot be read; null if it can
   */
  private record Row(Option<?> option, @Nullable Object value, @Nullable String error) {
    static Row read(Socket socket, Option<?> option) throws IOException {
      if (!option.isReadable()) {
        return new Row(option, null, "write only");
      }
      try {
        return new Row(option, socket.get(option), null);
      } catch (ErrnoException e) {
        return new Row(option, null, e.errno() + " (" + e.errno().strerror() + ")");
      } catch (UnsupportedOperationException e) {
        return new Row(option, null, "not supported on this platform");
      }
    }

    String text() {
      return value == null ? "- " + error : OptionText.print(value);
    }

    Map<String, @Nullable Object> object() {
      return JsonObject.of(
          "name", option.name(),
          "value", value == null ? null : OptionText.json(value),
          "error", error,
          "readable", option.isReadable(),
          "writable", option.isWritable(),
          "type", option.type().getSimpleName(),
          "unit", option.unit(),
          "range", option.range(),
          "since", option.since(),
          "manual", option.manual());
    }
  }
}
