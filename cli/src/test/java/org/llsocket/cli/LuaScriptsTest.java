package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaState;
import org.llsocket.lua.luaj.LuajEngine;

/** {@code llsocket lua}: the scripts of {@code examples/lua}, and what else a user gives it. */
class LuaScriptsTest {
  private static final Path SCRIPTS = Path.of("../examples/lua");
  private static final List<String> ENGINES = List.of("luaj", "luajava");

  private static final String DRIVER =
      """
      for _, script in ipairs({ ... }) do
        arg = { [0] = script }
        dofile(script)
        print('ended', script)
      end
      """;

  record Ended(int status, String out, String err) {
    static Ended of(ProcessBuilder command, String input) throws Exception {
      Path err = Files.createTempFile("err", "");
      try {
        Process process = command.redirectError(err.toFile()).start();
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("pipe"); // it did not read
        }
        String out =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
      } finally {
        Files.delete(err);
      }
    }
  }

  static ProcessBuilder command(String... args) {
    return command(Path.of(""), args);
  }

  /** The command with a folder more on its class path. */
  static ProcessBuilder command(Path folder, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Objects.requireNonNullElse(System.getProperty("jdk.module.path"), "")
                    + File.pathSeparator
                    + System.getProperty("java.class.path")
                    + File.pathSeparator
                    + folder,
                "org.llsocket.cli.Main",
                "lua"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  private static Ended run(String input, String... args) throws Exception {
    return Ended.of(command(args), input);
  }

  private static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("echo_"))
          .sorted()
          .toList();
    }
  }

  /** All scripts in one process, for a JVM takes longer to start than they to run. */
  @Test
  void scripts_onEachEngine_printTheSame() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--engine", "", "-"));
    for (String script : scripts()) {
      arguments.add(SCRIPTS.resolve(script).toString());
    }
    List<Ended> ended = new ArrayList<>();
    for (String engine : ENGINES) {
      arguments.set(1, engine);
      ended.add(run(DRIVER, arguments.toArray(String[]::new)));
    }

    assertThat(ended.getFirst().err()).isEmpty();
    assertThat(ended.getFirst().status()).isZero();
    assertThat(ended.getFirst().out()).contains("ended\t" + arguments.getLast());
    assertThat(ended.getLast()).isEqualTo(ended.getFirst());
  }

  @ParameterizedTest
  @CsvSource({"tcp,  luaj,    luajava", "udp,  luajava, luaj", "unix, luajava, luajava"})
  void echo_serverAndClient_talk(String kind, String server, String client, @TempDir Path folder)
      throws Exception {
    String[] where =
        kind.equals("unix")
            ? new String[] {folder.resolve("echo").toString()}
            : new String[] {"127.0.0.1", "0"};
    Process serving =
        command(
                with(
                    "--engine", server, SCRIPTS.resolve("echo_server.lua").toString(), kind, where))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8))) {
      String line = Objects.requireNonNull(out.readLine());
      if (where.length == 2) {
        where[1] = line.substring(line.lastIndexOf(' ') + 1);
      }
      String[] words =
          Stream.concat(Stream.of(where), Stream.of("hello", "bye")).toArray(String[]::new);
      Ended ended =
          run(
              "",
              with("--engine", client, SCRIPTS.resolve("echo_client.lua").toString(), kind, words));

      assertThat(line).startsWith("listening on ");
      assertThat(ended).isEqualTo(new Ended(0, "hello\nbye\n", ""));
      assertThat(out.readLine()).isEqualTo("bye");
      assertThat(serving.waitFor()).isZero();
    } finally {
      serving.destroyForcibly();
    }
  }

  private static String[] with(
      String option, String engine, String script, String kind, String... rest) {
    return Stream.concat(Stream.of(option, engine, script, kind), Stream.of(rest))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void chunkAndScript_argumentsAndBytes_asLuaHasThem(String engine, @TempDir Path folder)
      throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("a.lua"),
            "#!/usr/bin/env llsocket\nprint(x, arg[0] == '"
                + folder
                + "/a.lua', arg[1], #arg, ...)\n"
                + "io.write('a\\0\\255') error('oops')",
            StandardCharsets.ISO_8859_1);

    Ended ended = run("", "--engine", engine, "-e", "x = 'e'", script.toString(), "-e", "--y");

    assertThat(ended.out()).isEqualTo("e\ttrue\t-e\t2\t-e\t--y\na\0\u00ff");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("llsocket lua: " + script + ":3: oops\nstack traceback:\n")
        .contains(script + ":3: in main chunk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void standardInput_exitStatus_isTheScripts(String engine) throws Exception {
    Ended ended = run("io.write('in ', ...) pcall(os.exit, 7)", "--engine", engine, "-", "a word");

    assertThat(ended).isEqualTo(new Ended(7, "in a word", ""));
  }

  @Test
  void unusable_scriptOrEngine_isTold() throws Exception {
    Shell.Ended script = Shell.run("lua", "--engine", "luaj", "no-such.lua");
    assertThat(script.status()).isEqualTo(1);
    assertThat(script.err()).contains("cannot open no-such.lua: no such file");

    Shell.Ended engine = Shell.run("lua", "--engine", "x", "y.lua");
    assertThat(engine.status()).isEqualTo(2);
    assertThat(engine.err()).contains("no engine is named \"x\"; there are: luaj, luajava");
  }

  /** Another engine, as a program of somebody else's brings it. */
  public static final class Other implements LuaEngine {
    /** The loader of services calls this. */
    public Other() {}

    @Override
    public String name() {
      return "other";
    }

    @Override
    public String description() {
      return "another";
    }

    @Override
    public LuaInterpreter open(LuaState state) {
      return new LuajEngine().open(state);
    }
  }

  @Test
  void engine_ofSomebodyElse_runsScripts(@TempDir Path folder) throws Exception {
    Path service = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(service.resolve(LuaEngine.class.getName()), Other.class.getName());

    Ended ended =
        Ended.of(
            command(folder, "--engine", "other", "-e", "print(require('llsocket').AF_INET)"), "");

    assertThat(ended).isEqualTo(new Ended(0, "2\n", ""));
  }

  /** At a terminal, which script(1) makes. */
  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void prompt_statementsErrorsAndEnd_printedEach(String engine, @TempDir Path folder)
      throws Exception {
    List<String> inner = command(folder, "--engine", engine).command();
    var outer = new ProcessBuilder("script", "-qefc", Program.quoted(inner), "/dev/null");
    outer.environment().putAll(Map.of("TERM", "dumb", "XDG_STATE_HOME", folder.toString()));
    Ended ended =
        Ended.of(
            outer,
            """
            6 * 7
            a = llsocket.AF_INET6
            for i = 1, 2 do
            io.write('i', i, ' ') end
            a + 90
            = 2 + 3
            t = {
            1,
            2 }
            #t * 4
            if t then
            if #t > 1 then
            io.write('nested ')
            end
            end
            )
            error('oops')
            llsocket.open(1)
            'still ' .. 'here'
            \4\
            """);

    assertThat(ended.status()).isZero();
    assertThat(ended.out().replace("\r", ""))
        .contains("llsocket; Ctrl-D ends.\n", "> 42\n", "i1 i2 ", "> 100\n", "oops")
        .contains("> 5\n", "> 8\n", "nested ")
        .contains("bad argument #1 to 'open' (string expected, got number)", "> still here\n");
    assertThat(folder.resolve("llsocket/lua_history")).content().contains("6 * 7");
  }
}
