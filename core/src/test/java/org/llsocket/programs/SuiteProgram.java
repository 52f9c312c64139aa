package org.llsocket.programs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs test classes in a JVM that something else has a hand on, without the tests that count what
 * the JIT's second compiler allocates: this JVM has none.
 */
public final class SuiteProgram {
  private SuiteProgram() {}

  /** The arguments are the names of the classes. */
  public static void main(String[] args) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(args).map(DiscoverySelectors::selectClass).toList())
            .filters((PostDiscoveryFilter) SuiteProgram::isFitForThis)
            .build();
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    var summary = listener.getSummary();
    var failures = new StringWriter();
    summary.printFailuresTo(new PrintWriter(failures), 30);
    System.out.print(failures);
    System.out.println(
        summary.getTestsSucceededCount()
            + " passed, "
            + summary.getTotalFailureCount()
            + " failed");
    System.exit(0); // whatever threads the tests have left
  }

  private static FilterResult isFitForThis(TestDescriptor test) {
    return FilterResult.includedIf(!test.getDisplayName().contains("allocatesNothing"));
  }
}
