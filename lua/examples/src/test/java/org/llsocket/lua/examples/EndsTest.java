package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaState;

/** Limits on every engine: stack, memory, descriptors, closed states, interrupts. */
@ParameterizedClass
@MethodSource("org.llsocket.lua.examples.Engines#all")
class EndsTest {
  private final LuaEngine engine;

  EndsTest(LuaEngine engine) {
    this.engine = engine;
  }

  private static @Nullable Object[] run(LuaInterpreter lua, String chunk) {
    try {
      return lua.run(chunk.getBytes(UTF_8), "=test");
    } catch (LuaException e) {
      throw new AssertionError(e.traceback(), e);
    }
  }

  private static String first(LuaInterpreter lua, String chunk) {
    return Engines.text(run(lua, chunk)[0]);
  }

  // ---- descriptors

  /** An object that counts the live ones. */
  private static final class Counted {
    private final AtomicInteger alive;
    private boolean open = true;

    Counted(AtomicInteger alive) {
      this.alive = alive;
      alive.incrementAndGet();
    }

    private void end() {
      if (open) {
        open = false;
        alive.decrementAndGet();
      }
    }
  }

  private static LuaModule counting(AtomicInteger alive, AtomicInteger most) {
    return LuaModule.named("m")
        .type(
            LuaClass.named("m.counted", Counted.class)
                .method(
                    "close",
                    args -> {
                      args.self(Counted.class).end();
                      return new Object[0];
                    })
                .finalizer(Counted::end)
                .open(each -> each.open))
        .function(
            "get",
            _ -> {
              var counted = new Counted(alive);
              most.accumulateAndGet(alive.get(), Math::max);
              return new Object[] {counted};
            });
  }

  @Test
  void unreachable_many_areEndedMeanwhile() {
    var alive = new AtomicInteger();
    var most = new AtomicInteger();
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(counting(alive, most))))) {
      run(lua, "local get = require('m').get for i = 1, 3000 do get() end");

      assertThat(most).hasValueLessThan(348); // twice the C module's number
      run(lua, "local get = require('m').get for i = 1, 3000 do get() end");
      assertThat(most).hasValueLessThan(348);
    }
    assertThat(alive).hasValue(0);
  }

  @Test
  void closed_many_triggerNoCollection() {
    var collections = new AtomicInteger();
    var state = new LuaState(List.of(counting(new AtomicInteger(), new AtomicInteger())));
    try (LuaInterpreter lua = engine.open(state)) {
      state.collector(collections::incrementAndGet);
      run(lua, "local get = require('m').get for i = 1, 3000 do get():close() end");
      assertThat(collections).hasValue(0);

      run(lua, "kept = {} for i = 1, 3000 do kept[i] = require('m').get() end");
      assertThat(collections)
          .hasPositiveValue()
          .hasValueLessThan(12); // less often, the more are in use
    }
  }

  @Test
  void state_closed_opensNothing() {
    var state = new LuaState(LuaModules.all());
    try (LuaInterpreter lua = engine.open(state)) {
      run(
          lua,
          """
          m = require('llsocket')
          ai = m.inet.getaddrinfo('127.0.0.1', '0')[1]
          sock = m.socket.pair(m.SOCK_STREAM)[1]
          """);
      state.close();

      for (String function : List.of("socket.pair", "socket.new", "open", "socket.wrap")) {
        String argument = function.endsWith("new") ? "ai" : function.endsWith("open") ? "'/'" : "1";
        assertThat(first(lua, "return select(2, pcall(m." + function + ", " + argument + "))"))
            .endsWith(": the sockets of this Lua state are closed");
      }
      assertThat(Engines.text(run(lua, "return sock:dup()")[1])).isEqualTo("Bad file descriptor");
      assertThat(run(lua, "return sock:fd()")).containsExactly(-1L);
      assertThat(first(lua, "return tostring(sock)")).startsWith("llsocket.socket: 0x");
    }
  }

  // ---- stacks and memory

  @Test
  void stackOverflow_isCaughtByPcallAndXpcall() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      String chunk =
          """
          local function deeper() return 1 + deeper() end
          local function handled(m) return 'handled: ' .. m end
          local found = {}
          local function note(ok, err) found[#found + 1] = tostring(ok) .. ' ' .. tostring(err) end
          note(pcall(deeper))
          note(xpcall(deeper, handled))
          note(coroutine.resume(coroutine.create(deeper)))
          note(pcall(coroutine.wrap(deeper)))
          note(pcall(string.gsub, 'x', 'x', deeper))
          return table.concat(found, '\\n')
          """;
      assertThat(first(lua, chunk).lines())
          .hasSize(5)
          .allMatch(line -> line.matches("false (handled: )?.*stack overflow.*"))
          .element(1)
          .asString()
          .startsWith("false handled: ");
    }
  }

  @Test
  void coroutines_nestedWithoutBound_raise() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      String chunk =
          """
          local deepest = 0
          local function resumed(depth)
            deepest = math.max(deepest, depth)
            local ok, err = coroutine.resume(coroutine.create(resumed), depth + 1)
            if not ok then error(err, 0) end
          end
          local function wrapped(depth)
            deepest = math.max(deepest, depth)
            coroutine.wrap(wrapped)(depth + 1)
          end
          local _, first = pcall(resumed, 1)
          local _, second = pcall(wrapped, 1)
          return first .. '\\n' .. second:sub(-16), deepest
          """;
      @Nullable Object[] results = run(lua, chunk);
      assertThat(Engines.text(results[0]))
          .contains("C stack overflow")
          .endsWith("C stack overflow");
      assertThat((Long) results[1]).isBetween(100L, 201L);
      assertThat(run(lua, "return coroutine.wrap(function(a) return a end)(7)"))
          .containsExactly(7L);
    }
  }

  @Test
  void memory_requestedTooMuch_raisesWithoutJavaNames() {
    try (LuaInterpreter lua = Engines.open(engine)) {
      for (String call :
          List.of(
              "pcall(string.rep, 'x', 1e15)",
              "pcall(function() local s = ('x'):rep(1e15) return s end)",
              "xpcall(function() local s = ('x'):rep(1e15) return s end, function(m) return m end)",
              "coroutine.resume(coroutine.create(function() return ('x'):rep(1e15) end))")) {
        assertThat(first(lua, "local ok, err = " + call + " return tostring(ok) .. ' ' .. err"))
            .startsWith("false ")
            .doesNotContain("java")
            .containsAnyOf("not enough memory", "too large");
      }
    }
  }

  @Test
  void exceptions_ofAnyClass_showNoJavaNames() {
    LuaModule module =
        LuaModule.named("m")
            .function("cast", args -> new Object[] {castTo(Integer.class, args)})
            .function("state", _ -> failing(new IllegalStateException("java.lang.String")))
            .function("io", _ -> failingWith(new IOException()))
            .function("interrupted", _ -> failingWith(new java.io.InterruptedIOException()))
            .function("argument", _ -> failing(new IllegalArgumentException("size -1")));
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(module)))) {
      for (String name : List.of("cast", "state", "io")) {
        assertThat(first(lua, "return select(2, pcall(require('m')." + name + "))"))
            .isEqualTo(name + ": internal error, see the log");
      }
      assertThat(first(lua, "return select(2, pcall(require('m').interrupted))"))
          .isEqualTo("interrupted!");
      assertThat(first(lua, "return select(2, pcall(require('m').argument))"))
          .isEqualTo("argument: size -1");
    }
  }

  private static <T> T castTo(Class<T> type, Object object) {
    return type.cast(object);
  }

  private static Object[] failing(RuntimeException e) {
    throw e;
  }

  private static Object[] failingWith(IOException e) throws IOException {
    throw e;
  }

  // ---- what scripts must not reach

  @Test
  void debug_upvaluesAndMetatables_doNotCrashTheJvm() {
    assumeThat(engine.name()).as("functions of C").isEqualTo("luajava");
    try (LuaInterpreter lua = Engines.open(engine)) {
      String chunk =
          """
          local sock = require('llsocket').socket.pair(1)[1]
          local fd = sock.fd
          assert(debug.getupvalue(fd, 1) == nil and debug.setupvalue(fd, 1, 'x') == nil)
          assert(fd(sock) >= 0)
          assert(not pcall(debug.setmetatable, sock, {}) and not pcall(debug.setmetatable, io.stdout, {}))
          assert(debug.getmetatable(sock) == 'llsocket.socket' and debug.getregistry == nil)
          local object = java.new(java.import('java.lang.Object'))
          assert(type(getmetatable(object)) == 'string' and debug.getmetatable(object) == getmetatable(object))
          table.sort({ 3, 2, 1 }, function(a, b)
            assert(debug.setlocal(2, 1, 'x') == nil)
            return a < b
          end)
          -- Functions written in Lua are not restricted.
          local x, y = 1, 2
          local function up() return x end
          assert(debug.getupvalue(up, 1) == 'x' and debug.setupvalue(up, 1, 9) == 'x' and x == 9)
          local at
          for i = 1, 9 do if debug.getlocal(1, i) == 'y' then at = i end end
          assert(debug.setlocal(1, at, 5) == 'y' and y == 5)
          local co = coroutine.create(function() local z = 1 coroutine.yield() return z end)
          coroutine.resume(co)
          assert(debug.setlocal(co, 1, 1, 7) == 'z' and select(2, coroutine.resume(co)) == 7)
          assert(debug.getmetatable('').__index == string)
          return 'alive'
          """;
      assertThat(first(lua, chunk)).isEqualTo("alive");
    }
  }

  // ---- interrupts

  /** The interrupt may be delivered before the call blocks, or while it does. */
  @Test
  void interrupt_ofAScript_endsItsCalls() throws Exception {
    var reading = new CountDownLatch(1);
    var state = new LuaState(LuaModules.all());
    try (LuaInterpreter lua = engine.open(state)) {
      run(lua, "m = require('llsocket') a, b = table.unpack(m.socket.pair(m.SOCK_STREAM))");
      lua.set("reading", reading(reading));
      var user = new Thread(() -> interruptOnce(reading, state), "user");
      user.start();

      assertThatThrownBy(() -> lua.run("reading() a:recv()".getBytes(UTF_8), "=test"))
          .isInstanceOf(LuaException.class)
          .hasMessageEndingWith("interrupted!");
      user.join();
      assertThatThrownBy(() -> lua.run("b:fd()".getBytes(UTF_8), "=test"))
          .isInstanceOf(LuaException.class)
          .hasMessageEndingWith("interrupted!");
      assertThat(state.interrupted()).isTrue();
      assertThat(state.interrupted()).isFalse();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat((Long) run(lua, "return b:fd()")[0]).isNotNegative();
    }
  }

  @Test
  void interrupt_duringACallThatDoesNotWait_leavesTheThreadUninterrupted() throws Exception {
    var state = new LuaState(LuaModules.all());
    try (LuaInterpreter lua = engine.open(state)) {
      run(lua, "m = require('llsocket') a, b = table.unpack(m.socket.pair(m.SOCK_STREAM))");
      lua.set("interrupted", interrupted(state));

      assertThatThrownBy(() -> lua.run("interrupted() a:recv()".getBytes(UTF_8), "=test"))
          .isInstanceOf(LuaException.class)
          .hasMessageEndingWith("interrupted!");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(state.interrupted()).isTrue();
      assertThat((Long) run(lua, "return a:fd()")[0]).isNotNegative();
    }
  }

  /** A function that returns after its state was interrupted by another thread. */
  private static LuaEntry interrupted(LuaState state) {
    return new LuaEntry(
        "interrupted",
        null,
        _ -> {
          var user = new Thread(state::interrupt, "user");
          user.start();
          while (user.isAlive()) {
            Thread.onSpinWait();
          }
          return new Object[0];
        });
  }

  private static LuaEntry reading(CountDownLatch latch) {
    return new LuaEntry(
        "reading",
        null,
        _ -> {
          latch.countDown();
          return new Object[0];
        });
  }

  private static void interruptOnce(CountDownLatch latch, LuaState state) {
    try {
      latch.await();
      state.interrupt();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
