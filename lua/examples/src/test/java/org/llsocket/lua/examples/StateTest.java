package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaState;

/** Values, errors and objects on every engine, independent of the module. */
@ParameterizedClass
@MethodSource("org.llsocket.lua.examples.Engines#all")
class StateTest {
  private final LuaEngine engine;

  StateTest(LuaEngine engine) {
    this.engine = engine;
  }

  /** An object that counts its end. */
  private record Counted(AtomicInteger ends) {}

  private @Nullable Object[] run(LuaInterpreter lua, String chunk, Object... arguments) {
    try {
      return lua.run(chunk.getBytes(UTF_8), "=test", arguments);
    } catch (LuaException e) {
      throw new AssertionError(e.traceback(), e);
    }
  }

  private @Nullable Object echo(Object value) {
    LuaModule module = LuaModule.named("m").function("echo", args -> new Object[] {args.value(1)});
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      return run(lua, "return require('m').echo(...)", value)[0];
    }
  }

  @Test
  void strings_everyByte_roundTrip() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    assertThat(echo(all)).isEqualTo(all);
    assertThat(echo(new byte[0])).isEqualTo(new byte[0]);
    assertThat(echo("h\u00e9")).isEqualTo("h\u00e9".getBytes(UTF_8));
  }

  @Test
  void integers_upToTheEnginesLimit_roundTrip() {
    for (long value : new long[] {0, -1, 1L << 31, -(1L << 31) - 1, 1L << 53, -(1L << 53)}) {
      assertThat(((Number) echoed(value)).longValue()).isEqualTo(value);
    }
    if (engine.name().equals("luajava")) {
      assertThat(echo(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
      assertThat(echo(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }
    assertThat(echo(1.5)).isEqualTo(1.5);
  }

  private Object echoed(Object value) {
    Object echo = echo(value);
    assertThat(echo).isNotNull();
    return Objects.requireNonNull(echo);
  }

  @Test
  void modules_requiredByName_areTheFields() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      assertThat(
              run(
                  lua,
                  """
                  local m = require('llsocket')
                  return m.inet == require('llsocket.inet'), m.unix == require('llsocket.unix'),
                    m.socket == require('llsocket.socket'), m == require('llsocket')
                  """))
          .containsExactly(true, true, true, true);
    }
  }

  @Test
  void wrongArgument_raisesWithThePositionInTheScript() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      assertThatThrownBy(() -> lua.run("\nrequire('llsocket').open(1)".getBytes(UTF_8), "@a.lua"))
          .isInstanceOf(LuaException.class)
          .hasMessage("a.lua:2: bad argument #1 to 'open' (string expected, got number)")
          .satisfies(
              e -> assertThat(((LuaException) e).traceback()).contains("\nstack traceback:\n"));
      assertThatThrownBy(() -> lua.run("x x".getBytes(UTF_8), "@a.lua"))
          .isInstanceOf(LuaException.class)
          .hasMessageContaining("a.lua:1")
          .hasMessageContaining("syntax error");
    }
  }

  @Test
  void error_inAHandler_hasItsPosition() throws Exception {
    try (LuaInterpreter lua = Engines.open(engine)) {
      String chunk =
          """
          local function same(m) return m end
          return select(2, xpcall(function() error('x') end, same)),
            select(2, pcall(function() error('x') end)),
            select(2, xpcall(function() require('llsocket').open(1) end, same))
          """;
      assertThat(lua.run(chunk.getBytes(UTF_8), "@a.lua"))
          .extracting(Engines::text)
          .containsExactly(
              "a.lua:2: x",
              "a.lua:3: x",
              "a.lua:4: bad argument #1 to 'open' (string expected, got number)");
    }
  }

  @Test
  void coroutine_callsAndErrors_behaveAsInTheMainThread() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      assertThat(
              run(
                  lua,
                  """
                  local m = require('llsocket')
                  local co = coroutine.create(function()
                    local a = m.socket.pair(m.SOCK_STREAM)
                    a[1]:send('x')
                    coroutine.yield(a[2]:recv())
                    m.open(1)
                  end)
                  local _, msg = coroutine.resume(co)
                  local ok, err = coroutine.resume(co)
                  return msg, ok, (err:gsub('^.-bad', 'bad'))
                  """))
          .containsExactly(
              "x".getBytes(ISO_8859_1),
              false,
              "bad argument #1 to 'open' (string expected, got number)".getBytes(ISO_8859_1));
    }
  }

  @Test
  void socket_collected_isClosed() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      Number fd =
          (Number)
              run(
                  lua,
                  """
                  m = require('llsocket')
                  local kept
                  do
                    local socks = m.socket.pair(m.SOCK_STREAM)
                    kept, other = socks[1]:fd(), socks[2]
                  end
                  return kept
                  """)[
                  0];
      assertThat(isOpen(fd)).isTrue();
      for (long end = deadline(); isOpen(fd) && System.nanoTime() < end; ) {
        System.gc();
        run(lua, "collectgarbage() collectgarbage() return m.AF_INET, other:fd()");
      }

      assertThat(isOpen(fd)).isFalse();
      assertThat(run(lua, "return select('#', other:recv())")[0]).isEqualTo(0L);
    }
  }

  @Test
  void state_closed_closesEverySocket() {
    Number[] fds = new Number[3];
    try (LuaInterpreter lua = Engines.open(engine)) {
      @Nullable Object[] made =
          run(
              lua,
              """
              m = require('llsocket')
              a = m.socket.pair(m.SOCK_STREAM)
              f = m.open('/proc/self/status')
              return a[1]:fd(), a[2]:fd(), f:fd()
              """);
      for (int i = 0; i < fds.length; i++) {
        fds[i] = (Number) Objects.requireNonNull(made[i]);
        assertThat(isOpen(fds[i])).isTrue();
      }
    }
    for (Number fd : fds) {
      assertThat(isOpen(fd)).isFalse();
    }
  }

  /** When to give up on the collector. */
  private static long deadline() {
    return System.nanoTime() + Duration.ofSeconds(30).toNanos();
  }

  private static boolean isOpen(@Nullable Number fd) {
    return Files.exists(Path.of("/proc/self/fd/" + fd), LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void object_returnedTwice_endsOnceWithItsLastUserdata() {
    var ends = new AtomicInteger();
    var counted = new Counted(ends);
    LuaModule module =
        LuaModule.named("m")
            .type(
                LuaClass.named("m.counted", Counted.class)
                    .finalizer(c -> c.ends().incrementAndGet()))
            .function("get", _ -> new Object[] {counted});
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      run(lua, "local m = require('m') a, b = m.get(), m.get()");
      run(lua, "b = nil collectgarbage() collectgarbage()");
      assertThat(ends).hasValue(0);
    }
    assertThat(ends).hasValue(1);
  }

  @Test
  void table_deepOrCyclic_isReadOnDemand() {
    LuaModule module =
        LuaModule.named("m").function("list", args -> new Object[] {args.table(1).list().size()});
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      assertThat(run(lua, "local t = {1, 2} t.t = t t[3] = print return require('m').list(t)"))
          .containsExactly(3L);
    }
  }

  @Test
  void table_notUsed_isNotRead() {
    LuaModule module = LuaModule.named("m").function("count", args -> new Object[] {args.count()});
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      String chunk =
          "local t = {} for i = 1, 10000 do t[i] = t end return require('m').count(t, _G)";
      assertThat(run(lua, chunk)).containsExactly(2L); // else 10000 to the fourth
    }
  }

  @Test
  void table_wholeFloats_areIntegers() {
    LuaModule module =
        LuaModule.named("m").function("list", args -> args.table(1).list().toArray());
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      assertThat(run(lua, "return require('m').list({2.0, -3.0, 2.5, 2^63})"))
          .containsExactly(2L, -3L, 2.5, 0x1p63);
    }
  }

  @Test
  void function_outOfMemoryOrStack_raises() {
    LuaModule module =
        LuaModule.named("m")
            .function("memory", _ -> new Object[] {new long[Integer.MAX_VALUE].length})
            .function("stack", _ -> new Object[] {deeper(1)});
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      String chunk =
          """
          local _, memory = pcall(require('m').memory)
          local _, stack = pcall(require('m').stack)
          return memory, stack
          """;
      assertThat(run(lua, chunk))
          .containsExactly(bytes("not enough memory"), bytes("stack overflow"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static long deeper(long depth) {
    return depth < 0 ? depth : deeper(depth + 1) + depth;
  }

  @Test
  void recursion_unbounded_isAnErrorOfTheScript() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      String chunk = "local function f() return 1 + f() end return f()";
      assertThatThrownBy(() -> lua.run(chunk.getBytes(UTF_8), "=test"))
          .isInstanceOf(LuaException.class)
          .hasMessageContaining("stack overflow");
    }
  }

  /** LuaJava would keep every coroutine that has called Java. */
  @Test
  void coroutines_thatCalledJava_areCollected() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      run(
          lua,
          """
          m = require('llsocket')
          other = m.socket.pair(m.SOCK_STREAM)
          known = setmetatable({}, { __mode = 'k' })
          for i = 1, 100 do
            local co = coroutine.create(function()
              other[1]:send('x')
              pcall(other[1].send, other[1], 5)
              coroutine.yield(other[2]:recv())
            end)
            known[co] = true
            coroutine.resume(co)
            if i % 2 == 0 then coroutine.resume(co) end
          end
          """);
      Object left = 1L;
      for (long end = deadline(); !Long.valueOf(0).equals(left) && System.nanoTime() < end; ) {
        System.gc();
        left = run(lua, "collectgarbage() return next(known) and 1 or 0")[0];
      }

      assertThat(left).isEqualTo(0L);
      assertThat(run(lua, "return other[1]:send('y'), other[2]:recv()"))
          .containsExactly(1L, bytes("y"));
    }
  }

  @Test
  void closeVariable_endOfBlock_closesTheSocketButKeepsTheObject() {
    assumeThat(engine.name()).as("Lua 5.4 has <close>").isEqualTo("luajava");
    try (LuaInterpreter lua = Engines.open(engine)) {
      String chunk =
          """
          local m = require('llsocket')
          local kept = m.socket.pair(m.SOCK_STREAM)[1]
          do
            local sock <close> = kept
          end
          return kept:fd(), kept:send('x')
          """;
      assertThat(run(lua, chunk)).containsExactly(-1L, null, bytes("Bad file descriptor"));
    }
  }
}
