package org.llsocket.cli.lua;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;
import org.llsocket.cli.lua.LuaProcess.Ended;

/** {@link LuaPrompt} on a terminal, which script(1) provides. */
class LuaPromptTest {
  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void prompt_statementsAndErrors_printsEach(String engine, @TempDir Path folder) throws Exception {
    List<String> inner = LuaProcess.command(folder, "--engine", engine).command();
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
        .contains("Ctrl-D exits.\n", "> 42\n", "i1 i2 ", "> 100\n", "oops")
        .contains("> 5\n", "> 8\n", "nested ")
        .contains("bad argument #1 to 'open' (string expected, got number)", "> still here\n");
    assertThat(folder.resolve("llsocket/lua_history")).content().contains("6 * 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"luaj", "luajava"})
  void prompt_interrupted_endsTheChunkOnly(String engine, @TempDir Path folder) throws Exception {
    List<String> inner = LuaProcess.command("--engine", engine).command();
    var outer = new ProcessBuilder("script", "-qefc", Program.quoted(inner), "/dev/null");
    outer.environment().putAll(Map.of("TERM", "dumb", "XDG_STATE_HOME", folder.toString()));
    Process process = outer.redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream();
        InputStream out = process.getInputStream()) {
      awaitOutput(out, "Ctrl-D exits.");
      for (String chunk :
          List.of(
              "io.write('run', 'ning') io.flush() while true do end",
              "io.write('run', 'ning') io.flush() coroutine.wrap(function() while true do end end)()",
              "io.write('run', 'ning') io.flush() llsocket.socket.pair(1)[1]:recv()")) {
        type(in, chunk + "\n");
        awaitOutput(out, "running");
        type(in, "\3");
        awaitOutput(out, "interrupted!");
      }
      type(in, "'still ' .. 'here'\n");
      awaitOutput(out, "still here");
      type(in, "\4");
      assertThat(process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void type(OutputStream in, String text) throws IOException {
    in.write(text.getBytes(UTF_8));
    in.flush();
  }

  /** Reads up to this text; fails with what was read at the end of the stream. */
  private static void awaitOutput(InputStream out, String text) throws IOException {
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
