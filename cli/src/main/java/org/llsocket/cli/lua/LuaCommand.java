package org.llsocket.cli.lua;

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
import org.llsocket.cli.process.CommandContext;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
      "Runs a Lua script with the module llsocket: require('llsocket').",
      "",
      "Without a script and -e it reads statements interactively. \"-\" is standard input.",
      ""
    },
    footer = {
      "",
      "The exit status is that of the script, or 1 if it raises an error.",
      "",
      "Examples:",
      "  llsocket lua server.lua 127.0.0.1 7000",
      "  llsocket lua --engine luaj -e \"print(require('llsocket').AF_INET6)\""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class LuaCommand implements Callable<Integer> {
  /** PUC-Rio Lua: its tracebacks cost nothing, and it reports collected sockets. */
  private static final String DEFAULT = "luajava";

  /** The byte order mark that some editors write. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = DEFAULT,
      description = {
        "luajava: PUC-Rio Lua 5.4 (default; Linux with glibc, macOS, Windows).",
        "luaj: Lua 5.2 in pure Java."
      })
  private String engine;

  @Option(names = "-e", paramLabel = "CHUNK", description = "Run this chunk, before the script.")
  private List<String> chunks = List.of();

  @Parameters(
      paramLabel = "SCRIPT [ARG...]",
      arity = "0..*",
      description = "The script and its arguments, which it gets in the table arg.")
  private List<String> words = List.of();

  @ParentCommand private CommandContext context;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LuaEngine chosen = engine();
    var state = new LuaState(LuaModules.all());
    try (LuaInterpreter lua = chosen.open(state)) {
      lua.define("os", new LuaEntry("exit", null, args -> exit(state, status(args))));
      lua.set("arg", arguments());
      return run(lua, state, chosen) ? 0 : ExitCode.SOFTWARE;
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
      } else if (chunks.isEmpty() && context.streams().interactive()) {
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
                "unknown engine \""
                    + engine
                    + "\"; available: "
                    + String.join(", ", all.stream().map(LuaEngine::name).toList())));
  }

  /**
   * The source without a byte order mark and a first line such as {@code #!/usr/bin/env lua}, but
   * with the end of that line, so that line numbers stay correct.
   */
  private byte[] source(String script) throws IOException {
    byte[] source = script.equals("-") ? context.streams().in().readAllBytes() : read(script);
    int mark = BYTE_ORDER_MARK.length;
    int begin = Arrays.mismatch(source, BYTE_ORDER_MARK) == mark ? mark : 0;
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

  /** The table {@code arg}: the script is at index 0. */
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
