package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/lua-llsocket.md is complete and correct: it has a row for every name of the 2016 API of
 * lua-llsocket, and every Java name and test in it exists.
 */
class LuaLlsocketMapTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(llsocket[^`]*)` \\| `([^`]*)` \\| `([^`]*)` \\|.*");

  private record Row(String name, String java, String test) {}

  private static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("..", "docs", "lua-llsocket.md"))) {
      return lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
          .toList();
    }
  }

  @Test
  void map_namesOfTheApi_eachHasItsRow() throws IOException {
    try (InputStream list = LuaLlsocketMapTest.class.getResourceAsStream("/lua_llsocket_api.txt")) {
      Set<String> names =
          new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split("\t", -1))
              .filter(words -> !words[0].equals("todo"))
              .map(words -> words[1])
              .collect(Collectors.toSet());
      assertThat(rows()).extracting(Row::name).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void map_javaNamesAndTests_exist() throws IOException {
    for (Row row : rows()) {
      assertThat(row.java().equals("org.llsocket") || exists(row.java())).as(row.java()).isTrue();
      Path test = Path.of("src/test/java/org/llsocket", row.test().replace('.', '/') + ".java");
      assertThat(test).exists();
    }
  }

  private static boolean exists(String name) {
    int dot = name.indexOf('.');
    Class<?> owner = owner(dot < 0 ? name : name.substring(0, dot));
    String member = name.substring(dot + 1);
    return dot < 0
        || Arrays.stream(owner.getMethods()).anyMatch(method -> method.getName().equals(member))
        || Arrays.stream(owner.getFields()).anyMatch(field -> field.getName().equals(member));
  }

  private static Class<?> owner(String simpleName) {
    try {
      return Class.forName("org.llsocket." + simpleName);
    } catch (ClassNotFoundException e) {
      try {
        return Class.forName("org.llsocket.option." + simpleName);
      } catch (ClassNotFoundException none) {
        throw new AssertionError(simpleName, none);
      }
    }
  }
}
