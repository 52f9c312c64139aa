package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;

/**
 * Every function and method of the specification, on every engine: what it returns, each error, and
 * wrong arguments. The cases are scripts under {@code cases}: {@code case(function, kind, body)}.
 */
class ModuleScriptsTest {
  private static final Path CASES = Path.of("src/test/resources/cases");

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(file -> !file.endsWith("prelude.lua")).sorted().toList();
    }
  }

  @TestFactory
  List<DynamicContainer> cases_onEachEngine_hold() throws IOException {
    List<DynamicContainer> containers = new ArrayList<>();
    for (LuaEngine engine : Engines.all()) {
      for (Path script : scripts()) {
        List<DynamicTest> tests =
            names(script).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> run(engine, script, name)))
                .toList();
        containers.add(
            DynamicContainer.dynamicContainer(engine.name() + " " + script.getFileName(), tests));
      }
    }
    return containers;
  }

  /** The cases of a script: {@code socket:bind good}. */
  private static List<String> names(Path script) throws IOException {
    return Files.readAllLines(script).stream()
        .filter(line -> line.startsWith("case("))
        .map(line -> line.split("'", -1))
        .map(words -> words[1] + " " + words[3])
        .toList();
  }

  private static void run(LuaEngine engine, Path script, String name)
      throws IOException, LuaException {
    try (LuaInterpreter lua = Engines.open(engine)) {
      lua.set("wanted", name);
      lua.run(Files.readAllBytes(CASES.resolve("prelude.lua")), "@prelude.lua");
      lua.run(Files.readAllBytes(script), "@" + script.getFileName());
      lua.run("assert(found, 'no such case')".getBytes(UTF_8), "=end");
    } catch (LuaException e) {
      throw new AssertionError(e.traceback(), e);
    }
  }
}
