package org.llsocket.internal.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
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
  private final Set<String> macros;
  private final Map<String, Set<String>> structs = new HashMap<>(); // the words of each

  /**
   * Reads headers; one that this machine lacks is left out.
   *
   * @param headers their names, with blanks between them
   */
  CUnit(Cc cc, String headers) {
    this.cc = cc;
    StringBuilder text = new StringBuilder("#define _GNU_SOURCE\n#include <stddef.h>\n");
    for (String header : headers.strip().split("\\s+", -1)) {
      text.append("#if __has_include(<%1$s>)\n#include <%1$s>\n#endif\n".formatted(header));
    }
    head = text.toString();
    MACRO.matcher(cc.macros(head)).results().forEach(found -> constants.add(found.group(1)));
    macros = Set.copyOf(constants);
    String code = cc.preprocess(head);
    ENUM.matcher(code).results().forEach(found -> addEnumerators(found.group(1)));
    Matcher struct = STRUCT.matcher(code);
    while (struct.find()) {
      Set<String> words = new HashSet<>();
      WORD.matcher(body(code, struct.end())).results().forEach(word -> words.add(word.group()));
      structs.put(struct.group(1), words);
    }
  }

  /** Whether a struct of these words has a field, which may be a macro. */
  private boolean isDefined(Set<String> words, String field) {
    return words.contains(field) || macros.contains(field);
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

  /** The values of those of {@code names} that these headers define as constants. */
  Map<String, Integer> values(Collection<String> names) {
    List<String> defined = names.stream().filter(constants::contains).toList();
    List<String> expressions = new ArrayList<>();
    for (String name : defined) {
      expressions.add(name);
      expressions.add("__builtin_constant_p(%s)".formatted(name));
    }
    long[] results = cc.values(head, expressions);
    Map<String, Integer> values = new LinkedHashMap<>();
    for (int i = 0; i < defined.size(); i++) {
      if (results[2 * i + 1] != 0) {
        values.put(defined.get(i), (int) results[2 * i]);
      }
    }
    return values;
  }

  /**
   * {@code sizeof} and {@code offsetof} of those of {@code wanted} that these headers define, with
   * those of their fields that these headers define.
   */
  Map<String, Struct> layouts(Collection<Struct> wanted) {
    List<String> expressions = new ArrayList<>();
    Map<String, List<String>> defined = new LinkedHashMap<>();
    for (Struct struct : wanted) {
      Set<String> words = structs.get(struct.name());
      if (words == null) {
        continue;
      }
      List<String> fields =
          struct.fields().keySet().stream()
              .filter(field -> isDefined(words, field.split("\\.", 2)[0])) // of a union: its name
              .toList();
      defined.put(struct.name(), fields);
      expressions.add("sizeof(struct %s)".formatted(struct.name()));
      for (String field : fields) {
        expressions.add("__builtin_offsetof(struct %s, %s)".formatted(struct.name(), field));
        expressions.add("sizeof(((struct %s *) 0)->%s)".formatted(struct.name(), field));
      }
    }
    PrimitiveIterator.OfLong results = Arrays.stream(cc.values(head, expressions)).iterator();
    Map<String, Struct> layouts = new LinkedHashMap<>();
    defined.forEach((tag, names) -> {
      int size = (int) results.nextLong();
      Map<String, Struct.Field> fields = new LinkedHashMap<>();
      for (String name : names) {
        int offset = (int) results.nextLong();
        fields.put(name, new Struct.Field(offset, (int) results.nextLong()));
      }
      layouts.put(tag, new Struct(tag, size, fields));
    });
    return layouts;
  }
}
