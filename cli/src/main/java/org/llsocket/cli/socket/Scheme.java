package org.llsocket.cli.socket;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;

/** The word before an address that names the kind of socket: {@code tcp://}, {@code unix:}. */
@SuppressWarnings("ImmutableEnumChecker") // AF and SOCK are records of a number
public enum Scheme {
  /** No word: TCP, unless the command or an option says otherwise. */
  NONE("", null, AF.UNSPEC),
  /** TCP. */
  TCP("tcp", SOCK.STREAM, AF.UNSPEC),
  /** TCP over IPv4. */
  TCP4("tcp4", SOCK.STREAM, AF.INET),
  /** TCP over IPv6. */
  TCP6("tcp6", SOCK.STREAM, AF.INET6),
  /** UDP. */
  UDP("udp", SOCK.DGRAM, AF.UNSPEC),
  /** UDP over IPv4. */
  UDP4("udp4", SOCK.DGRAM, AF.INET),
  /** UDP over IPv6. */
  UDP6("udp6", SOCK.DGRAM, AF.INET6),
  /** TLS over TCP. */
  TLS("tls", SOCK.STREAM, AF.UNSPEC),
  /** A Unix socket of any type; a stream by default. */
  UNIX("unix", null, AF.UNIX),
  /** Unix datagrams. */
  UNIX_DGRAM("unix-dgram", SOCK.DGRAM, AF.UNIX),
  /** Unix sockets with connections that keep the boundaries of messages. */
  UNIX_SEQPACKET("unix-seqpacket", SOCK.SEQPACKET, AF.UNIX),
  /** A stream between a virtual machine and its host. */
  VSOCK("vsock", SOCK.STREAM, AF.VSOCK);

  private final String word;
  private final @Nullable SOCK type;
  private final AF family;

  Scheme(String word, @Nullable SOCK type, AF family) {
    this.word = word;
    this.type = type;
    this.family = family;
  }

  /** The scheme with this name in any case; null if there is none. */
  public static @Nullable Scheme named(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(scheme -> scheme != NONE && scheme.word.equals(lower))
        .findFirst()
        .orElse(null);
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values())
        .filter(scheme -> scheme != NONE)
        .map(scheme -> scheme.word)
        .collect(Collectors.joining(", "));
  }

  /** The type of socket that it names; null if it leaves the type open. */
  public @Nullable SOCK type() {
    return type;
  }

  /** The address family that it names; AF_UNSPEC for both of IP. */
  public AF family() {
    return family;
  }

  /** Whether its addresses are a host and a port. */
  public boolean isIp() {
    return !family.equals(AF.UNIX) && !family.equals(AF.VSOCK);
  }
}
