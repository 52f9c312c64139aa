package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaInterpreter;

/** Every name of the API exists. */
@ParameterizedClass
@MethodSource("org.llsocket.lua.examples.Engines#all")
class NamesTest {
  /** Checks each name of a list; returns how many exist, and which ones do not. */
  private static final String CHECK =
      """
      local m = require('llsocket')
      local sock = m.socket.pair(m.SOCK_STREAM)[1]
      local ai = m.inet.getaddrinfo('127.0.0.1', '80')[1]
      local present, absent, families = 0, {}, 0
      for line in (...):gmatch('[^\\n]+') do
        local kind, name = line:match('^(%w+)\\t([^\\t]+)')
        local value
        if kind == 'constant' then
          value = m[name:match('%.([%w_]+)$')]
        elseif kind == 'function' then
          local module, f = name:match('^llsocket%.(%w+)%.(%w+)$')
          value = m[module][f]
        elseif kind == 'method' then
          local class, f = name:match('^llsocket%.(%w+):(%w+)$')
          value = (class == 'socket' and sock or ai)[f]
        elseif kind == 'module' then
          value = require(name)
        elseif kind == 'todo' then
          value = sock[name]
        elseif kind == 'group' then
          value = m.AF_INET and m.AF_INET6 and m.AF_UNIX
        end
        if value ~= nil then
          present = present + 1
        else
          absent[#absent + 1] = kind .. ' ' .. name
        end
      end
      for name in pairs(m) do
        if name:match('^AF_') then families = families + 1 end
      end
      return present, table.concat(absent, ', '), families
      """;

  private final LuaEngine engine;

  NamesTest(LuaEngine engine) {
    this.engine = engine;
  }

  @Test
  void module_everyNameOfTheApi_exists() throws Exception {
    String names = Files.readString(ModuleScriptsTest.API_NAMES);
    try (LuaInterpreter lua = Engines.open(engine)) {
      var found = lua.run(CHECK.getBytes(UTF_8), "=names", names);

      assertThat(Engines.text(found[1])).isEmpty();
      assertThat(found[0]).isEqualTo(names.lines().count());
      assertThat((Long) found[2]).isGreaterThan(40);
    }
  }
}
