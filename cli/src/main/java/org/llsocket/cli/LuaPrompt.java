package org.llsocket.cli;

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
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;

/** Reads Lua from a terminal, line by line, and prints what each line is worth. */
final class LuaPrompt {
  /** Gives "more" for the beginning of a statement, "wrong" and why for what is none. */
  private static final byte[] EVALUATE =
      """
      local text = ...
      local f, err = load('return ' .. text, '=stdin')
      if not f then
        f, err = load(text, '=stdin')
      end
      if not f then
        if err:find('<eof>', 1, true) or err:find("'[%a)}%]]+' expected$") then
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

  private final LuaInterpreter lua;

  LuaPrompt(LuaInterpreter lua) {
    this.lua = lua;
  }

  /** Reads to the end. */
  void read(String greeting) throws IOException {
    try (Terminal terminal = TerminalBuilder.terminal()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .variable(LineReader.HISTORY_FILE, history())
              .build();
      terminal.writer().println(greeting + ", require('llsocket') is llsocket; Ctrl-D ends.");
      terminal.flush();
      lua.run("llsocket = require('llsocket')".getBytes(UTF_8), "=prompt");
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

  /** Whether there must be more. */
  private boolean evaluate(String text, PrintWriter out) throws LuaException {
    @Nullable Object[] results = lua.run(EVALUATE, "=prompt", text);
    if (results.length == 2 && results[1] instanceof byte[] why) {
      out.println(new String(why, UTF_8));
      out.flush();
    }
    return results.length == 1;
  }

  /** As the XDG base directories have it. */
  private static Path history() throws IOException {
    String given = System.getenv("XDG_STATE_HOME");
    Path state =
        given == null || given.isEmpty()
            ? Path.of(Objects.requireNonNull(System.getProperty("user.home")), ".local", "state")
            : Path.of(given);
    return Files.createDirectories(state.resolve("llsocket")).resolve("lua_history");
  }
}
