package org.llsocket.internal.platform;

/** Numbers of {@code <netdb.h>}. */
final class LinuxLookup {
  static final String NUMBERS =
      """
      AI_PASSIVE 0x1
      AI_CANONNAME 0x2
      AI_NUMERICHOST 0x4
      AI_V4MAPPED 0x8
      AI_ALL 0x10
      AI_ADDRCONFIG 0x20
      AI_IDN 0x40
      AI_CANONIDN 0x80
      AI_NUMERICSERV 0x400

      NI_NUMERICHOST 0x1
      NI_NUMERICSERV 0x2
      NI_NOFQDN 0x4
      NI_NAMEREQD 0x8
      NI_DGRAM 0x10
      NI_IDN 0x20
      NI_MAXHOST 1025
      NI_MAXSERV 32

      EAI_BADFLAGS -1
      EAI_NONAME -2
      EAI_AGAIN -3
      EAI_FAIL -4
      EAI_NODATA -5
      EAI_FAMILY -6
      EAI_SOCKTYPE -7
      EAI_SERVICE -8
      EAI_ADDRFAMILY -9
      EAI_MEMORY -10
      EAI_SYSTEM -11
      EAI_OVERFLOW -12
      EAI_INPROGRESS -100
      EAI_CANCELED -101
      EAI_NOTCANCELED -102
      EAI_ALLDONE -103
      EAI_INTR -104
      EAI_IDN_ENCODE -105
      """;

  private LinuxLookup() {}
}
