package org.llsocket.lua.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaRaise;
import org.llsocket.lua.LuaState;

/** The cases call every function and method of every module, {@code llsocket.v0_16} too. */
class CalledTest {
  /** Functions without arguments. */
  private static final Set<String> BARE =
      Set.of(
          ("accept acceptconn acceptfd addr atmark bytes canonname close error family fd flags"
                  + " getifaddrs getpeername getsockname level new port protocol shift socktype type"
                  + " unwrap")
              .split(" "));

  private final Set<String> all = new TreeSet<>();
  private final Set<String> returned = new TreeSet<>();
  private final Set<String> raised = new TreeSet<>();

  @Test
  void cases_everyFunctionAndMethod_returnAndRaise(@TempDir Path folder) throws Exception {
    for (Path script : ModuleScriptsTest.scripts()) {
      List<LuaModule> modules = LuaModules.all();
      modules.forEach(module -> watch(module.name(), module));
      try (LuaInterpreter lua = Engines.all().getFirst().open(new LuaState(modules))) {
        lua.set("wanted", "all");
        lua.set("folder", Files.createDirectory(folder.resolve(script.getFileName())).toString());
        lua.run(Files.readAllBytes(ModuleScriptsTest.PRELUDE), "@prelude.lua");
        lua.run(Files.readAllBytes(script), "@" + script.getFileName());
        lua.run("collectgarbage()".getBytes(UTF_8), "=end");
      }
    }

    assertThat(all).hasSizeGreaterThan(200);
    assertThat(returned).containsExactlyElementsOf(all);
    all.removeAll(raised);
    assertThat(all).allMatch(name -> BARE.contains(name.substring(name.lastIndexOf(':') + 1)));
  }

  private void watch(String outermost, LuaModule module) {
    watch(module.name(), module.functions());
    module.classes().forEach(type -> watch(outermost + " " + type.name(), type.methods()));
    module.modules().values().forEach(inner -> watch(outermost, inner));
  }

  private void watch(String where, Map<String, LuaEntry> entries) {
    entries.replaceAll((name, entry) -> {
      String whole = where + ":" + name;
      all.add(whole);
      return new LuaEntry(
          entry.name(),
          entry.self(),
          args -> {
            try {
              var results = entry.function().call(args);
              returned.add(whole);
              return results;
            } catch (LuaRaise e) {
              raised.add(whole);
              throw e;
            }
          });
    });
  }
}
