package org.llsocket.cli.relay;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llsocket.SOCK;
import org.llsocket.cli.socket.AddressArgument;
import org.llsocket.cli.socket.Scheme;

/** One of the two addresses of a relay. */
sealed interface RelayAddress {
  /** Standard input and output. */
  record Stdio() implements RelayAddress {
    @Override
    public String toString() {
      return "stdio";
    }
  }

  /** A file: read if it is the first address, written if it is the second. */
  record OfFile(Path path) implements RelayAddress {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A shell command, run for each conversation. */
  record OfProgram(String command) implements RelayAddress {
    @Override
    public String toString() {
      return "exec:" + command;
    }
  }

  /** A socket. */
  record OfSocket(AddressArgument address, boolean listens) implements RelayAddress {
    SOCK type() {
      @Nullable SOCK type = address.scheme().type();
      return type == null ? SOCK.STREAM : type;
    }

    boolean isDatagram() {
      return type().equals(SOCK.DGRAM);
    }

    boolean isStream() {
      return type().equals(SOCK.STREAM);
    }

    @Override
    public String toString() {
      return address.text();
    }
  }

  /** The forms, for the help. */
  String FORMS =
      "[listen:|connect:][KIND:]ADDR, where KIND is tcp (the default), tls, udp, unix, unix-dgram, "
          + "unix-seqpacket or vsock; or - for standard input and output, file:PATH, exec:COMMAND";

  /** Words of socat, and what they are here. */
  Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("openssl", "tls"),
          Map.entry("ssl", "tls"),
          Map.entry("abstract", "unix:@"),
          Map.entry("unix-stream", "unix"),
          Map.entry("unix-recvfrom", "unix-dgram"),
          Map.entry("unix-recv", "unix-dgram"),
          Map.entry("unix-sendto", "unix-dgram"));

  Set<String> FILES = Set.of("file", "open", "create", "gopen");
  Set<String> PROGRAMS = Set.of("exec", "system", "shell");

  /** Options of socat that are the default here. */
  Set<String> IMPLIED = Set.of("fork", "reuseaddr", "unlink-close", "unlink-early");

  /** Options of socat, and what does the same here. */
  Map<String, String> OPTIONS =
      Map.of(
          "verify", "--insecure",
          "cert", "--cert",
          "certificate", "--cert",
          "key", "--key",
          "cafile", "--ca",
          "max-children", "--max-clients",
          "pf", "-4 or -6");

  Pattern ROLE = Pattern.compile("(?i)(listen|connect):(.*)");
  Pattern SOCAT_ROLE =
      Pattern.compile(
          "(?i)([a-z0-9]+(?:-dgram|-seqpacket|-stream)?)"
              + "-(listen|l|recvfrom|recv|connect|client|sendto):(.*)");

  /**
   * Reads an address.
   *
   * @param listens whether a socket listens if the text does not specify it
   * @throws IllegalArgumentException if it is malformed
   */
  static RelayAddress parse(String text, boolean listens) {
    if (text.equals("-") || text.equalsIgnoreCase("stdio")) {
      return new Stdio();
    }
    Matcher role = ROLE.matcher(text);
    if (role.matches()) {
      return socket(role.group(2), role.group(1).equalsIgnoreCase("listen"));
    }
    Matcher socat = SOCAT_ROLE.matcher(text);
    if (socat.matches()) {
      String kind = socat.group(1).toLowerCase(Locale.ROOT);
      String does = socat.group(2).toLowerCase(Locale.ROOT);
      String word = ALIASES.containsKey(kind + "-" + does) ? kind + "-" + does : kind;
      return socket(
          word + ":" + socat.group(3), Set.of("listen", "l", "recvfrom", "recv").contains(does));
    }
    int colon = text.indexOf(':');
    String word = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    if (FILES.contains(word)) {
      requireOperand(text, rest, "file:PATH");
      return new OfFile(Path.of(rest));
    }
    if (PROGRAMS.contains(word)) {
      requireOperand(text, rest, "exec:COMMAND");
      return new OfProgram(rest);
    }
    boolean ofSocat = text.matches("[A-Z][A-Z0-9-]+:.*"); // TCP:host:port connects
    return socket(text, listens && !ofSocat);
  }

  private static void requireOperand(String text, String operand, String form) {
    if (operand.isBlank()) {
      throw new IllegalArgumentException("\"" + text + "\" is incomplete; expected: " + form);
    }
  }

  private static OfSocket socket(String text, boolean listens) {
    int colon = text.indexOf(':');
    String word = text.substring(0, Math.max(colon, 0));
    String rest = text.substring(colon + 1);
    @Nullable String alias = ALIASES.get(word.toLowerCase(Locale.ROOT));
    if (alias != null) {
      return socket(alias + (alias.endsWith("@") ? "" : ":") + rest, listens);
    }
    // socat writes its kinds in capitals
    if (word.matches("[A-Z][A-Z0-9]*(-[A-Z]+)*") && Scheme.named(word) == null) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is not a kind of address; expected: " + FORMS);
    }
    AddressArgument address = AddressArgument.parse(withoutOptions(text));
    return new OfSocket(address, listens);
  }

  /** The address without the options of socat that are the default here. */
  private static String withoutOptions(String text) {
    String address = text.replaceFirst("(?i)(,(" + String.join("|", IMPLIED) + "))+$", "");
    int comma = address.indexOf(',');
    if (comma < 0 || address.contains("/") || address.contains("@")) {
      return address; // paths and names may have commas
    }
    String option =
        Arrays.stream(address.substring(comma + 1).split(",", -1))
            .map(each -> each.replaceFirst("=.*", "").toLowerCase(Locale.ROOT))
            .filter(each -> !IMPLIED.contains(each))
            .findFirst()
            .orElseThrow();
    @Nullable String same = OPTIONS.get(option);
    throw new IllegalArgumentException(
        "\""
            + text
            + "\": options are not part of an address; "
            + (same == null
                ? "-o NAME=VALUE sets a socket option, such as -o SO_KEEPALIVE=true"
                : "instead of " + option + " use " + same));
  }
}
