package org.llsocket.cli.lua;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaState;

/** An interactive prompt: reads Lua line by line and prints the results of each statement. */
final class LuaPrompt {
  /** Returns "more" for an incomplete statement, "wrong" and a message for a syntax error. */
  private static final byte[] EVALUATE =
      """
      local text = ...
      local f, err = load('return ' .. (text:match('^%s*=(.*)$') or text), '=stdin')
      if not f then
        f, err = load(text, '=stdin')
      end
      if not f then
        -- If the error is at the end of the text, more text changes the message.
        local _, further = load(text .. '\\n)', '=stdin')
        if further ~= err then
          return 'more'
        end
        return 'wrong', err
      end
      local results = table.pack(f())
      if results.n > 0 then
        print(table.unpack(results, 1, results.n))
      end
      io.stdout:flush()
      """
          .getBytes(UTF_8);

  /**
   * Installs a hook, in coroutines too, that is called every 10,000 instructions and raises an
   * error after an interrupt. Defines the global {@code llsocket}.
   */
  private static final byte[] BEGIN =
      """
      local check = ...
      local create, resume, sethook = coroutine.create, coroutine.resume, debug.sethook
      local pack, unpack, error = table.pack, table.unpack, error
      sethook(check, '', 10000)
      function coroutine.create(f)
        local co = create(f)
        sethook(co, check, '', 10000)
        return co
      end
      function coroutine.wrap(f)
        local co = coroutine.create(f)
        return function(...)
          local results = pack(resume(co, ...))
          if not results[1] then error(results[2], 0) end
          return unpack(results, 2, results.n)
        end
      end
      llsocket = require('llsocket')
      """
          .getBytes(UTF_8);

  private final LuaInterpreter lua;
  private final LuaState state;

  LuaPrompt(LuaInterpreter lua, LuaState state) {
    this.lua = lua;
    this.state = state;
  }

  /** Reads until the end of input. */
  void read(String greeting) throws IOException {
    try (Terminal terminal = TerminalBuilder.terminal()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .variable(LineReader.HISTORY_FILE, history())
              .build();
      terminal.writer().println(greeting + ", llsocket = require('llsocket'); Ctrl-D exits.");
      terminal.flush();
      lua.run(BEGIN, "=prompt", new LuaEntry("check", null, _ -> new Object[0]));
      statements(reader, terminal.writer());
    } catch (LuaException e) {
      throw new IOException(e);
    }
  }

  private void statements(LineReader reader, PrintWriter out) {
    String text = "";
    while (true) {
      try {
        text += reader.readLine(text.isEmpty() ? "> " : ">> ");
        if (evaluate(text, out)) {
          text += "\n";
          continue;
        }
      } catch (UserInterruptException e) {
        out.println();
      } catch (EndOfFileException e) {
        return;
      } catch (LuaException e) {
        out.println(e.traceback());
        out.flush();
      }
      text = "";
    }
  }

  /** Evaluates the text; returns whether it is incomplete. */
  private boolean evaluate(String text, PrintWriter out) throws LuaException {
    Object before =
        Signals.register("INT", state::interrupt); // works on every terminal, also on a dumb one
    try {
      @Nullable Object[] results = lua.run(EVALUATE, "=prompt", text);
      if (results.length == 2 && results[1] instanceof byte[] why) {
        out.println(new String(why, UTF_8));
        out.flush();
      }
      return results.length == 1;
    } finally {
      Signals.unregister("INT", before);
      boolean _ = state.interrupted();
    }
  }

  /** The history file, by the XDG Base Directory Specification. */
  private static Path history() throws IOException {
    String given = System.getenv("XDG_STATE_HOME");
    Path state =
        given == null || given.isEmpty()
            ? Path.of(Objects.requireNonNull(System.getProperty("user.home")), ".local", "state")
            : Path.of(given);
    return Files.createDirectories(state.resolve("llsocket")).resolve("lua_history");
  }
}
