package org.llsocket.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.nio.SocketSettings;

/**
 * What follows {@code -javaagent:llsocket-agent.jar=}: settings and words, with commas between
 * them.
 *
 * @param words those of {@link #WORDS} that were given
 * @param settings the rest
 */
record AgentArguments(Set<String> words, SocketSettings settings) {
  /** Prints how to use the agent, and ends. */
  static final String HELP = "help";

  /** Prints no line at the start. */
  static final String QUIET = "quiet";

  /** Leaves the channels of java.nio to the JDK. */
  static final String NO_NIO = "no-nio";

  /** Leaves the sockets of java.net to the JDK. */
  static final String NO_NET = "no-net";

  private static final Set<String> WORDS = Set.of(HELP, QUIET, NO_NIO, NO_NET);

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is neither a word of the agent nor a setting
   */
  static AgentArguments parse(@Nullable String text) {
    Set<String> words = new HashSet<>();
    List<String> settings = new ArrayList<>();
    for (String each : text == null ? new String[0] : text.split(",", -1)) {
      String item = each.strip();
      if (WORDS.contains(item)) {
        words.add(item);
      } else {
        settings.add(item);
      }
    }
    return new AgentArguments(words, SocketSettings.parse(String.join(",", settings)));
  }

  boolean has(String word) {
    return words.contains(word);
  }
}
