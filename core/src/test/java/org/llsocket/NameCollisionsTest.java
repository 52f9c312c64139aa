package org.llsocket;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No two names of the tree differ in case only. A file system that ignores case, as those of macOS
 * and Windows do, keeps one file of such a pair: a checkout does not compile, and an unpacked jar
 * lacks a class.
 */
class NameCollisionsTest {
  private static final Path TREE = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_SOURCES = Set.of(".git", "target");

  /** Everything below it is at the same path in a jar, whichever module it belongs to. */
  private static final Pattern SOURCE_ROOT =
      Pattern.compile("(?:.*/)?src/(?:main|test)/(?:java|resources)/");

  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          """
          (?x) \"""(?s:.*?)\""" | "(?:[^"\\\\\\n]++|\\\\.)*+" | '(?:[^'\\\\]|\\\\.)+'
          | //[^\\n]* | /\\*(?s:.*?)\\*/
          """);
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");

  @Test
  void tree_anyTwoNames_differInMoreThanCase() throws IOException {
    List<Path> paths = paths(TREE);
    assertThat(paths)
        .contains(TREE.resolve("pom.xml"), TREE.resolve("bench/src/main/c/calls.c"))
        .hasSizeGreaterThan(300);
    assertThat(types(TREE.resolve("core/src/main/java/org/llsocket/Socket.java")))
        .contains("Socket", "Pair");
    assertThat(collisions(TREE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "docs/Lua.md,                        docs/lua.md",
    "docs/Images/a.png,                  docs/images/b.png",
    "core/src/main/java/a/POLL.java,     core/src/main/java/a/Poll.java",
    "core/src/main/java/a/POLL.java,     core/src/test/java/a/Poll.java",
    "core/src/main/java/a/Poll.java,     lua/core/src/main/java/A/Other.java",
    "core/src/main/resources/a/Rows.txt, cli/src/main/resources/a/rows.txt",
  })
  void tree_pathsThatDifferInCaseOnly_areFound(String one, String other, @TempDir Path tree)
      throws IOException {
    write(tree, one, "");
    write(tree, other, "");
    assertThat(collisions(tree)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "class Outer { record PAIR() {} enum Pair {} }, class Other {}",
    "class Outer { interface Inner {} }, class INNER {}",
    "class Outer { interface Inner {} }, class Other { @interface INNER {} }",
  })
  void tree_typesOfAPackageThatDifferInCaseOnly_areFound(
      String one, String other, @TempDir Path tree) throws IOException {
    write(tree, "core/src/main/java/a/One.java", one);
    write(tree, "core/src/test/java/a/Two.java", other);
    assertThat(collisions(tree)).hasSize(1);
  }

  @Test
  void tree_typeThatDiffersFromAPackageInCaseOnly_isFound(@TempDir Path tree) throws IOException {
    write(tree, "core/src/main/java/a/Poll.java", "class Poll {}");
    write(tree, "cli/src/main/java/a/poll/Other.java", "class Other {}");
    assertThat(collisions(tree)).hasSize(1);
  }

  @Test
  void tree_namesThatDifferInMore_areNotFound(@TempDir Path tree) throws IOException {
    String text = "/* class PAIR */ // enum PAIR\n class A { String s = \"\\\"class PAIR\"; }";
    write(tree, "core/src/main/java/a/A.java", text + " class Pair {}");
    write(tree, "core/src/main/java/a/b/A.java", "class A { class Pair {} class Lower {} }");
    write(tree, "core/src/main/java/a/c/LOWER.java", "class LOWER {}");
    write(tree, "core/target/classes/a/a.class", "");
    write(tree, "core/target/classes/a/A.class", "");
    assertThat(collisions(tree)).isEmpty();
  }

  private static void write(Path tree, String path, String text) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The sets of names that are equal if case is ignored. */
  private static List<Set<String>> collisions(Path tree) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path path : paths(tree)) {
      String file = tree.relativize(path).toString();
      names.add(file);
      Matcher root = SOURCE_ROOT.matcher(file);
      if (root.lookingAt()) {
        String inJar = file.substring(root.end());
        names.add("in a jar: " + inJar);
        String directory = inJar.substring(0, inJar.lastIndexOf('/') + 1);
        if (Files.isDirectory(path)) {
          names.add("type or package: " + inJar);
        } else if (file.endsWith(".java")) {
          types(path).forEach(type -> names.add("type or package: " + directory + type));
        }
      }
    }
    return collisions(names);
  }

  private static List<Set<String>> collisions(Collection<String> names) {
    return names.stream()
        .collect(
            groupingBy(
                name -> name.toLowerCase(Locale.ROOT),
                TreeMap::new,
                toCollection(() -> (Set<String>) new TreeSet<String>())))
        .values()
        .stream()
        .filter(spellings -> spellings.size() > 1)
        .toList();
  }

  /** All files and directories but those that are not sources. */
  private static List<Path> paths(Path tree) throws IOException {
    List<Path> paths = new ArrayList<>();
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (NOT_SOURCES.contains(path.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            paths.add(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            paths.add(path);
            return FileVisitResult.CONTINUE;
          }
        });
    return paths;
  }

  /** The types that a source declares, nested ones included. */
  private static Stream<String> types(Path source) throws IOException {
    String code = LITERAL_OR_COMMENT.matcher(Files.readString(source)).replaceAll("\"\"");
    return TYPE.matcher(code).results().map((MatchResult result) -> result.group(1));
  }
}
