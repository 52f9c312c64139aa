package org.llsocket.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependencies between the packages of the command. */
class ArchitectureTest {
  private static final String ROOT = "org.llsocket.cli";
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  /** Packages of commands, which do not depend on each other. */
  private static final List<String> COMMANDS =
      packages(
          "capture",
          "datagram",
          "demo",
          "info",
          "lua",
          "monitor",
          "netcat",
          "ping",
          "probe",
          "relay",
          "run",
          "sockets");

  /** Packages below the commands, from the top: each may use those after it. */
  private static final List<String> SHARED =
      packages("conversation", "tls", "proxy", "socket", "output", "process");

  private static List<String> packages(String... names) {
    return Stream.of(names).map(name -> ROOT + "." + name).toList();
  }

  @Test
  void classes_all_areInAKnownPackage() {
    String[] known =
        Stream.of(Stream.of(ROOT), COMMANDS.stream(), SHARED.stream())
            .flatMap(packages -> packages)
            .toArray(String[]::new);

    classes().should().resideInAnyPackage(known).check(CLASSES);
    assertThat(CLASSES).hasSizeGreaterThan(50);
  }

  @Test
  void main_isUsedByNoOtherClass() {
    noClasses()
        .that(resideInAPackage(ROOT + ".*"))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT))
        .check(CLASSES);
  }

  @Test
  void commandPackages_doNotDependOnEachOther() {
    for (String name : COMMANDS) {
      String[] others = COMMANDS.stream().filter(each -> !each.equals(name)).toArray(String[]::new);
      noClasses()
          .that(resideInAPackage(name))
          .should()
          .dependOnClassesThat(resideInAnyPackage(others))
          .check(CLASSES);
    }
  }

  @Test
  void commands_ofOnePackage_doNotDependOnEachOther() {
    for (JavaClass command : CLASSES.that(simpleNameEndingWith("Command"))) {
      assertThat(command.getDirectDependenciesFromSelf())
          .extracting(dependency -> dependency.getTargetClass().getName())
          .filteredOn(name -> name.startsWith(ROOT) && !name.equals(command.getName()))
          .filteredOn(name -> !name.contains(".Multicast")) // a parent and its subcommands
          .noneMatch(name -> name.endsWith("Command"));
    }
  }

  @Test
  void sharedPackages_dependDownwardsOnly() {
    for (int i = 0; i < SHARED.size(); i++) {
      String[] above =
          Stream.concat(COMMANDS.stream(), SHARED.subList(0, i).stream()).toArray(String[]::new);
      noClasses()
          .that(resideInAPackage(SHARED.get(i)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(above))
          .check(CLASSES);
    }
  }

  @Test
  void classes_all_usePublicPackagesOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.llsocket.internal.."))
        .check(CLASSES);
  }
}
