package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;

/**
 * Every function and method of the API, on every engine: results, each error, and wrong arguments.
 * The cases are scripts under {@code cases}: {@code case(function, kind, body)}.
 */
@SuppressWarnings("NullAway.Init") // JUnit makes the folder
class ModuleScriptsTest {
  private static final Path CASES = Path.of("src/test/resources/cases");
  static final Path PRELUDE = CASES.resolve("prelude.lua");
  static final Path API_NAMES = Path.of("../../core/src/test/resources/lua_llsocket_api.txt");

  /** For files that the cases create. */
  @TempDir static Path folder;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(file -> !file.endsWith("prelude.lua")).sorted().toList();
    }
  }

  @TestFactory
  List<DynamicContainer> cases_onEachEngine_hold() throws Exception {
    List<DynamicContainer> containers = new ArrayList<>();
    for (LuaEngine engine : Engines.all()) {
      for (Path script : scripts()) {
        List<DynamicTest> tests =
            names(engine, script).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> run(engine, script, name)))
                .toList();
        containers.add(
            DynamicContainer.dynamicContainer(engine.name() + " " + script.getFileName(), tests));
      }
    }
    return containers;
  }

  /** The cases of a script: {@code socket:bind good}. */
  private static List<String> names(LuaEngine engine, Path script) throws Exception {
    try (LuaInterpreter lua = load(engine, script, "")) {
      byte[] chunk = "return table.concat(names, ';')".getBytes(UTF_8);
      return List.of(Engines.text(lua.run(chunk, "=names")[0]).split(";", -1));
    }
  }

  private static LuaInterpreter load(LuaEngine engine, Path script, String wanted)
      throws IOException, LuaException {
    LuaInterpreter lua = Engines.open(engine);
    try {
      lua.set("wanted", wanted);
      lua.set("folder", folder.toString());
      lua.run(Files.readAllBytes(PRELUDE), "@prelude.lua");
      lua.run(Files.readAllBytes(script), "@" + script.getFileName());
      return lua;
    } catch (LuaException e) {
      lua.close();
      throw e;
    }
  }

  private static void run(LuaEngine engine, Path script, String name) throws IOException {
    try (LuaInterpreter lua = load(engine, script, name)) {
      assertThat(lua.run("return found".getBytes(UTF_8), "=found")[0]).isEqualTo(true);
    } catch (LuaException e) {
      throw new AssertionError(e.traceback(), e);
    }
  }

  @Test
  void cases_everyNameOfTheApi_haveGoodErrorsAndArguments() throws Exception {
    Set<String> have = new TreeSet<>();
    for (Path script : scripts()) {
      have.addAll(names(Engines.all().getFirst(), script));
    }
    Set<String> missing = new TreeSet<>();
    for (String line : Files.readAllLines(API_NAMES)) {
      String[] words = line.split("\t", -1);
      if (words[0].equals("function") || words[0].equals("method")) {
        String name = words[1].substring("llsocket.".length());
        for (String kind : List.of("good", "errors", "arguments")) {
          if (!have.contains(name + " " + kind)) {
            missing.add(name + " " + kind);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
