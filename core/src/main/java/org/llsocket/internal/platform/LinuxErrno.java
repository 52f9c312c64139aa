package org.llsocket.internal.platform;

/** Numbers of {@code <errno.h>}. */
final class LinuxErrno {
  static final String NUMBERS =
      """
      EINTR 4
      EAGAIN 11
      EINPROGRESS 115
      """;

  private LinuxErrno() {}
}
