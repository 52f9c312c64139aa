package org.llsocket.internal.platform;

/** Struct layouts of other families than the internet's: {@code tag size: field offset size, …}. */
final class LinuxFamilyStructs {
  static final String LAYOUTS =
      """
      sockaddr_nl 12: nl_family 0 2, nl_pid 4 4, nl_groups 8 4
      sockaddr_ll 20: sll_family 0 2, sll_protocol 2 2, sll_ifindex 4 4, sll_hatype 8 2, sll_pkttype 10 1, sll_halen 11 1, sll_addr 12 8
      sockaddr_vm 16: svm_family 0 2, svm_port 4 4, svm_cid 8 4, svm_flags 12 1
      sockaddr_can 24: can_family 0 2, can_ifindex 4 4, can_addr.tp.rx_id 8 4, can_addr.tp.tx_id 12 4, can_addr.j1939.name 8 8, can_addr.j1939.pgn 16 4, can_addr.j1939.addr 20 1
      sockaddr_tipc 16: family 0 2, addrtype 2 1, scope 3 1, addr.id.ref 4 4, addr.id.node 8 4, addr.nameseq.type 4 4, addr.nameseq.lower 8 4, addr.nameseq.upper 12 4, addr.name.name.type 4 4, addr.name.name.instance 8 4, addr.name.domain 12 4
      sockaddr_alg 88: salg_family 0 2, salg_type 2 14, salg_feat 16 4, salg_mask 20 4, salg_name 24 64
      sockaddr_xdp 16: sxdp_family 0 2, sxdp_flags 2 2, sxdp_ifindex 4 4, sxdp_queue_id 8 4, sxdp_shared_umem_fd 12 4
      sockaddr_l2 14: l2_family 0 2, l2_psm 2 2, l2_bdaddr 4 6, l2_cid 10 2, l2_bdaddr_type 12 1
      sockaddr_rc 10: rc_family 0 2, rc_bdaddr 2 6, rc_channel 8 1
      sockaddr_sco 8: sco_family 0 2, sco_bdaddr 2 6
      sockaddr_hci 6: hci_family 0 2, hci_dev 2 2, hci_channel 4 2
      tpacket_stats 8: tp_packets 0 4, tp_drops 4 4
      tpacket_rollover_stats 24: tp_all 0 8, tp_huge 8 8, tp_failed 16 8
      tpacket_auxdata 20: tp_status 0 4, tp_len 4 4, tp_snaplen 8 4, tp_mac 12 2, tp_net 14 2, tp_vlan_tci 16 2, tp_vlan_tpid 18 2
      packet_mreq 16: mr_ifindex 0 4, mr_type 4 2, mr_alen 6 2, mr_address 8 8
      can_filter 8: can_id 0 4, can_mask 4 4
      can_isotp_options 12: flags 0 4, frame_txtime 4 4, ext_address 8 1, txpad_content 9 1, rxpad_content 10 1, rx_ext_address 11 1
      can_isotp_fc_options 3: bs 0 1, stmin 1 1, wftmax 2 1
      can_isotp_ll_options 3: mtu 0 1, tx_dl 1 1, tx_flags 2 1
      j1939_filter 32: name 0 8, name_mask 8 8, pgn 16 4, pgn_mask 20 4, addr 24 1, addr_mask 25 1
      can_raw_vcid_options 4: flags 0 1, tx_vcid 1 1, rx_vcid 2 1, rx_vcid_mask 3 1
      bt_security 2: level 0 1, key_size 1 1
      bt_power 1: force_active 0 1
      bt_voice 2: setting 0 2
      hci_filter 16: type_mask 0 4, event_mask 4 8, opcode 12 2
      tipc_group_req 16: type 0 4, instance 4 4, scope 8 4, flags 12 4
      xdp_statistics 48: rx_dropped 0 8, rx_invalid_descs 8 8, tx_invalid_descs 16 8, rx_ring_full 24 8, rx_fill_ring_empty_descs 32 8, tx_ring_empty_descs 40 8
      mptcp_info 96: mptcpi_subflows 0 1, mptcpi_add_addr_signal 1 1, mptcpi_add_addr_accepted 2 1, mptcpi_subflows_max 3 1, mptcpi_add_addr_signal_max 4 1, mptcpi_add_addr_accepted_max 5 1, mptcpi_flags 8 4, mptcpi_token 12 4, mptcpi_write_seq 16 8, mptcpi_snd_una 24 8, mptcpi_rcv_nxt 32 8, mptcpi_local_addr_used 40 1, mptcpi_local_addr_max 41 1, mptcpi_csum_enabled 42 1, mptcpi_retransmits 44 4, mptcpi_bytes_retrans 48 8, mptcpi_bytes_sent 56 8, mptcpi_bytes_received 64 8, mptcpi_bytes_acked 72 8, mptcpi_subflows_total 80 1
      mptcp_subflow_info 264: id 0 4, addrs 8 256
      mptcp_full_info 136: size_tcpinfo_kernel 0 4, size_tcpinfo_user 4 4, size_sfinfo_kernel 8 4, size_sfinfo_user 12 4, num_subflows 16 4, size_arrays_user 20 4, subflow_info 24 8, tcp_info 32 8, mptcp_info 40 96
      mptcp_subflow_data 16: size_subflow_data 0 4, num_subflows 4 4, size_kernel 8 4, size_user 12 4
      mptcp_subflow_addrs 256: sa_family 0 2
      nl_pktinfo 4: group 0 4
      af_alg_iv 4: ivlen 0 4
      rtmsg 12: rtm_family 0 1, rtm_dst_len 1 1, rtm_src_len 2 1, rtm_tos 3 1, rtm_table 4 1, rtm_protocol 5 1, rtm_scope 6 1, rtm_type 7 1, rtm_flags 8 4
      rtnexthop 8: rtnh_len 0 2, rtnh_flags 2 1, rtnh_hops 3 1, rtnh_ifindex 4 4
      ndmsg 12: ndm_family 0 1, ndm_ifindex 4 4, ndm_state 8 2, ndm_flags 10 1, ndm_type 11 1
      inet_diag_sockid 48: idiag_sport 0 2, idiag_dport 2 2, idiag_src 4 16, idiag_dst 20 16, idiag_if 36 4, idiag_cookie 40 8
      inet_diag_req_v2 56: sdiag_family 0 1, sdiag_protocol 1 1, idiag_ext 2 1, idiag_states 4 4, id 8 48
      inet_diag_msg 72: idiag_family 0 1, idiag_state 1 1, idiag_timer 2 1, idiag_retrans 3 1, id 4 48, idiag_expires 52 4, idiag_rqueue 56 4, idiag_wqueue 60 4, idiag_uid 64 4, idiag_inode 68 4
      unix_diag_req 24: sdiag_family 0 1, sdiag_protocol 1 1, udiag_states 4 4, udiag_ino 8 4, udiag_show 12 4, udiag_cookie 16 8
      unix_diag_msg 16: udiag_family 0 1, udiag_type 1 1, udiag_state 2 1, udiag_ino 4 4, udiag_cookie 8 8
      unix_diag_rqlen 8: udiag_rqueue 0 4, udiag_wqueue 4 4
      packet_diag_req 20: sdiag_family 0 1, sdiag_protocol 1 1, pdiag_ino 4 4, pdiag_show 8 4, pdiag_cookie 12 8
      packet_diag_msg 16: pdiag_family 0 1, pdiag_type 1 1, pdiag_num 2 2, pdiag_ino 4 4, pdiag_cookie 8 8
      packet_diag_info 24: pdi_index 0 4, pdi_version 4 4, pdi_reserve 8 4, pdi_copy_thresh 12 4, pdi_tstamp 16 4, pdi_flags 20 4
      netlink_diag_req 20: sdiag_family 0 1, sdiag_protocol 1 1, ndiag_ino 4 4, ndiag_show 8 4, ndiag_cookie 12 8
      netlink_diag_msg 28: ndiag_family 0 1, ndiag_type 1 1, ndiag_protocol 2 1, ndiag_state 3 1, ndiag_portid 4 4, ndiag_dst_portid 8 4, ndiag_dst_group 12 4, ndiag_ino 16 4, ndiag_cookie 20 8
      vsock_diag_req 24: sdiag_family 0 1, sdiag_protocol 1 1, vdiag_states 4 4, vdiag_ino 8 4, vdiag_show 12 4, vdiag_cookie 16 8
      vsock_diag_msg 32: vdiag_family 0 1, vdiag_type 1 1, vdiag_state 2 1, vdiag_shutdown 3 1, vdiag_src_cid 4 4, vdiag_src_port 8 4, vdiag_dst_cid 12 4, vdiag_dst_port 16 4, vdiag_ino 20 4, vdiag_cookie 24 8
      nlattr 4: nla_len 0 2, nla_type 2 2
      """;

  private LinuxFamilyStructs() {}
}
