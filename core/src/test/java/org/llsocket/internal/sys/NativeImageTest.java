package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a native image of GraalVM has to know in advance: the argument types of each downcall. This
 * compares what the classes of this package link with the file in the jar, and writes the file if
 * {@code -Dllsocket.write=true} is given.
 */
class NativeImageTest {
  private static final Path FILE =
      Path.of(
          "src/main/resources/META-INF/native-image/org.llsocket/llsocket",
          "reachability-metadata.json");

  @Test
  void metadata_storedFile_listsEveryLinkedDowncall() throws Exception {
    initializeAll();
    String linked = metadata();
    if (Boolean.getBoolean("llsocket.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, linked);
    }
    assertThat(FILE).hasContent(linked);
    assertThat(linked.lines().filter(line -> line.contains("returnType")))
        .as("the shared handle, the plain one, and those of the calls that move data")
        .hasSize(6);
  }

  private static void initializeAll() throws IOException, ClassNotFoundException {
    Path classes = Path.of("target/classes");
    String folder = Downcalls.class.getPackageName().replace('.', '/');
    try (Stream<Path> files = Files.list(classes.resolve(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String path = classes.relativize(file).toString().replace('/', '.');
        String name = path.substring(0, path.length() - ".class".length());
        if (!name.endsWith("package-info")) {
          Class.forName(name);
        }
      }
    }
  }

  private static String metadata() {
    List<String> downcalls =
        Downcalls.LINKED.stream().map(NativeImageTest::downcall).distinct().sorted().toList();
    return """
    {
      "foreign": {
        "downcalls": [
    %s
        ]
      }
    }
    """
        .formatted(String.join(",\n", downcalls));
  }

  private static String downcall(Downcalls.Linked linked) {
    List<MemoryLayout> arguments = linked.descriptor().argumentLayouts();
    String options = linked.capturesErrno() ? "\"captureCallState\": true" : "";
    if (linked.variadic()) {
      options += ", \"firstVariadicArg\": " + arguments.size();
    }
    return "      { \"returnType\": "
        + type(linked.descriptor().returnLayout().orElseThrow())
        + ", \"parameterTypes\": "
        + arguments.stream().map(NativeImageTest::type).collect(Collectors.joining(", ", "[", "]"))
        + (options.isEmpty() ? " }" : ", \"options\": { " + options + " } }");
  }

  /** A layout as the format of the file names it. */
  private static String type(MemoryLayout layout) {
    return switch (layout) {
      case AddressLayout pointer -> "\"void*\"";
      case ValueLayout.OfInt number -> "\"jint\"";
      case ValueLayout.OfLong number -> "\"jlong\"";
      default -> throw new IllegalArgumentException(layout.toString());
    };
  }
}
