package org.llsocket.nio;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a user may have meant by a name that does not exist.
 *
 * <pre>{@code
 * throw new IllegalArgumentException(
 *     "unknown color \"" + text + '"' + NearestNames.hint(text, List.of("red", "green")));
 * }</pre>
 */
public final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /** A name and how far it is from what was written. */
  private record Near(String name, int distance) {}

  /**
   * {@code ; did you mean A or B?}, or nothing if no known name is near.
   *
   * @param written what the user wrote, in any case
   * @param known the names that exist
   */
  public static String hint(String written, Collection<String> known) {
    List<String> near = of(written, known);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** At most three names, the nearest first; one alone that differs only in the case. */
  static List<String> of(String written, Collection<String> known) {
    String upper = written.toUpperCase(Locale.ROOT);
    boolean exists = known.stream().anyMatch(upper::equalsIgnoreCase);
    int limit = exists ? 0 : Math.max(2, upper.length() / 4);
    return known.stream()
        .map(name -> new Near(name, distance(upper, name.toUpperCase(Locale.ROOT))))
        .filter(near -> near.distance <= limit)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  /** Letters to insert, delete or replace; a name without its prefix is next to the name. */
  private static int distance(String written, String name) {
    if (written.length() > 2 && (name.endsWith("_" + written) || name.startsWith(written + "_"))) {
      return 1;
    }
    int[] above = new int[name.length() + 1];
    for (int j = 0; j <= name.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= written.length(); i++) {
      int[] row = new int[name.length() + 1];
      row[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int replaced = above[j - 1] + (written.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[name.length()];
  }
}
