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
      msghdr 56: msg_name 0 8, msg_namelen 8 4, msg_iov 16 8, msg_iovlen 24 8, msg_control 32 8, msg_controllen 40 8, msg_flags 48 4
      mmsghdr 64: msg_hdr 0 56, msg_len 56 4
      cmsghdr 16: cmsg_len 0 8, cmsg_level 8 4, cmsg_type 12 4
      in_pktinfo 12: ipi_ifindex 0 4, ipi_spec_dst 4 4, ipi_addr 8 4
      sock_extended_err 16: ee_errno 0 4, ee_origin 4 1, ee_type 5 1, ee_code 6 1, ee_info 8 4, ee_data 12 4
      scm_timestamping 48: ts 0 48
      scm_ts_pktinfo 16: if_index 0 4, pkt_length 4 4
      timespec 16: tv_sec 0 8, tv_nsec 8 8
      iovec 16: iov_base 0 8, iov_len 8 8
      epoll_event 16: events 0 4, data 8 8
      pollfd 8: fd 0 4, events 4 2, revents 6 2
      addrinfo 48: ai_flags 0 4, ai_family 4 4, ai_socktype 8 4, ai_protocol 12 4, ai_addrlen 16 4, ai_addr 24 8, ai_canonname 32 8, ai_next 40 8
      ifreq 40: ifr_name 0 16, ifr_flags 16 2, ifr_mtu 16 4, ifr_addr 16 16, ifr_hwaddr 16 16, ifr_qlen 16 4, ifr_newname 16 16, ifr_data 16 8
      nlmsghdr 16: nlmsg_len 0 4, nlmsg_type 4 2, nlmsg_flags 6 2, nlmsg_seq 8 4, nlmsg_pid 12 4
      nlmsgerr 20: error 0 4
      ifinfomsg 16: ifi_family 0 1, ifi_type 2 2, ifi_index 4 4, ifi_flags 8 4, ifi_change 12 4
      ifaddrmsg 8: ifa_family 0 1, ifa_prefixlen 1 1, ifa_flags 2 1, ifa_scope 3 1, ifa_index 4 4
      rtattr 4: rta_len 0 2, rta_type 2 2
      sigaction 152: sa_handler 0 8, sa_mask 8 128, sa_flags 136 4
      """;

  private LinuxStructs() {}
}
