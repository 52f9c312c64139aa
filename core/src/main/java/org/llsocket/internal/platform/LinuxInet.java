package org.llsocket.internal.platform;

/** Numbers of {@code <netinet/in.h>}, {@code <netinet/tcp.h>}, {@code <netinet/udp.h>}. */
final class LinuxInet {
  static final String NUMBERS =
      """
      IPPROTO_IP 0
      """;

  private LinuxInet() {}
}
