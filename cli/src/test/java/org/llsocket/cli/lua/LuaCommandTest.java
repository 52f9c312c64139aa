package org.llsocket.cli.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;
import org.llsocket.cli.lua.LuaProcess.Ended;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaState;
import org.llsocket.lua.luaj.LuajEngine;

/**
 * {@code llsocket lua}: the scripts of {@code examples/lua}, arguments, engines and exit status.
 */
class LuaCommandTest {
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

  private static Ended run(String input, String... args) throws Exception {
    return Ended.of(LuaProcess.command(args), input);
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

  /** All scripts in one process: starting a JVM takes longer than running them. */
  @Test
  void examples_bothEngines_printTheSame() throws Exception {
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
  void echoExample_serverAndClient_exchangeData(
      String kind, String server, String client, @TempDir Path folder) throws Exception {
    String[] where =
        kind.equals("unix")
            ? new String[] {folder.resolve("echo").toString()}
            : new String[] {"127.0.0.1", "0"};
    Process serving =
        LuaProcess.command(
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
  void script_argumentsAndBinaryOutput_matchLua(String engine, @TempDir Path folder)
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
  void standardInput_osExit_setsTheExitStatus(String engine) throws Exception {
    Ended ended = run("io.write('in ', ...) pcall(os.exit, 7)", "--engine", engine, "-", "a word");

    assertThat(ended).isEqualTo(new Ended(7, "in a word", ""));
  }

  @Test
  void lua_unknownScriptOrEngine_fails() throws Exception {
    Shell.Ended script = Shell.run("lua", "--engine", "luaj", "no-such.lua");
    assertThat(script.status()).isEqualTo(1);
    assertThat(script.err()).contains("cannot open no-such.lua: no such file");

    Shell.Ended engine = Shell.run("lua", "--engine", "x", "y.lua");
    assertThat(engine.status()).isEqualTo(2);
    assertThat(engine.err()).contains("unknown engine \"x\"; available: luaj, luajava");
  }

  /** An engine of another program. */
  public static final class Other implements LuaEngine {
    /** Called by ServiceLoader. */
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
  void engine_otherProvider_runsScripts(@TempDir Path folder) throws Exception {
    Path service = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(service.resolve(LuaEngine.class.getName()), Other.class.getName());

    Ended ended =
        Ended.of(
            LuaProcess.command(
                folder, "--engine", "other", "-e", "print(require('llsocket').AF_INET)"),
            "");

    assertThat(ended).isEqualTo(new Ended(0, "2\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void script_byteOrderMarkAndShebang_areSkipped(String engine, @TempDir Path folder)
      throws Exception {
    Path script = folder.resolve("a.lua");
    Files.writeString(script, "\uFEFF#!/usr/bin/env llsocket\nprint('ran') os.exit('x')");

    Ended ended = Ended.of(LuaProcess.command("--engine", engine, script.toString()), "");

    assertThat(ended.out()).isEqualTo("ran\n");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith(
            "llsocket lua: "
                + script
                + ":2: bad argument #1 to 'exit' (number expected, got string)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "luaj | print(1)",
        "luaj | io.write('1 ')",
        "luajava | print(1)",
        "luajava | io.write('1 ')"
      })
  void output_readerClosed_endsTheScript(String engine, String statement) throws Exception {
    Process process =
        LuaProcess.command("--engine", engine, "-e", "while true do " + statement + " end")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo('1');
      process.getInputStream().close();

      assertThat(process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(141); // as if SIGPIPE had ended it
    } finally {
      process.destroyForcibly();
    }
  }

  /** Every function that creates a descriptor, without a close. */
  @ParameterizedTest
  @CsvSource({"luaj,64", "luaj,1024", "luajava,64", "luajava,1024"})
  void descriptors_leakedAtALowLimit_areCollected(String engine, int limit) throws Exception {
    List<String> inner =
        LuaProcess.command("--engine", engine, "src/test/resources/lua/forgetful.lua").command();
    Ended ended =
        Ended.of(
            new ProcessBuilder("sh", "-c", "ulimit -n " + limit + "; " + Program.quoted(inner)),
            "");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("done ");
    int highest = Integer.parseInt(ended.out().substring("done ".length()).strip());
    assertThat(highest).isLessThan(Math.min(limit, 348)); // the C module uses 174
  }
}
