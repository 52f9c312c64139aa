package org.llsocket.cli.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.Program;
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
    Map<String, String> environment = Map.of("TERM", "dumb", "XDG_STATE_HOME", folder.toString());
    List<String> command = LuaProcess.command("--engine", engine).command();
    try (Program prompt = Program.onTerminal(environment, command)) {
      prompt.awaitOutput("Ctrl-D exits.");
      for (String chunk :
          List.of(
              "io.write('run', 'ning') io.flush() while true do end",
              "io.write('run', 'ning') io.flush() coroutine.wrap(function() while true do end end)()",
              "io.write('run', 'ning') io.flush() llsocket.socket.pair(1)[1]:recv()")) {
        prompt.type(chunk + "\n");
        prompt.awaitOutput("running");
        prompt.type("\3");
        prompt.awaitOutput("interrupted!");
      }
      prompt.type("'still ' .. 'here'\n");
      prompt.awaitOutput("still here");
      prompt.type("\4");
      assertThat(prompt.status()).isZero();
    }
  }
}
