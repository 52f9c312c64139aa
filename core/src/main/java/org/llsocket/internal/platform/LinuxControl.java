package org.llsocket.internal.platform;

/**
 * Numbers of control messages that are not also those of options. An alias stands behind its main
 * name.
 */
final class LinuxControl {
  static final String NUMBERS =
      """
      SCM_RIGHTS 1
      SCM_CREDENTIALS 2
      SCM_SECURITY 3
      SCM_PIDFD 4
      SCM_TIMESTAMP 29
      SCM_TIMESTAMPNS 35
      SCM_TIMESTAMPING 37
      SCM_WIFI_STATUS 41
      SCM_TIMESTAMPING_PKTINFO 58
      SCM_TXTIME 61
      SCM_TS_OPT_ID 81
      SCM_INQ 84
      SCM_TSTAMP_SND 0
      SCM_TSTAMP_SCHED 1
      SCM_TSTAMP_ACK 2
      SCM_TSTAMP_COMPLETION 3
      SCM_CAN_RAW_ERRQUEUE 1
      SCM_J1939_DEST_ADDR 1
      SCM_J1939_DEST_NAME 2
      SCM_J1939_PRIO 3
      SCM_J1939_ERRQUEUE 4
      SCM_MAX_FD 253
      IPV6_HOPLIMIT 52
      TCP_CM_INQ 36
      SO_EE_ORIGIN_NONE 0
      SO_EE_ORIGIN_LOCAL 1
      SO_EE_ORIGIN_ICMP 2
      SO_EE_ORIGIN_ICMP6 3
      SO_EE_ORIGIN_TIMESTAMPING 4
      SO_EE_ORIGIN_TXSTATUS 4
      SO_EE_ORIGIN_ZEROCOPY 5
      SO_EE_ORIGIN_TXTIME 6
      SO_EE_CODE_ZEROCOPY_COPIED 1
      SO_EE_CODE_TXTIME_INVALID_PARAM 1
      SO_EE_CODE_TXTIME_MISSED 2

      TLS_SET_RECORD_TYPE 1
      TLS_GET_RECORD_TYPE 2
      VSOCK_RECVERR 1

      PACKET_AUXDATA 8
      NETLINK_PKTINFO 3
      ALG_SET_IV 2
      ALG_SET_OP 3
      ALG_SET_AEAD_ASSOCLEN 4
      """;

  private LinuxControl() {}
}
