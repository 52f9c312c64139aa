package org.llsocket;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.BRIDGE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llsocket.message.Credentials;
import org.llsocket.message.PktInfo;
import org.llsocket.message.SctpInitmsg;
import org.llsocket.message.SctpPrinfo;
import org.llsocket.message.SctpSndinfo;
import org.llsocket.message.SctpSndrcvinfo;

/** The layers of the packages, and what no source may contain. */
class ArchitectureTest {
  private static final String ROOT = "org.llsocket";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final String MESSAGE = ROOT + ".message";
  private static final String MESSAGE_CALLS = ROOT + ".internal.message";

  /** From the top: a layer may use those after it. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of(ROOT + ".service"),
          List.of(ROOT + ".capture"),
          List.of(ROOT + ".netlink"),
          List.of(ROOT + ".datagram"),
          List.of(ROOT + ".loop"),
          List.of(ROOT + ".uring"),
          List.of(ROOT + ".poll"),
          List.of(ROOT, MESSAGE, MESSAGE_CALLS),
          List.of(ROOT + ".option"),
          List.of(ROOT + ".family"),
          List.of(ROOT + ".internal.lifecycle"),
          List.of(ROOT + ".internal.sys"),
          List.of(ROOT + ".internal.struct"),
          List.of(ROOT + ".internal.access"),
          List.of(ROOT + ".internal.platform"));

  /** What messages may use of the root package: values, and the descriptors that they carry. */
  private static final Set<Class<?>> BELOW_MESSAGES =
      Set.of(
          AF.class,
          Descriptor.class,
          Errno.class,
          ErrnoException.class,
          MSG.class,
          SOCK.class,
          SockAddr.class,
          SockAddrBuffer.class,
          SockAddrView.class);

  /** Structs that are the value of an option as well as a control message. */
  private static final Set<Class<?>> OPTION_VALUES =
      Set.of(
          Credentials.class,
          PktInfo.class,
          SctpInitmsg.class,
          SctpPrinfo.class,
          SctpSndinfo.class,
          SctpSndrcvinfo.class);

  /** Sources that are mostly Javadoc: what users read, in one place. */
  private static final Set<String> FACADES =
      Set.of(
          "Interface.java", "SO.java", "SCTP.java", "Descriptor.java", "Ring.java", "Socket.java");

  private static String[] packages(int from, int to) {
    return LAYERS.subList(from, to).stream().flatMap(List::stream).toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> oneOf(Set<Class<?>> classes) {
    return describe(
        "one of " + classes,
        found -> classes.stream().anyMatch(found.getBaseComponentType()::isEquivalentTo));
  }

  @Test
  void everyClass_isInAKnownPackage() {
    classes().should().resideInAnyPackage(packages(0, LAYERS.size())).check(CLASSES);
    assertThat(CLASSES).hasSizeGreaterThan(50);
  }

  @Test
  void layers_dependDownwardsOnly() {
    for (int i = 1; i < LAYERS.size(); i++) {
      noClasses()
          .that(resideInAnyPackage(packages(i, i + 1)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(packages(0, i)).and(not(oneOf(OPTION_VALUES))))
          .check(CLASSES);
    }
  }

  /** In a graph of the dependencies between the sources of a package, no arrow points upwards. */
  @Test
  void sources_useOneAnotherDownwardsOnly() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public String getDescription() {
                return "the sources of the root package";
              }

              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals(ROOT)
                    ? SliceIdentifier.of(outermost(type).getName())
                    : SliceIdentifier.ignore();
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** A class that knows its subclasses has to change with each of them. */
  @Test
  void classes_doNotKnowTheirSubclasses() {
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        boolean within = outermost(target).equals(outermost(type));
        assertThat(within || !target.isAssignableTo(type.getName()) || target.equals(type))
            .as(dependency.getDescription())
            .isTrue();
      }
    }
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  @Test
  void messages_dependOnValuesOnly() {
    noClasses()
        .that(resideInAnyPackage(MESSAGE, MESSAGE_CALLS))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT).and(not(oneOf(BELOW_MESSAGES))))
        .check(CLASSES);
    noClasses()
        .that(oneOf(BELOW_MESSAGES))
        .should()
        .dependOnClassesThat(resideInAnyPackage(MESSAGE, MESSAGE_CALLS))
        .check(CLASSES);
  }

  @Test
  void linkerAndLookup_areUsedInSysOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.sys")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Linker.class, SymbolLookup.class)
        .check(CLASSES);
  }

  @Test
  void restrictedMethods_areCalledInSysOnly() {
    Map<String, Set<String>> restricted =
        Map.of(
            MemorySegment.class.getName(),
            Set.of("reinterpret"),
            AddressLayout.class.getName(),
            Set.of("withTargetLayout"),
            Linker.class.getName(),
            Set.of("downcallHandle", "upcallStub"),
            SymbolLookup.class.getName(),
            Set.of("libraryLookup"),
            "java.lang.System",
            Set.of("load", "loadLibrary"),
            "java.lang.Runtime",
            Set.of("load", "loadLibrary"),
            "java.lang.ModuleLayer$Controller",
            Set.of("enableNativeAccess"));
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.sys")
        .should()
        .callCodeUnitWhere(
            describe(
                "a restricted method",
                (JavaCall<?> call) ->
                    restricted
                        .getOrDefault(call.getTargetOwner().getName(), Set.of())
                        .contains(call.getTarget().getName())))
        .check(CLASSES);
  }

  @Test
  void platformClasses_areNamedInPlatformOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.platform")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(Linux|Bsd|Mac|Windows)\\w*")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.platform")
        .should()
        .haveSimpleNameStartingWith("Linux")
        .orShould()
        .haveSimpleNameStartingWith("Bsd")
        .check(CLASSES);
  }

  /** {@code epoll.wait(1000)} would compile, and be Object's, beside a {@code wait} of Epoll. */
  @Test
  void methodsOfObject_areNotOverloaded() {
    Map<String, List<Class<?>[]>> objects =
        Arrays.stream(Object.class.getDeclaredMethods())
            .collect(groupingBy(Method::getName, mapping(Method::getParameterTypes, toList())));
    for (JavaClass type : CLASSES) {
      boolean hasInstances = type.getMethods().stream().anyMatch(ArchitectureTest::isInstances);
      for (JavaMethod method : type.getMethods()) {
        List<Class<?>[]> overridden = objects.get(method.getName());
        if (hasInstances && overridden != null && !method.getModifiers().contains(BRIDGE)) {
          assertThat(overridden)
              .as(method.getFullName())
              .contains(method.reflect().getParameterTypes());
        }
      }
    }
  }

  private static boolean isInstances(JavaMethod method) {
    return !method.getModifiers().contains(STATIC);
  }

  @Test
  void internals_areNotExported() {
    assertThat(Socket.class.getModule().getDescriptor().exports())
        .extracting(export -> export.source())
        .containsExactlyInAnyOrder(
            ROOT,
            ROOT + ".capture",
            ROOT + ".datagram",
            ROOT + ".family",
            ROOT + ".loop",
            ROOT + ".message",
            ROOT + ".netlink",
            ROOT + ".option",
            ROOT + ".poll",
            ROOT + ".service",
            ROOT + ".uring");
  }

  @Test
  void sources_areShortAndHoldNothingUnfinished() throws Exception {
    Pattern banned = Pattern.compile("\\bTODO\\b|\\bFIXME\\b|System\\.(out|err)|printStackTrace");
    // A lambda with an expression body makes javac infer Object as the result of invokeExact.
    Pattern lambda = Pattern.compile("->\\s*\\w+\\.invokeExact\\(");
    for (Path source : sources()) {
      String text = Files.readString(source);
      long limit = FACADES.contains(source.getFileName().toString()) ? 1_000 : 500;
      assertThat(text.lines().count()).as(source + " in lines").isLessThanOrEqualTo(limit);
      assertThat(banned.matcher(text).find()).as(source + " is finished and silent").isFalse();
      assertThat(lambda.matcher(text).find()).as(source + " has an exact result").isFalse();
    }
  }

  private static List<Path> sources() throws IOException {
    Path main = Path.of("src/main/java");
    try (Stream<Path> all = Files.walk(main)) {
      List<Path> sources = all.filter(path -> path.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(50);
      return sources;
    }
  }
}
