package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.Option;

/**
 * Where each constant of CPython's {@code socket} on Linux is here, by {@code python_socket.tsv}:
 * the names of {@code socketmodule.c} with the headers of glibc, the kernel and BlueZ. Each line is
 * a name and a constant or an option, or a name, {@code -} and the reason why there is none.
 */
class PythonNamesTest {
  private static final List<String> PACKAGES =
      List.of("org.llsocket.", "org.llsocket.option.", "org.llsocket.message.");

  private static List<String> lines() {
    try (InputStream table = PythonNamesTest.class.getResourceAsStream("/python_socket.tsv")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String[]> rows() {
    return lines().stream().map(line -> line.split("\t", -1));
  }

  private static Stream<String> present() {
    return lines().stream().filter(line -> !line.contains("\t-\t"));
  }

  private static Stream<String> absent() {
    return lines().stream().filter(line -> line.contains("\t-\t"));
  }

  private static Optional<Class<?>> owner(String simpleName) {
    for (String each : PACKAGES) {
      try {
        return Optional.of(Class.forName(each + simpleName));
      } catch (ClassNotFoundException _) { // in the next one
      }
    }
    return Optional.empty();
  }

  private static Optional<Field> constant(String place) {
    String[] words = place.split("\\.", -1);
    return owner(words[0])
        .flatMap(owner ->
            Arrays.stream(owner.getFields())
                .filter(field -> field.getName().equals(words[1]))
                .findAny());
  }

  @Test
  void table_names_areAllAndSorted() {
    assertThat(lines()).hasSize(458).isSorted().doesNotHaveDuplicates();
    assertThat(rows().map(row -> row[0])).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("present")
  void present_name_hasItsNumber(String line) throws IllegalAccessException {
    String[] row = line.split("\t", -1);
    Field field = constant(row[1]).orElseThrow(() -> new AssertionError("no " + row[1]));
    String name = row[0].replaceFirst("^PF_", "AF_").replaceFirst("^CAN_BCM_", "");
    switch (Objects.requireNonNull(field.get(null))) {
      case Integer number -> assertThat(number).isEqualTo(Platform.number(name));
      case AF family -> assertThat(family.number()).isEqualTo(Platform.number(name));
      case SOCK type -> assertThat(type.number()).isEqualTo(Platform.number(name));
      case IPPROTO protocol -> assertThat(protocol.number()).isEqualTo(Platform.number(name));
      case SHUT how -> assertThat(how.number()).isEqualTo(Platform.number(name));
      case Option<?> option ->
          assertThat(Platform.number(option.cName())).isEqualTo(Platform.number(name));
      case String address -> assertThat(address).matches("((00|FF):){5}(00|FF)");
      case Object other -> fail(line + " is " + other);
    }
  }

  @ParameterizedTest
  @MethodSource("absent")
  void absent_name_hasAReasonAndNoConstant(String line) {
    String[] row = line.split("\t", -1);
    assertThat(row).hasSize(3);
    assertThat(row[2]).isNotBlank();
    assertThat(constant(row[0].replaceFirst("_", "."))).isEmpty();
  }
}
