package org.llsocket.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TablesTest {
  private static Tables tables(String differentNumbers, String differentLayouts) {
    return new Tables(
        "Test",
        "EPERM 1\nEOTHER 1\nESECOND 2\n",
        List.of("AF_A 3\nAF_B 4\n"),
        List.of("XDP_A 0x10\nXDP_B 6\n"),
        List.of("one 8: a 0 4, b 4 4\ntwo 4: c 0 4\n"),
        differentNumbers,
        differentLayouts);
  }

  @Test
  void number_differencesInEachTable_replaceTheShared() {
    Tables tables = tables("EOTHER 5\nAF_B 7\nXDP_A 8\n", "");
    assertThat(tables.number("EOTHER")).isEqualTo(5);
    assertThat(tables.errnoName(5)).isEqualTo("EOTHER");
    assertThat(tables.errnoName(1)).isEqualTo("EPERM");
    assertThat(tables.number("AF_A")).isEqualTo(3);
    assertThat(tables.number("AF_B")).isEqualTo(7);
    assertThat(tables.nameOf("AF_", 4)).isEqualTo("AF_4");
    assertThat(tables.number("XDP_A")).isEqualTo(8);
    assertThat(tables.number("XDP_B")).isEqualTo(6);
    assertThat(tables.flagNames("XDP_", 8 | 16)).isEqualTo("XDP_A|0x10");
    assertThat(tables.names())
        .containsExactly("EPERM", "EOTHER", "ESECOND", "AF_A", "AF_B", "XDP_A", "XDP_B");
  }

  @Test
  void struct_differentLayout_replacesTheShared() {
    Tables tables = tables("", "one 16: a 0 4, b 8 8\n");
    assertThat(tables.struct("one").size()).isEqualTo(16);
    assertThat(tables.struct("one").field("b")).isEqualTo(new Struct.Field(8, 8));
    assertThat(tables.struct("two").size()).isEqualTo(4);
  }

  @Test
  void new_nameStandsTwice_isRefused() {
    List<String> two = List.of("AF_A 1\n", "AF_A 2\n");
    assertThatThrownBy(() -> new Tables("Test", "", two, List.of(), List.of(), "", ""))
        .hasMessage("AF_A stands twice in the tables of Test");
    assertThatThrownBy(() ->
            new Tables(
                "Test", "", List.of(), List.of(), List.of("a 4: b 0 4\na 4: b 0 4\n"), "", ""))
        .hasMessage("struct a stands twice in the tables of Test");
    assertThatThrownBy(() -> tables("AF_A 1\nAF_A 2\n", ""))
        .hasMessage("AF_A stands twice in the tables of Test");
    Tables further =
        new Tables("Test", "", List.of("AF_A 1\n"), List.of("AF_A 2\n"), List.of(), "", "");
    assertThatThrownBy(further::names).hasMessage("[AF_A] stand twice in the tables of Test");
  }

  @Test
  void names_differenceOfNoTable_isRefused() {
    Tables tables = tables("AF_C 9\n", "");
    assertThatThrownBy(tables::names).hasMessage("[AF_C] stand in no table that Test differs from");
    assertThatThrownBy(() -> tables("", "three 4: d 0 4\n"))
        .hasMessage("struct three has not the same fields in the tables that Test differs from");
    assertThatThrownBy(() -> tables("", "one 8: a 0 8\n"))
        .hasMessage("struct one has not the same fields in the tables that Test differs from");
  }

  @Test
  void number_unknownName_isRefused() {
    assertThatThrownBy(() -> tables("", "").number("AF_C"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AF_C has no number on Test");
    assertThatThrownBy(() -> tables("", "").struct("three"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("struct three has no layout on Test");
  }

  @ParameterizedTest
  @EnumSource
  void differences_ofEachArchitecture_differFromTheGenericTables(LinuxArchitecture architecture) {
    Tables generic = Linux.tables(null);
    Tables own = Linux.tables(architecture);
    assertThat(own.names()).isEqualTo(generic.names());
    var words = new StringTokenizer(architecture.numbers);
    while (words.hasMoreTokens()) {
      String name = words.nextToken();
      assertThat(own.number(name)).as(name).isEqualTo(Long.decode(words.nextToken()).intValue());
      assertThat(own.number(name)).as(name).isNotEqualTo(generic.number(name));
    }
    for (String line : architecture.layouts.lines().toList()) {
      String tag = line.split(" ", 2)[0];
      assertThat(own.struct(tag)).isNotEqualTo(generic.struct(tag));
    }
  }

  @Test
  void of_osArch_isTheArchitecture() {
    Map<String, LinuxArchitecture> names =
        Map.of(
            "amd64", LinuxArchitecture.AMD64,
            "aarch64", LinuxArchitecture.AARCH64,
            "riscv64", LinuxArchitecture.RISCV64,
            "s390x", LinuxArchitecture.S390X,
            "ppc64le", LinuxArchitecture.PPC64LE);
    names.forEach((name, expected) -> assertThat(LinuxArchitecture.of(name)).isEqualTo(expected));
    assertThat(LinuxArchitecture.of("ppc64")).isNull();
    assertThat(LinuxArchitecture.of("i386")).isNull();
  }
}
