package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.Descriptor;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;

/**
 * Programs for every function of lua-llsocket's README of 2016, with the returns that it documents.
 * They need only that API; a text file beside each of them contains what it must print.
 */
class DocumentTest {
  private static final Path PROGRAMS = Path.of("src/test/resources/document");
  private static final String PRELUDE = "prelude.lua";

  /** Makes {@code print} collect the lines. */
  private static final String COLLECT =
      "lines = {} function print(line) lines[#lines + 1] = line .. '\\n' end";

  /** The functions whose values are all nil if the peer has closed. */
  private static final Set<String> CLOSED_BY_PEER =
      Set.of("socket:send", "socket:sendto", "socket:sendfile", "socket:recv", "socket:recvfrom");

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(PROGRAMS)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && !file.endsWith(PRELUDE))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  List<DynamicTest> programs_onEachEngine_printTheirText(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("digits"), "0123456789");
    List<DynamicTest> tests = new ArrayList<>();
    for (LuaEngine engine : Engines.all()) {
      for (Path program : files(".lua")) {
        String name = engine.name() + " " + program.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> compare(engine, program, file)));
      }
    }
    return tests;
  }

  private static void compare(LuaEngine engine, Path program, Path file) throws IOException {
    String text = program.toString().replaceFirst("lua$", "txt");
    assertThat(print(engine, program, file)).isEqualTo(Files.readString(Path.of(text)));
  }

  private static String print(LuaEngine engine, Path program, Path file) throws IOException {
    try (LuaInterpreter lua = Engines.open(engine);
        Descriptor descriptor = Descriptor.openFile(file)) {
      lua.set("file", descriptor.fd());
      lua.run(COLLECT.getBytes(UTF_8), "=collect");
      lua.run(Files.readAllBytes(PROGRAMS.resolve(PRELUDE)), "@" + PRELUDE);
      lua.run(Files.readAllBytes(program), "@" + program.getFileName());
      return Engines.text(lua.run("return table.concat(lines)".getBytes(UTF_8), "=lines")[0]);
    } catch (LuaException e) {
      throw new AssertionError(e.traceback(), e);
    }
  }

  @Test
  void texts_everyFunctionOfTheDocument_haveEachReturn() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Path text : files(".txt")) {
      lines.addAll(Files.readAllLines(text));
    }
    Map<String, List<String>> returns = lines.stream().collect(groupingBy(DocumentTest::name));
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(ModuleScriptsTest.API_NAMES)) {
      String[] words = line.split("\t", -1);
      if (words[0].equals("function") || words[0].equals("method")) {
        String name = words[1].substring("llsocket.".length());
        missing.addAll(missing(name, words[2], returns.getOrDefault(name, List.of())));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static String name(String line) {
    return line.split(" ", 2)[0];
  }

  private static List<String> missing(String name, String signature, List<String> returns) {
    List<String> values =
        List.of(signature.substring(0, signature.indexOf('=')).trim().split(", "));
    List<String> missing = new ArrayList<>();
    if (returns.stream().allMatch(DocumentTest::isError)) {
      missing.add(name + ": success");
    }
    if (values.contains("err") && returns.stream().noneMatch(DocumentTest::isError)) {
      missing.add(name + ": an error");
    }
    if (values.contains("again") && returns.stream().noneMatch(line -> line.endsWith(" true"))) {
      missing.add(name + ": again");
    }
    if (CLOSED_BY_PEER.contains(name) && !returns.contains(name)) {
      missing.add(name + ": closed by the peer");
    }
    return missing;
  }

  /** Texts of errors begin with a capital letter or name an argument of the lookup. */
  private static boolean isError(String line) {
    return line.matches(".* \"([A-Z]|ai_)[^\"]*\"");
  }
}
