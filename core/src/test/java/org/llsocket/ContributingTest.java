package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md says where each class is tested that has no test of its name. */
class ContributingTest {
  private static final Path CLASSES = Path.of("src/main/java/org/llsocket");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*|(?:\\w+\\.)+\\*)`");

  /** The classes and packages in the first column of the table. */
  private static Set<String> rows() throws IOException {
    String text = Files.readString(Path.of("../CONTRIBUTING.md"));
    String table = text.split("\n## Where a thing is tested\n", -1)[1].split("\n## ", -1)[0];
    return table
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|", -1)[1])
        .flatMap(what -> NAME.matcher(what).results().map((MatchResult name) -> name.group(1)))
        .collect(Collectors.toSet());
  }

  private static Set<String> sources(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
          .map(file -> file.substring(0, file.length() - ".java".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String simpleName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code package.*} as the table names it; empty for the root package, which has no such row. */
  private static String packageOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash).replace('/', '.') + ".*";
  }

  private static Set<String> missing(Set<String> classes, Set<String> tests, Set<String> rows) {
    return classes.stream()
        .filter(path -> !tests.contains(simpleName(path) + "Test"))
        .filter(path -> !rows.contains(simpleName(path)) && !rows.contains(packageOf(path)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void classes_withoutATestOfTheirName_areInTheTable() throws IOException {
    Set<String> tests =
        sources(TESTS).stream().map(ContributingTest::simpleName).collect(Collectors.toSet());
    Set<String> classes = sources(CLASSES);
    assertThat(classes).hasSizeGreaterThan(200);
    assertThat(missing(classes, tests, rows()))
        .as("classes without a test of their name or a row in CONTRIBUTING.md")
        .isEmpty();
  }

  @Test
  void rows_classesAndPackages_exist() throws IOException {
    Set<String> known = new TreeSet<>();
    for (String path : sources(CLASSES)) {
      known.add(simpleName(path));
      known.add(packageOf(path));
    }
    assertThat(known).containsAll(rows());
  }

  @Test
  void missing_classWithNeither_isFound() {
    Set<String> classes = Set.of("Tested", "Named", "poll/Covered", "poll/deep/Other", "Neither");
    assertThat(missing(classes, Set.of("TestedTest"), Set.of("Named", "poll.*")))
        .containsExactly("Neither", "poll/deep/Other");
  }
}
