package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/options.md} is what the tables say. */
class OptionsDocTest {
  private static final String COMMAND =
      "./mvnw -pl core test -Dtest=OptionsDocTest -Dllsocket.write=true";

  @Test
  void document_tables_areTheSame() throws IOException {
    Path file = root().resolve("docs/options.md");
    String expected = document();
    if (Boolean.getBoolean("llsocket.write")) {
      Files.writeString(file, expected);
    }
    assertThat(file).as("to update it: " + COMMAND).exists();
    assertThat(Files.readString(file)).as("to update it: " + COMMAND).isEqualTo(expected);
  }

  /** The directory of the whole project: Maven runs tests in that of a module. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("docs")) ? here : here.resolveSibling("");
  }

  private static String document() {
    var text =
        new StringBuilder(
            """
            # Options

            Every option of the tables in `org.llsocket.option`: %d. A test writes this page; to update it:

                %s

            `r` can be read, `w` can be set. *On* lists the kinds of sockets that an option applies to. *Linux* is the release that
            added it, empty for the oldest. The Javadoc of an option describes its effect, its default and its errors.

            """
                .formatted(Options.all().size(), COMMAND));
    List<String> tables = Options.all().stream().map(OptionsDocTest::table).distinct().toList();
    for (String table : tables) {
      text.append("## ").append(table).append("\n\n");
      text.append("| Java | C | | type | unit, range | on | Linux | manual |\n");
      text.append("|---|---|---|---|---|---|---|---|\n");
      Options.all().stream()
          .filter(option -> table(option).equals(table))
          .map(OptionsDocTest::line)
          .forEach(text::append);
      text.append('\n');
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String table(Option<?> option) {
    return option.javaName().substring(0, option.javaName().indexOf('.'));
  }

  private static String line(Option<?> option) {
    return "| `%s` | `%s` | %s%s | %s | %s | %s | %s | %s |\n"
        .formatted(
            option.javaName(),
            option.cName().replace(", ", "`, `"),
            option.isReadable() ? "r" : "",
            option.isWritable() ? "w" : "",
            option.type().getSimpleName(),
            values(option),
            kinds(option.kinds()),
            option.since(),
            option.manual());
  }

  private static String values(Option<?> option) {
    return option.range().isEmpty() || option.unit().isEmpty()
        ? option.unit() + option.range()
        : option.unit() + ", " + option.range();
  }

  private static String kinds(Set<SocketKind> kinds) {
    if (kinds.equals(SocketKind.COMMON)) {
      return "all";
    }
    if (kinds.equals(SocketKind.IP)) {
      return "IPv4, IPv6";
    }
    if (kinds.equals(SocketKind.IPV4)) {
      return "IPv4";
    }
    if (kinds.equals(SocketKind.IPV6)) {
      return "IPv6";
    }
    return kinds.stream().sorted().map(SocketKind::name).collect(Collectors.joining(", "));
  }
}
