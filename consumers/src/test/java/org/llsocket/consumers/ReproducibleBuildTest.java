package org.llsocket.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources make the same jar, in whatever directory and whenever it is built. */
class ReproducibleBuildTest {
  @Test
  void jar_builtAgainElsewhere_hasTheSameBytes(@TempDir Path dir) throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI")), "a second build takes half a minute; CI=true makes it");
    for (String needed :
        List.of(
            "pom.xml",
            "LICENSE",
            "NOTICE",
            "mvnw",
            ".mvn",
            "bin",
            "core/pom.xml",
            "core/src/main")) {
      copy(Build.ROOT.resolve(needed), dir.resolve(needed));
    }
    // Maven wants all modules of a parent to be there.
    Files.writeString(
        dir.resolve("pom.xml"),
        Files.readString(dir.resolve("pom.xml")).replaceAll("<module>(?!core<)[^<]*</module>", ""));
    Build.run(
        List.of(dir.resolve("mvnw").toString(), "-q", "-f", dir.toString(), "-Dquick", "package"),
        dir.resolve("log"));
    Path again = dir.resolve("core/target").resolve(Build.JAR.getFileName());
    assertThat(Files.mismatch(again, Build.JAR)).isEqualTo(-1);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, copy);
        }
      }
    }
  }
}
