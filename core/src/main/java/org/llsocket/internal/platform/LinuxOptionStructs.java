package org.llsocket.internal.platform;

/** Struct layouts of socket options on Linux, 64-bit: {@code tag size: field offset size, …}. */
final class LinuxOptionStructs {
  static final String LAYOUTS =
      """
      linger 8: l_onoff 0 4, l_linger 4 4
      timeval 16: tv_sec 0 8, tv_usec 8 8
      ucred 12: pid 0 4, uid 4 4, gid 8 4
      sock_txtime 8: clockid 0 4, flags 4 4
      sock_filter 8: code 0 2, jt 2 1, jf 3 1, k 4 4
      sock_fprog 16: len 0 2, filter 8 8
      ip_mreqn 12: imr_multiaddr 0 4, imr_address 4 4, imr_ifindex 8 4
      ip_mreq_source 12: imr_multiaddr 0 4, imr_interface 4 4, imr_sourceaddr 8 4
      ip_msfilter 20: imsf_multiaddr 0 4, imsf_interface 4 4, imsf_fmode 8 4, imsf_numsrc 12 4, imsf_slist 16 4
      ipv6_mreq 20: ipv6mr_multiaddr 0 16, ipv6mr_interface 16 4
      group_req 136: gr_interface 0 4, gr_group 8 128
      group_source_req 264: gsr_interface 0 4, gsr_group 8 128, gsr_source 136 128
      group_filter 272: gf_interface 0 4, gf_group 8 128, gf_fmode 136 4, gf_numsrc 140 4, gf_slist 144 128
      in6_pktinfo 20: ipi6_addr 0 16, ipi6_ifindex 16 4
      ip6_mtuinfo 32: ip6m_addr 0 28, ip6m_mtu 28 4
      tcp_md5sig 216: tcpm_addr 0 128, tcpm_flags 128 1, tcpm_prefixlen 129 1, tcpm_keylen 130 2, tcpm_ifindex 132 4, tcpm_key 136 80
      tcp_info 280: tcpi_state 0 1, tcpi_ca_state 1 1, tcpi_retransmits 2 1, tcpi_probes 3 1, tcpi_backoff 4 1, tcpi_options 5 1, tcpi_rto 8 4, tcpi_ato 12 4, tcpi_snd_mss 16 4, tcpi_rcv_mss 20 4, tcpi_unacked 24 4, tcpi_sacked 28 4, tcpi_lost 32 4, tcpi_retrans 36 4, tcpi_fackets 40 4, tcpi_last_data_sent 44 4, tcpi_last_ack_sent 48 4, tcpi_last_data_recv 52 4, tcpi_last_ack_recv 56 4, tcpi_pmtu 60 4, tcpi_rcv_ssthresh 64 4, tcpi_rtt 68 4, tcpi_rttvar 72 4, tcpi_snd_ssthresh 76 4, tcpi_snd_cwnd 80 4, tcpi_advmss 84 4, tcpi_reordering 88 4, tcpi_rcv_rtt 92 4, tcpi_rcv_space 96 4, tcpi_total_retrans 100 4, tcpi_pacing_rate 104 8, tcpi_max_pacing_rate 112 8, tcpi_bytes_acked 120 8, tcpi_bytes_received 128 8, tcpi_segs_out 136 4, tcpi_segs_in 140 4, tcpi_notsent_bytes 144 4, tcpi_min_rtt 148 4, tcpi_data_segs_in 152 4, tcpi_data_segs_out 156 4, tcpi_delivery_rate 160 8, tcpi_busy_time 168 8, tcpi_rwnd_limited 176 8, tcpi_sndbuf_limited 184 8, tcpi_delivered 192 4, tcpi_delivered_ce 196 4, tcpi_bytes_sent 200 8, tcpi_bytes_retrans 208 8, tcpi_dsack_dups 216 4, tcpi_reord_seen 220 4, tcpi_rcv_ooopack 224 4, tcpi_snd_wnd 228 4, tcpi_rcv_wnd 232 4, tcpi_rehash 236 4, tcpi_total_rto 240 2, tcpi_total_rto_recoveries 242 2, tcpi_total_rto_time 244 4, tcpi_received_ce 248 4, tcpi_delivered_e1_bytes 252 4, tcpi_delivered_e0_bytes 256 4, tcpi_delivered_ce_bytes 260 4, tcpi_received_e1_bytes 264 4, tcpi_received_e0_bytes 268 4, tcpi_received_ce_bytes 272 4
      """;

  private LinuxOptionStructs() {}
}
