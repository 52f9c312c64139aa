package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.lua.LuaCallback;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaState;

/** Userdata and functions on every engine, independent of the module. */
@ParameterizedClass
@MethodSource("org.llsocket.lua.examples.Engines#all")
class ObjectsTest {
  private final LuaEngine engine;

  ObjectsTest(LuaEngine engine) {
    this.engine = engine;
  }

  /** An object that a module returns repeatedly. */
  private record Thing(String name) {}

  private static LuaModule things() {
    var thing = new Thing("it");
    LuaClass<Thing> type =
        LuaClass.named("m.thing", Thing.class)
            .method("again", args -> new Object[] {thing})
            .method("name", args -> new Object[] {args.self(Thing.class).name()});
    type.metamethod("__len", _ -> new Object[] {7})
        .metamethod("__index", _ -> new Object[] {type.methods().get("name")});
    return LuaModule.named("m")
        .alias("other")
        .type(type)
        .constant("constant", thing)
        .constant(3, "three")
        .function("get", args -> new Object[] {thing})
        .function("list", args -> new Object[] {List.of(thing)});
  }

  private static @Nullable Object[] run(LuaInterpreter lua, String chunk) {
    try {
      return lua.run(chunk.getBytes(UTF_8), "=test");
    } catch (LuaException e) {
      throw new AssertionError(e.traceback(), e);
    }
  }

  @Test
  void object_returnedAgain_isTheSameUserdata() {
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(things())))) {
      assertThat(
              run(
                  lua,
                  """
                  local m = require('m')
                  local it = m.get()
                  local seen = { [it] = 1 }
                  collectgarbage()
                  return it == m.get(), m.list()[1] == it, m.constant == it, seen[m.get()] == 1
                  """))
          .containsExactly(true, true, true, true);
    }
  }

  @Test
  void object_collectedAndReturnedAgain_hasItsMethods() {
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(things())))) {
      assertThat(
              run(
                  lua,
                  """
                  local m = require('m')
                  for _ = 1, 3 do
                    m.get()
                    collectgarbage()
                  end
                  return m.get().any(m.get()) == 'it'
                  """))
          .containsExactly(true);
    }
  }

  @Test
  void metamethods_aliasesAndNumericFields_work() {
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(things())))) {
      assertThat(
              run(
                  lua,
                  """
                  local m = require('other')
                  return #m.get(), tostring(m.get()):match('^m.thing: 0x%x+$') ~= nil,
                    m[3] == 'three', m == require('m')
                  """))
          .extracting(value -> value instanceof Number number ? number.intValue() : value)
          .containsExactly(7, true, true, true);
    }
  }

  /** A module that keeps its arguments. */
  private static LuaModule keeping(List<LuaCallback> kept) {
    return LuaModule.named("m")
        .function(
            "keep",
            args -> {
              kept.add(args.keep(1));
              return new Object[0];
            })
        .function(
            "run",
            _ -> {
              kept.forEach(LuaCallback::run);
              return new Object[0];
            })
        .function(
            "release",
            _ -> {
              kept.forEach(LuaCallback::release);
              return new Object[0];
            });
  }

  @Test
  void callback_ofAFinishedCoroutine_runsUntilReleased() {
    List<LuaCallback> kept = new ArrayList<>();
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(keeping(kept))))) {
      assertThat(
              run(
                  lua,
                  """
                  local m, seen = require('m'), {}
                  coroutine.wrap(function()
                    m.keep(nil, function(...) seen[#seen + 1] = select('#', ...) end, 'a', nil, {})
                  end)()
                  collectgarbage()
                  m.run()
                  coroutine.wrap(m.run)()
                  m.release()
                  m.release()
                  m.run()
                  return #seen == 2 and seen[1] == 3
                  """))
          .containsExactly(true);
    }
  }

  @Test
  void callback_raising_callsItsHandler() {
    List<LuaCallback> kept = new ArrayList<>();
    try (LuaInterpreter lua = engine.open(new LuaState(List.of(keeping(kept))))) {
      assertThat(
              run(
                  lua,
                  """
                  local m, seen = require('m'), {}
                  m.keep(function(e) seen[#seen + 1] = e end, function(...) error(...) end, 'oh')
                  m.keep(nil, error, 'unheard')
                  m.keep(error, error, 'twice')
                  m.run()
                  return #seen, seen[1]:match('oh') == 'oh'
                  """))
          .extracting(value -> value instanceof Number number ? number.intValue() : value)
          .containsExactly(1, true);
    }
  }

  @Test
  void gcFunction_stateClosed_isNotCalled() {
    List<String> calls = new ArrayList<>();
    Object fd;
    LuaInterpreter lua = Engines.open(engine);
    try (lua) {
      lua.define(
          "_G",
          new LuaEntry(
              "called",
              null,
              _ -> {
                calls.add("called");
                return new Object[0];
              }));
      fd =
          run(
              lua,
              """
              local llsocket = require('llsocket')
              sock = llsocket.socket.pair(llsocket.SOCK_STREAM)[1]
              sock:addgcfn(nil, called)
              return sock:fd()
              """)[
              0];
    }
    assertThat(((Number) Objects.requireNonNull(fd)).intValue()).isPositive();
    assertThat(calls).isEmpty();
  }
}
