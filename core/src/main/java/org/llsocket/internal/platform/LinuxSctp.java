package org.llsocket.internal.platform;

/**
 * Numbers and struct layouts of {@code <linux/sctp.h>}. The arrays at the end of some structs are
 * not fields here. An alias stands behind its main name.
 */
final class LinuxSctp {
  static final String NUMBERS =
      """
      MSG_NOTIFICATION 0x8000
      SCTP_FUTURE_ASSOC 0
      SCTP_CURRENT_ASSOC 1
      SCTP_ALL_ASSOC 2
      SCTP_UNORDERED 1
      SCTP_ADDR_OVER 2
      SCTP_ABORT 4
      SCTP_SACK_IMMEDIATELY 8
      SCTP_SENDALL 64
      SCTP_PR_SCTP_ALL 128
      SCTP_EOF 512
      SCTP_NOTIFICATION 32768
      SCTP_PR_SCTP_NONE 0
      SCTP_PR_SCTP_TTL 16
      SCTP_PR_SCTP_RTX 32
      SCTP_PR_SCTP_PRIO 48
      SCTP_PR_SCTP_MASK 48
      SCTP_ENABLE_RESET_STREAM_REQ 1
      SCTP_ENABLE_RESET_ASSOC_REQ 2
      SCTP_ENABLE_CHANGE_ASSOC_REQ 4
      SCTP_ENABLE_STRRESET_MASK 7
      SCTP_STREAM_RESET_INCOMING 1
      SCTP_STREAM_RESET_OUTGOING 2
      SCTP_DATA_IO_EVENT 32768
      SCTP_ASSOC_CHANGE 32769
      SCTP_PEER_ADDR_CHANGE 32770
      SCTP_SEND_FAILED 32771
      SCTP_REMOTE_ERROR 32772
      SCTP_SHUTDOWN_EVENT 32773
      SCTP_PARTIAL_DELIVERY_EVENT 32774
      SCTP_ADAPTATION_INDICATION 32775
      SCTP_AUTHENTICATION_EVENT 32776
      SCTP_AUTHENTICATION_INDICATION 32776
      SCTP_SENDER_DRY_EVENT 32777
      SCTP_STREAM_RESET_EVENT 32778
      SCTP_ASSOC_RESET_EVENT 32779
      SCTP_STREAM_CHANGE_EVENT 32780
      SCTP_SEND_FAILED_EVENT 32781
      SCTP_SN_TYPE_BASE 32768
      SCTP_SN_TYPE_MAX 32781
      SCTP_INACTIVE 0
      SCTP_PF 1
      SCTP_POTENTIALLY_FAILED 1
      SCTP_ACTIVE 2
      SCTP_UNCONFIRMED 3
      SCTP_UNKNOWN 65535
      SCTP_EMPTY 0
      SCTP_CLOSED 1
      SCTP_COOKIE_WAIT 2
      SCTP_COOKIE_ECHOED 3
      SCTP_ESTABLISHED 4
      SCTP_SHUTDOWN_PENDING 5
      SCTP_SHUTDOWN_SENT 6
      SCTP_SHUTDOWN_RECEIVED 7
      SCTP_SHUTDOWN_ACK_SENT 8
      SCTP_SS_FCFS 0
      SCTP_SS_DEFAULT 0
      SCTP_SS_PRIO 1
      SCTP_SS_RR 2
      SCTP_AUTH_HMAC_ID_SHA1 1
      SCTP_AUTH_HMAC_ID_SHA256 3
      SCTP_INIT 0
      SCTP_SNDRCV 1
      SCTP_SNDINFO 2
      SCTP_RCVINFO 3
      SCTP_NXTINFO 4
      SCTP_PRINFO 5
      SCTP_AUTHINFO 6
      SCTP_DSTADDRV4 7
      SCTP_DSTADDRV6 8
      SCTP_COMM_UP 0
      SCTP_COMM_LOST 1
      SCTP_RESTART 2
      SCTP_SHUTDOWN_COMP 3
      SCTP_CANT_STR_ASSOC 4
      SCTP_SOCKOPT_PEELOFF 102
      SCTP_SOCKOPT_PEELOFF_FLAGS 122
      SCTP_SOCKOPT_CONNECTX 110
      SCTP_SOCKOPT_CONNECTX3 111
      SCTP_PR_ASSOC_STATUS 115
      SCTP_PR_STREAM_STATUS 116
      SCTP_SENDMSG_CONNECT 126
      SCTP_RTOINFO 0
      SCTP_ASSOCINFO 1
      SCTP_INITMSG 2
      SCTP_NODELAY 3
      SCTP_AUTOCLOSE 4
      SCTP_SET_PEER_PRIMARY_ADDR 5
      SCTP_PRIMARY_ADDR 6
      SCTP_ADAPTATION_LAYER 7
      SCTP_DISABLE_FRAGMENTS 8
      SCTP_PEER_ADDR_PARAMS 9
      SCTP_DEFAULT_SEND_PARAM 10
      SCTP_EVENTS 11
      SCTP_I_WANT_MAPPED_V4_ADDR 12
      SCTP_MAXSEG 13
      SCTP_STATUS 14
      SCTP_GET_PEER_ADDR_INFO 15
      SCTP_DELAYED_SACK 16
      SCTP_CONTEXT 17
      SCTP_FRAGMENT_INTERLEAVE 18
      SCTP_PARTIAL_DELIVERY_POINT 19
      SCTP_MAX_BURST 20
      SCTP_AUTH_CHUNK 21
      SCTP_HMAC_IDENT 22
      SCTP_AUTH_KEY 23
      SCTP_AUTH_ACTIVE_KEY 24
      SCTP_AUTH_DELETE_KEY 25
      SCTP_PEER_AUTH_CHUNKS 26
      SCTP_LOCAL_AUTH_CHUNKS 27
      SCTP_GET_ASSOC_NUMBER 28
      SCTP_GET_ASSOC_ID_LIST 29
      SCTP_AUTO_ASCONF 30
      SCTP_PEER_ADDR_THLDS_V2 37
      SCTP_RECVRCVINFO 32
      SCTP_RECVNXTINFO 33
      SCTP_DEFAULT_SNDINFO 34
      SCTP_AUTH_DEACTIVATE_KEY 35
      SCTP_REUSE_PORT 36
      SCTP_SOCKOPT_BINDX_ADD 100
      SCTP_SOCKOPT_BINDX_REM 101
      SCTP_GET_PEER_ADDRS 108
      SCTP_GET_LOCAL_ADDRS 109
      SCTP_GET_ASSOC_STATS 112
      SCTP_PR_SUPPORTED 113
      SCTP_DEFAULT_PRINFO 114
      SCTP_RECONFIG_SUPPORTED 117
      SCTP_ENABLE_STREAM_RESET 118
      SCTP_RESET_STREAMS 119
      SCTP_RESET_ASSOC 120
      SCTP_ADD_STREAMS 121
      SCTP_STREAM_SCHEDULER 123
      SCTP_STREAM_SCHEDULER_VALUE 124
      SCTP_INTERLEAVING_SUPPORTED 125
      SCTP_EVENT 127
      SCTP_ASCONF_SUPPORTED 128
      SCTP_AUTH_SUPPORTED 129
      SCTP_ECN_SUPPORTED 130
      SCTP_EXPOSE_POTENTIALLY_FAILED_STATE 131
      SCTP_REMOTE_UDP_ENCAPS_PORT 132
      SCTP_PLPMTUD_PROBE_INTERVAL 133
      SPP_HB_ENABLE 1
      SPP_HB_DISABLE 2
      SPP_HB 3
      SPP_HB_DEMAND 4
      SPP_PMTUD_ENABLE 8
      SPP_PMTUD_DISABLE 16
      SPP_PMTUD 24
      SPP_SACKDELAY_ENABLE 32
      SPP_SACKDELAY_DISABLE 64
      SPP_SACKDELAY 96
      SPP_HB_TIME_IS_ZERO 128
      SPP_IPV6_FLOWLABEL 256
      SPP_DSCP 512
      """;

  static final String LAYOUTS =
      """
      sctp_initmsg 8: sinit_num_ostreams 0 2, sinit_max_instreams 2 2, sinit_max_attempts 4 2, sinit_max_init_timeo 6 2
      sctp_sndrcvinfo 32: sinfo_stream 0 2, sinfo_ssn 2 2, sinfo_flags 4 2, sinfo_ppid 8 4, sinfo_context 12 4, sinfo_timetolive 16 4, sinfo_tsn 20 4, sinfo_cumtsn 24 4, sinfo_assoc_id 28 4
      sctp_sndinfo 16: snd_sid 0 2, snd_flags 2 2, snd_ppid 4 4, snd_context 8 4, snd_assoc_id 12 4
      sctp_rcvinfo 28: rcv_sid 0 2, rcv_ssn 2 2, rcv_flags 4 2, rcv_ppid 8 4, rcv_tsn 12 4, rcv_cumtsn 16 4, rcv_context 20 4, rcv_assoc_id 24 4
      sctp_nxtinfo 16: nxt_sid 0 2, nxt_flags 2 2, nxt_ppid 4 4, nxt_length 8 4, nxt_assoc_id 12 4
      sctp_prinfo 8: pr_policy 0 2, pr_value 4 4
      sctp_authinfo 2: auth_keynumber 0 2
      sctp_rtoinfo 16: srto_assoc_id 0 4, srto_initial 4 4, srto_max 8 4, srto_min 12 4
      sctp_assocparams 20: sasoc_assoc_id 0 4, sasoc_asocmaxrxt 4 2, sasoc_number_peer_destinations 6 2, sasoc_peer_rwnd 8 4, sasoc_local_rwnd 12 4, sasoc_cookie_life 16 4
      sctp_setpeerprim 132: sspp_assoc_id 0 4, sspp_addr 4 128
      sctp_prim 132: ssp_assoc_id 0 4, ssp_addr 4 128
      sctp_paddrparams 156: spp_assoc_id 0 4, spp_address 4 128, spp_hbinterval 132 4, spp_pathmaxrxt 136 2, spp_pathmtu 138 4, spp_sackdelay 142 4, spp_flags 146 4, spp_ipv6_flowlabel 150 4, spp_dscp 154 1
      sctp_sack_info 12: sack_assoc_id 0 4, sack_delay 4 4, sack_freq 8 4
      sctp_assoc_value 8: assoc_id 0 4, assoc_value 4 4
      sctp_stream_value 8: assoc_id 0 4, stream_id 4 2, stream_value 6 2
      sctp_paddrinfo 152: spinfo_assoc_id 0 4, spinfo_address 4 128, spinfo_state 132 4, spinfo_cwnd 136 4, spinfo_srtt 140 4, spinfo_rto 144 4, spinfo_mtu 148 4
      sctp_status 176: sstat_assoc_id 0 4, sstat_state 4 4, sstat_rwnd 8 4, sstat_unackdata 12 2, sstat_penddata 14 2, sstat_instrms 16 2, sstat_outstrms 18 2, sstat_fragmentation_point 20 4, sstat_primary 24 152
      sctp_authkey 8: sca_assoc_id 0 4, sca_keynumber 4 2, sca_keylength 6 2
      sctp_authkeyid 8: scact_assoc_id 0 4, scact_keynumber 4 2
      sctp_authchunks 8: gauth_assoc_id 0 4, gauth_number_of_chunks 4 4
      sctp_hmacalgo 4: shmac_num_idents 0 4
      sctp_assoc_ids 4: gaids_number_of_ids 0 4
      sctp_getaddrs 8: assoc_id 0 4, addr_num 4 4
      sctp_assoc_stats 256: sas_assoc_id 0 4, sas_obs_rto_ipaddr 8 128, sas_maxrto 136 8, sas_isacks 144 8, sas_osacks 152 8, sas_opackets 160 8, sas_ipackets 168 8, sas_rtxchunks 176 8, sas_outofseqtsns 184 8, sas_idupchunks 192 8, sas_gapcnt 200 8, sas_ouodchunks 208 8, sas_iuodchunks 216 8, sas_oodchunks 224 8, sas_iodchunks 232 8, sas_octrlchunks 240 8, sas_ictrlchunks 248 8
      sctp_paddrthlds_v2 144: spt_assoc_id 0 4, spt_address 8 128, spt_pathmaxrxt 136 2, spt_pathpfthld 138 2, spt_pathcpthld 140 2
      sctp_default_prinfo 12: pr_assoc_id 0 4, pr_value 4 4, pr_policy 8 2
      sctp_reset_streams 8: srs_assoc_id 0 4, srs_flags 4 2, srs_number_streams 6 2
      sctp_add_streams 8: sas_assoc_id 0 4, sas_instrms 4 2, sas_outstrms 6 2
      sctp_event 8: se_assoc_id 0 4, se_type 4 2, se_on 6 1
      sctp_udpencaps 144: sue_assoc_id 0 4, sue_address 8 128, sue_port 136 2
      sctp_probeinterval 144: spi_assoc_id 0 4, spi_address 8 128, spi_interval 136 4
      """;

  private LinuxSctp() {}
}
