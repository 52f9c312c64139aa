package org.llsocket.internal.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llsocket.testing.Cc;

/**
 * One C file that includes some headers: the constants and structs that they define. Headers of the
 * C library and of the kernel define the same things and cannot all stand in one file.
 */
final class CUnit {
  private static final Pattern MACRO = Pattern.compile("(?m)^#define (\\w+) ");
  private static final Pattern ENUM = Pattern.compile("\\benum\\s*\\w*\\s*\\{([^}]*)\\}");
  private static final Pattern STRUCT = Pattern.compile("\\bstruct\\s+(\\w+)\\s*\\{");
  private static final Pattern WORD = Pattern.compile("\\w+");

  private final Cc cc;
  private final String head;
  private final Set<String> constants = new TreeSet<>();
  private final Map<String, Set<String>> structs = new HashMap<>();

  /**
   * Reads headers; one that this machine lacks is left out.
   *
   * @param headers their names, with blanks between them
   */
  CUnit(Cc cc, String headers) {
    this.cc = cc;
    StringBuilder text = new StringBuilder("#define _GNU_SOURCE\n");
    for (String header : headers.strip().split("\\s+", -1)) {
      text.append("#if __has_include(<%1$s>)\n#include <%1$s>\n#endif\n".formatted(header));
    }
    head = text.toString();
    MACRO.matcher(cc.macros(head)).results().forEach(found -> constants.add(found.group(1)));
    Set<String> macros = Set.copyOf(constants);
    String code = cc.preprocess(head);
    ENUM.matcher(code).results().forEach(found -> addEnumerators(found.group(1)));
    Matcher struct = STRUCT.matcher(code);
    while (struct.find()) {
      Set<String> words = new TreeSet<>(macros);
      WORD.matcher(body(code, struct.end())).results().forEach(word -> words.add(word.group()));
      structs.put(struct.group(1), words);
    }
  }

  private void addEnumerators(String body) {
    for (String enumerator : body.split(",", -1)) {
      Matcher name = WORD.matcher(enumerator);
      if (name.find()) {
        constants.add(name.group());
      }
    }
  }

  /** The text up to the brace that closes the one before {@code start}. */
  private static String body(String code, int start) {
    int depth = 1;
    int end = start;
    while (depth > 0) {
      char c = code.charAt(end++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return code.substring(start, end - 1);
  }

  /** Every macro without parameters and every enumerator. */
  Set<String> constants() {
    return constants;
  }

  /** The values of those of {@code names} that these headers define. */
  Map<String, Integer> values(Collection<String> names) {
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      if (constants.contains(name)) {
        lines.add("  printf(\"%1$s %%lld\\n\", (long long)(%1$s));\n".formatted(name));
      }
    }
    Map<String, Integer> values = new LinkedHashMap<>();
    for (String line : print(lines)) {
      String[] words = line.split(" ", -1);
      values.put(words[0], (int) Long.parseLong(words[1]));
    }
    return values;
  }

  /**
   * {@code sizeof} and {@code offsetof} of those of {@code wanted} that these headers define, with
   * those of their fields that these headers define.
   */
  Map<String, Struct> layouts(Collection<Struct> wanted) {
    List<String> lines = new ArrayList<>();
    for (Struct struct : wanted) {
      Set<String> words = structs.get(struct.name());
      if (words == null) {
        continue;
      }
      lines.add("  printf(\"%1$s %%zu\\n\", sizeof(struct %1$s));\n".formatted(struct.name()));
      for (String field : struct.fields().keySet()) {
        if (words.contains(field)) {
          lines.add(
              ("  printf(\"%1$s %2$s %%zu %%zu\\n\", offsetof(struct %1$s, %2$s),"
                      + " sizeof(((struct %1$s *) 0)->%2$s));\n")
                  .formatted(struct.name(), field));
        }
      }
    }
    Map<String, Struct> layouts = new LinkedHashMap<>();
    Map<String, Struct.Field> fields = new LinkedHashMap<>();
    for (String line : print(lines)) {
      String[] words = line.split(" ", -1);
      int number = Integer.parseInt(words[words.length - 1]);
      if (words.length == 2) {
        fields = new LinkedHashMap<>();
        layouts.put(words[0], new Struct(words[0], number, fields));
      } else {
        fields.put(words[1], new Struct.Field(Integer.parseInt(words[2]), number));
      }
    }
    return layouts;
  }

  private List<String> print(List<String> statements) {
    if (statements.isEmpty()) {
      return List.of();
    }
    return cc.run(
            head
                + "#include <stddef.h>\n#include <stdio.h>\nint main(void) {\n"
                + String.join("", statements)
                + "  return 0;\n}\n")
        .lines()
        .toList();
  }
}
