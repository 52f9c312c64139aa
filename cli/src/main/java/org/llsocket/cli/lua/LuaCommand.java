package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket lua}. */
@Command(
    name = "lua",
    description = {
      "Runs a Lua script, which finds the sockets with require('llsocket').",
      "",
      "Without a script and without -e it reads what is typed. \"-\" is standard input.",
      ""
    },
    footer = {
      "",
      "The exit status is the script's own; 1 where it raises an error.",
      "",
      "Examples:",
      "  llsocket lua server.lua 127.0.0.1 7000",
      "  llsocket lua --engine luaj -e \"print(require('llsocket').AF_INET6)\""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LuaCommand implements Callable<Integer> {
  /** The real Lua, which has a traceback at no cost, and tells when it forgets a socket. */
  private static final String DEFAULT = "luajava";

  /** What is at the beginning of a file that some editors write. */
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = DEFAULT,
      description = {
        "luajava: the real Lua 5.4 (the default; Linux with glibc, macOS, Windows).",
        "luaj: Lua 5.2 in pure Java."
      })
  private String engine;

  @Option(names = "-e", paramLabel = "CHUNK", description = "Run this, before the script if any.")
  private List<String> chunks = List.of();

  @Parameters(
      paramLabel = "SCRIPT [ARG...]",
      arity = "0..*",
      description = "The script, and its arguments: the table arg.")
  private List<String> words = List.of();

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LuaEngine chosen = engine();
    var state = new LuaState(LuaModules.all());
    try (LuaInterpreter lua = chosen.open(state)) {
      lua.define("os", new LuaEntry("exit", null, args -> exit(state, status(args))));
      lua.set("arg", arguments());
      return run(lua, state, chosen) ? 0 : Main.FAILED;
    } finally {
      System.out.flush(); // LuaJ writes there
    }
  }

  private boolean run(LuaInterpreter lua, LuaState state, LuaEngine chosen) throws IOException {
    try {
      for (String chunk : chunks) {
        lua.run(chunk.getBytes(UTF_8), "=(command line)");
      }
      if (!words.isEmpty()) {
        String script = words.getFirst();
        Object[] rest = words.stream().skip(1).toArray();
        lua.run(source(script), script.equals("-") ? "=stdin" : "@" + script, rest);
      } else if (chunks.isEmpty() && main.streams().chat()) {
        new LuaPrompt(lua, state).read(chosen.description());
      } else if (chunks.isEmpty()) {
        lua.run(source("-"), "=stdin");
      }
      return true;
    } catch (LuaException e) {
      System.out.flush();
      spec.commandLine().getErr().println("llsocket lua: " + e.traceback());
      return false;
    }
  }

  private LuaEngine engine() {
    List<LuaEngine> all = new ArrayList<>();
    ServiceLoader.load(LuaEngine.class).forEach(all::add);
    all.sort(Comparator.comparing(LuaEngine::name));
    return all.stream()
        .filter(each -> each.name().equals(engine))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "no engine is named \""
                    + engine
                    + "\"; there are: "
                    + String.join(", ", all.stream().map(LuaEngine::name).toList())));
  }

  /**
   * Without the mark that some editors put in front of UTF-8, and without a first line such as
   * {@code #!/usr/bin/env lua}, whose end stays to be counted.
   */
  private byte[] source(String script) throws IOException {
    byte[] source = script.equals("-") ? main.streams().in().readAllBytes() : read(script);
    int begin = Arrays.mismatch(source, MARK) == MARK.length ? MARK.length : 0;
    if (source.length == begin || source[begin] != '#') {
      return Arrays.copyOfRange(source, begin, source.length);
    }
    int end = begin;
    while (end < source.length && source[end] != '\n') {
      end++;
    }
    return Arrays.copyOfRange(source, end, source.length);
  }

  private static byte[] read(String script) throws IOException {
    try {
      return Files.readAllBytes(Path.of(script));
    } catch (NoSuchFileException e) {
      throw new IOException("cannot open " + script + ": no such file", e);
    }
  }

  /** {@code arg}: the script is at 0. */
  private Map<Object, Object> arguments() {
    Map<Object, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      arguments.put((long) i, words.get(i));
    }
    return arguments;
  }

  /** The first argument of {@code os.exit}: a boolean or an integer. */
  private static int status(Arguments args) {
    return switch (args.value(1)) {
      case null -> 0;
      case Boolean success -> success ? 0 : 1;
      case Number _ -> (int) args.integer(1);
      case Object _ -> throw args.expected(1, "number");
    };
  }

  private static @Nullable Object[] exit(LuaState state, int status) {
    state.close();
    System.out.flush();
    System.exit(status);
    throw new AssertionError("the process has ended");
  }
}
