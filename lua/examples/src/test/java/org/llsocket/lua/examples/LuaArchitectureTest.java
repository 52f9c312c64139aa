package org.llsocket.lua.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The permitted dependencies of the Lua modules. */
class LuaArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Stream.of("core", "luaj", "luajava")
                  .map(module -> Path.of("..", module, "target", "classes"))
                  .toArray(Path[]::new));

  @Test
  void lua_usesOnlyPublicPackages() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.llsocket.internal..")
        .check(CLASSES);
  }

  @Test
  void adapters_doNotDependOnSockets() {
    classes()
        .that()
        .resideInAnyPackage("org.llsocket.lua.luaj", "org.llsocket.lua.luajava")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.llsocket.lua",
            "org.llsocket.lua.luaj",
            "org.llsocket.lua.luajava",
            "org.luaj..",
            "party.iroiro..",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
  }

  @Test
  void descriptions_doNotDependOnEngines() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.llsocket.lua.luaj", "org.llsocket.lua.luajava")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.luaj..", "party.iroiro..")
        .check(CLASSES);
  }
}
