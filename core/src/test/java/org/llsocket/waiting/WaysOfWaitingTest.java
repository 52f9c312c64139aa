package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.Socket;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;
import org.llsocket.waiting.WaysOfWaiting.Way;

/** The table says how each public method waits; a virtual thread that waits keeps no carrier. */
class WaysOfWaitingTest {
  /** The lookups, which take a name server: {@code NameServerTest} has them wait. */
  private static final Set<String> LOOKUPS =
      Set.of(
          "AddrInfo.getaddrinfo(String,String)",
          "AddrInfo.getaddrinfo(String,String,AddrInfo.Hints)",
          "AddrInfo.nameinfo(int)",
          "NameInfo.getnameinfo(SockAddrView,int)");

  /** Methods that have no row if this user may not open packet sockets. */
  private static final Set<String> CAPTURES =
      Set.of("capture.PacketRing.next()", "capture.PacketRing.next(Duration)");

  @TempDir Path directory;

  private static List<Class<?>> publicClasses() throws ClassNotFoundException {
    List<Class<?>> all = new ArrayList<>();
    for (var each :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.llsocket")) {
      Class<?> type = Class.forName(each.getName(), false, Socket.class.getClassLoader());
      if (WaysOfWaiting.isPublic(type) && !type.getName().contains(".internal.")) {
        all.add(type);
      }
    }
    assertThat(all).hasSizeGreaterThan(50);
    return all;
  }

  @Test
  void table_namesEveryPublicMethodAndNothingElse() throws ClassNotFoundException {
    Map<String, Way> table = WaysOfWaiting.table();
    Set<String> known = new TreeSet<>();
    for (Class<?> type : publicClasses()) {
      String asAWhole = "class " + WaysOfWaiting.name(type);
      if (table.containsKey(asAWhole)) {
        known.add(asAWhole);
      } else {
        known.addAll(WaysOfWaiting.methods(type));
      }
    }
    assertThat(table.keySet()).containsExactlyElementsOf(known);
  }

  @Test
  void rows_areOfAllMethodsThatWait() {
    Set<String> methods = new TreeSet<>(LOOKUPS);
    if (!Capability.NET_RAW.present()) {
      methods.addAll(CAPTURES);
    }
    for (WaysRow row : WaysRow.all()) {
      methods.add(WaysOfWaiting.method(row.name()));
    }
    assertThat(methods).containsExactlyElementsOf(WaysOfWaiting.waiting());
  }

  /** A row that is the method alone waits as the table says; a special one may do so otherwise. */
  @Test
  void virtualThreads_inEveryMethodThatWaits_leaveTheOnlyCarrier() {
    List<WaysRow> rows = WaysRow.all();
    StringBuilder output = new StringBuilder();
    int from = 0;
    while (from < rows.size()) {
      output.append(output(from));
      int seen = (int) output.toString().lines().filter(line -> line.contains(".")).count();
      assertThat(seen).as(output.toString()).isGreaterThan(from);
      from = seen;
    }
    assertThat(WaysOfWaiting.lines(output.toString(), "HOLDS")).as("hold the carrier").isEmpty();
    Map<String, Way> seen = new TreeMap<>();
    for (Way way : List.of(Way.PARKS, Way.PLATFORM)) {
      for (String row : WaysOfWaiting.lines(output.toString(), way.name())) {
        if (row.equals(WaysOfWaiting.method(row))) {
          seen.put(row, way);
        }
      }
    }
    assertThat(WaysOfWaiting.table()).containsAllEntriesOf(seen);
    assertThat(seen).hasSizeGreaterThan(50);
  }

  private String output(int from) {
    ChildJvm program = ChildJvm.of(WaysProgram.class).onOneCarrier();
    return program.arguments(directory.toString(), String.valueOf(from)).output();
  }
}
