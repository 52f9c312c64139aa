package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.LuaScriptsTest.Ended;

/** How {@code llsocket lua} begins and ends, and what it does where descriptors are few. */
class LuaEndsTest {
  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void script_markAndFirstLine_areSkipped(String engine, @TempDir Path folder) throws Exception {
    Path script = folder.resolve("a.lua");
    Files.writeString(script, "\uFEFF#!/usr/bin/env llsocket\nprint('ran') os.exit('x')");

    Ended ended = Ended.of(LuaScriptsTest.command("--engine", engine, script.toString()), "");

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
  void output_withoutReader_endsTheScript(String engine, String statement) throws Exception {
    Process process =
        LuaScriptsTest.command("--engine", engine, "-e", "while true do " + statement + " end")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo('1');
      process.getInputStream().close();

      assertThat(process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(141); // as of a process that SIGPIPE ends
    } finally {
      process.destroyForcibly();
    }
  }

  /** Each function that makes a descriptor, by scripts that close none. */
  @ParameterizedTest
  @CsvSource({"luaj,64", "luaj,1024", "luajava,64", "luajava,1024"})
  void descriptors_fewAndForgotten_areFoundAgain(String engine, int limit) throws Exception {
    List<String> inner =
        LuaScriptsTest.command("--engine", engine, "src/test/resources/lua/forgetful.lua")
            .command();
    Ended ended =
        Ended.of(
            new ProcessBuilder("sh", "-c", "ulimit -n " + limit + "; " + Program.quoted(inner)),
            "");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("done ");
    int highest = Integer.parseInt(ended.out().substring("done ".length()).strip());
    assertThat(highest).isLessThan(Math.min(limit, 348)); // 174 in C
  }

  /** At a terminal, which script(1) makes. */
  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void interrupt_atThePrompt_endsTheChunkAlone(String engine, @TempDir Path folder)
      throws Exception {
    List<String> inner = LuaScriptsTest.command("--engine", engine).command();
    var outer = new ProcessBuilder("script", "-qefc", Program.quoted(inner), "/dev/null");
    outer.environment().putAll(Map.of("TERM", "dumb", "XDG_STATE_HOME", folder.toString()));
    Process process = outer.redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream();
        InputStream out = process.getInputStream()) {
      awaits(out, "Ctrl-D ends.");
      for (String chunk :
          List.of(
              "io.write('run', 'ning') io.flush() while true do end",
              "io.write('run', 'ning') io.flush() coroutine.wrap(function() while true do end end)()",
              "io.write('run', 'ning') io.flush() llsocket.socket.pair(1)[1]:recv()")) {
        types(in, chunk + "\n");
        awaits(out, "running");
        types(in, "\3");
        awaits(out, "interrupted!");
      }
      types(in, "'still ' .. 'here'\n");
      awaits(out, "still here");
      types(in, "\4");
      assertThat(process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void types(OutputStream in, String text) throws IOException {
    in.write(text.getBytes(UTF_8));
    in.flush();
  }

  /** Reads up to a text, or fails with what has been read at the end. */
  private static void awaits(InputStream out, String text) throws IOException {
    var read = new StringBuilder();
    for (int next = out.read(); next >= 0; next = out.read()) {
      read.append((char) next);
      if (read.indexOf(text, Math.max(0, read.length() - text.length())) >= 0) {
        return;
      }
    }
    assertThat(read).contains(text);
  }
}
