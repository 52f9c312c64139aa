package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The public API changes only on purpose: {@code api/llsocket.api} describes it. */
class ApiTest {
  private static final String COMMAND =
      "./mvnw -q -pl core test -Dtest=ApiTest -Dllsocket.write=true";

  private final ApiText api = new ApiText(Path.of("target/classes"));

  ApiTest() throws IOException {}

  @Test
  void api_storedDescription_isTheSame() throws IOException {
    Path file = Path.of("../api/llsocket.api");
    String built = api.toString();
    if (Boolean.getBoolean("llsocket.write")) {
      Files.writeString(file, built);
    }
    assertThat(difference(Files.readString(file), built))
        .as("changes of the API; if they are meant, write api/llsocket.api again: " + COMMAND)
        .isEmpty();
  }

  @Test
  void api_typesInSignatures_canBeNamedByUsers() {
    Set<String> named =
        Pattern.compile("\\borg\\.llsocket\\.[\\w.$]*[\\w$]")
            .matcher(api.toString())
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(api.types).extracting(Class::getName).containsAll(named).hasSizeGreaterThan(50);
  }

  @Test
  void difference_linesOfTwoTypes_areShownBelowTheirType() {
    assertThat(difference("class A\n  int a()\n\nclass B\n  int a()\n", "class A\n  int a()\n"))
        .containsExactly("- class B", "- class B: int a()");
    assertThat(difference("class A\n  int a()\n", "class A\n  long a()\n"))
        .containsExactly("- class A: int a()", "+ class A: long a()");
  }

  /** What only one of two descriptions has: a minus for the first, a plus for the second. */
  private static List<String> difference(String stored, String built) {
    List<String> before = lines(stored);
    List<String> after = lines(built);
    List<String> difference = new ArrayList<>();
    before.stream().filter(line -> !after.contains(line)).forEach(l -> difference.add("- " + l));
    after.stream().filter(line -> !before.contains(line)).forEach(l -> difference.add("+ " + l));
    return difference;
  }

  /** Each line of a member with its type's before it. */
  private static List<String> lines(String description) {
    List<String> lines = new ArrayList<>();
    String type = "";
    for (String line : description.lines().toList()) {
      if (line.startsWith("  ")) {
        lines.add(type + ": " + line.strip());
      } else if (!line.isEmpty()) {
        type = line;
        lines.add(line);
      }
    }
    return lines;
  }
}
