package org.llsocket.programs;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of core on another kernel, architecture or JDK, for {@code .ci/platforms}, which
 * reads the lines that it prints: {@code @class}, {@code @failed}, {@code @skipped} and {@code
 * @total}, with tabs between the fields.
 */
public final class PlatformProgram implements TestExecutionListener {
  private final Map<String, Integer> skipped = new TreeMap<>(); // by reason
  private final Map<String, Long> started = new HashMap<>(); // nanoseconds, by id of a class
  private int passed;
  private int failed;

  private PlatformProgram() {}

  /**
   * Runs all test classes but those that are left out.
   *
   * @param args the target; the file of what is left out: lines of targets or {@code *}, a class or
   *     {@code Class#method}, and the reason; then the simple names of classes, all for none
   */
  public static void main(String[] args) throws IOException {
    Set<String> leftOut = leftOut(args[0], Path.of(args[1]));
    List<String> only = List.of(args).subList(2, args.length);
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                DiscoverySelectors.selectClasspathRoots(Set.of(Path.of("target/test-classes"))))
            .filters(
                ClassNameFilter.includeClassNamePatterns(".*Test"),
                (PostDiscoveryFilter)
                    test -> FilterResult.includedIf(isChosen(test, leftOut, only)))
            .configurationParameter("junit.jupiter.execution.timeout.default", "300 s")
            .configurationParameter(
                "junit.jupiter.execution.timeout.threaddump.enabled", String.valueOf(true))
            .build();
    long begin = System.nanoTime();
    var listener = new PlatformProgram();
    LauncherFactory.create().execute(request, listener);
    listener.printTotal(System.nanoTime() - begin);
    System.exit(0); // whatever threads the tests have left
  }

  private static Set<String> leftOut(String target, Path file) throws IOException {
    var line =
        Pattern.compile("(?:\\*|(?:\\S+,)?" + Pattern.quote(target) + "(?:,\\S+)?) +(\\S+).*");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line::matcher)
          .filter(match -> match.matches())
          .map(match -> match.group(1))
          .collect(toUnmodifiableSet());
    }
  }

  private static boolean isChosen(TestDescriptor test, Set<String> leftOut, List<String> only) {
    return test.getSource()
        .map(source ->
            switch (source) {
              case MethodSource method -> {
                String name = simple(method.getClassName());
                yield isChosen(name, leftOut, only)
                    && !leftOut.contains(name + "#" + method.getMethodName())
                    && !leftOut.contains("*#" + method.getMethodName());
              }
              case ClassSource type -> isChosen(simple(type.getClassName()), leftOut, only);
              default -> true;
            })
        .orElse(true);
  }

  private static boolean isChosen(String name, Set<String> leftOut, List<String> only) {
    return only.isEmpty() ? !leftOut.contains(name) : only.contains(name);
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  // ---- what happens

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    if (test.getSource().orElse(null) instanceof ClassSource) {
      started.put(test.getUniqueId(), System.nanoTime());
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    skipped.merge(oneLine(reason), 1, Integer::sum);
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String problem = result.getThrowable().map(Throwable::toString).orElse("no reason given");
    switch (result.getStatus()) {
      case ABORTED ->
          skipped.merge(
              oneLine(problem.replaceFirst("^\\S+TestAbortedException: ", "")), 1, Integer::sum);
      case FAILED -> {
        failed++;
        print("failed", name(test), oneLine(problem));
        result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(System.out));
      }
      case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
    }
    Long begin = started.remove(test.getUniqueId());
    if (begin != null) {
      print("class", name(test), seconds(System.nanoTime() - begin));
    }
  }

  private synchronized void printTotal(long nanos) {
    skipped.forEach((reason, count) -> print("skipped", count, reason));
    print(
        "total", passed, failed, skipped.values().stream().mapToInt(n -> n).sum(), seconds(nanos));
  }

  private static String name(TestIdentifier test) {
    return switch (test.getSource().orElse(null)) {
      case MethodSource method -> {
        String name = simple(method.getClassName()) + "#" + method.getMethodName();
        String shown = test.getDisplayName();
        yield shown.startsWith(method.getMethodName()) ? name : name + " " + shown;
      }
      case ClassSource type -> simple(type.getClassName());
      case null, default -> test.getDisplayName();
    };
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }

  private static String seconds(long nanos) {
    return String.valueOf(Duration.ofNanos(nanos).toMillis() / 1000.0);
  }

  /** One write per line: tests print too. */
  private static void print(String kind, Object... fields) {
    var line = new StringBuilder("@").append(kind);
    for (Object field : fields) {
      line.append('\t').append(field);
    }
    System.out.print(line.append('\n'));
    System.out.flush();
  }
}
