package org.llsocket.nio;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the classes of this module may use, and what no source of it contains. */
class ArchitectureTest {
  private static final String NIO = "org.llsocket.nio";
  private static final Path SOURCES = Path.of("src/main/java/org/llsocket/nio");
  private static final int MOST_LINES = 500;
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  /** What users see; every other class is an implementation. */
  private static final Set<String> PUBLIC_CLASSES =
      Set.of(
          "LlsocketDatagramSocket",
          "LlsocketProvider",
          "LlsocketServerSocket",
          "LlsocketServerSocketFactory",
          "LlsocketSocket",
          "LlsocketSocketFactory",
          "LlsocketSockets",
          "NearestNames",
          "OptionValue",
          "SocketChannels",
          "SocketDefaults",
          "SocketFamily",
          "SocketSettings");

  /**
   * Below the channels and the sockets of {@code java.net}: values, and how calls are translated.
   */
  private static final String[] BASE = {
    "Addresses",
    "AddressRange",
    "AddressText",
    "ChannelOptions",
    "Exceptions",
    "Failures",
    "InetSockets",
    "NearestNames",
    "OptionTranslation",
    "OptionValue",
    "SocketDefaults",
    "SocketFamily",
    "SocketSetting",
    "SocketSettings",
    "ValueText"
  };

  private static Stream<JavaClass> outermost() {
    return CLASSES.stream().filter(type -> type.getEnclosingClass().isEmpty());
  }

  @Test
  void classes_all_useThePublicApiOfCoreOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.llsocket.internal.."))
        .check(CLASSES);
    assertThat(CLASSES).hasSizeGreaterThan(40);
  }

  /** A program on the module path has no export of them. */
  @Test
  void classes_all_useNoInternalsOfTheJdk() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("sun..").or(resideInAPackage("jdk.internal..")))
        .check(CLASSES);
  }

  @Test
  void core_usesNothingOfThisModule() {
    JavaClasses core =
        new ClassFileImporter().importPath(Path.of("..", "core", "target", "classes"));
    noClasses().should().dependOnClassesThat(resideInAPackage(NIO)).check(core);
    assertThat(core).hasSizeGreaterThan(50);
  }

  @Test
  void publicClasses_areThoseForUsers() {
    assertThat(outermost().filter(type -> type.getModifiers().contains(PUBLIC)))
        .extracting(JavaClass::getSimpleName)
        .filteredOn(name -> !name.equals("package-info"))
        .containsExactlyInAnyOrderElementsOf(PUBLIC_CLASSES);
  }

  @Test
  void publicClasses_areFinalOrFactoriesThatAreExtended() {
    classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and()
        .haveSimpleNameNotEndingWith("Factory")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveModifier(FINAL)
        .check(CLASSES);
  }

  @Test
  void base_usesNoChannelAndNoSocketOfJavaNet() {
    for (String name : BASE) {
      JavaClass type = CLASSES.get(NIO + "." + name);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        boolean above =
            target.getPackageName().equals(NIO)
                && (target.isAssignableTo(Channel.class)
                    || target.isAssignableTo(java.net.Socket.class)
                    || target.isAssignableTo(java.net.SocketImpl.class)
                    || target.isAssignableTo(java.net.DatagramSocket.class));
        assertThat(above).as(dependency.getDescription()).isFalse();
      }
    }
  }

  /** A checkout or an unpacked jar on a file system that ignores case holds one of two. */
  @Test
  void names_differInMoreThanCase() {
    assertThat(outermost().map(type -> type.getSimpleName().toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates();
  }

  @Test
  void sources_haveAtMost500Lines() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(SOURCES)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(sources).hasSizeGreaterThan(40);
    for (Path source : sources) {
      assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThan(MOST_LINES + 1);
    }
  }
}
