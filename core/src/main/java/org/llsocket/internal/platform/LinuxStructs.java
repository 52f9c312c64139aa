package org.llsocket.internal.platform;

/** Struct layouts of Linux, 64-bit: {@code tag size: field offset size, …}. */
final class LinuxStructs {
  static final String LAYOUTS =
      """
      sockaddr 16: sa_family 0 2, sa_data 2 14
      sockaddr_in 16: sin_family 0 2, sin_port 2 2, sin_addr 4 4
      sockaddr_in6 28: sin6_family 0 2, sin6_port 2 2, sin6_flowinfo 4 4, sin6_addr 8 16, sin6_scope_id 24 4
      sockaddr_un 110: sun_family 0 2, sun_path 2 108
      sockaddr_storage 128: ss_family 0 2
      iovec 16: iov_base 0 8, iov_len 8 8
      pollfd 8: fd 0 4, events 4 2, revents 6 2
      sigaction 152: sa_handler 0 8, sa_mask 8 128, sa_flags 136 4
      """;

  private LinuxStructs() {}
}
