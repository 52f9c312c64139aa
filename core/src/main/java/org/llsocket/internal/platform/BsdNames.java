package org.llsocket.internal.platform;

/**
 * Names of BSD's headers that Linux's lack. They come behind the Linux tables, so that a number
 * that both name prints its Linux name.
 */
final class BsdNames {
  /**
   * {@code IPPROTO_*} of FreeBSD's {@code <netinet/in.h>}: the numbers are IANA's, and so the same
   * everywhere.
   */
  static final String PROTOCOLS =
      """
      IPPROTO_GGP 3
      IPPROTO_IPV4 4
      IPPROTO_ST 7
      IPPROTO_PIGP 9
      IPPROTO_RCCMON 10
      IPPROTO_NVPII 11
      IPPROTO_ARGUS 13
      IPPROTO_EMCON 14
      IPPROTO_XNET 15
      IPPROTO_CHAOS 16
      IPPROTO_MUX 18
      IPPROTO_MEAS 19
      IPPROTO_HMP 20
      IPPROTO_PRM 21
      IPPROTO_TRUNK1 23
      IPPROTO_TRUNK2 24
      IPPROTO_LEAF1 25
      IPPROTO_LEAF2 26
      IPPROTO_RDP 27
      IPPROTO_IRTP 28
      IPPROTO_BLT 30
      IPPROTO_NSP 31
      IPPROTO_INP 32
      IPPROTO_SEP 33
      IPPROTO_3PC 34
      IPPROTO_IDPR 35
      IPPROTO_XTP 36
      IPPROTO_DDP 37
      IPPROTO_CMTP 38
      IPPROTO_TPXX 39
      IPPROTO_IL 40
      IPPROTO_SDRP 42
      IPPROTO_IDRP 45
      IPPROTO_MHRP 48
      IPPROTO_BHA 49
      IPPROTO_INLSP 52
      IPPROTO_SWIPE 53
      IPPROTO_NHRP 54
      IPPROTO_AHIP 61
      IPPROTO_CFTP 62
      IPPROTO_HELLO 63
      IPPROTO_SATEXPAK 64
      IPPROTO_KRYPTOLAN 65
      IPPROTO_RVD 66
      IPPROTO_IPPC 67
      IPPROTO_ADFS 68
      IPPROTO_SATMON 69
      IPPROTO_VISA 70
      IPPROTO_IPCV 71
      IPPROTO_CPNX 72
      IPPROTO_CPHB 73
      IPPROTO_WSN 74
      IPPROTO_PVP 75
      IPPROTO_BRSATMON 76
      IPPROTO_ND 77
      IPPROTO_WBMON 78
      IPPROTO_WBEXPAK 79
      IPPROTO_EON 80
      IPPROTO_VMTP 81
      IPPROTO_SVMTP 82
      IPPROTO_VINES 83
      IPPROTO_TTP 84
      IPPROTO_IGP 85
      IPPROTO_DGP 86
      IPPROTO_TCF 87
      IPPROTO_IGRP 88
      IPPROTO_OSPFIGP 89
      IPPROTO_SRPC 90
      IPPROTO_LARP 91
      IPPROTO_AX25 93
      IPPROTO_IPEIP 94
      IPPROTO_MICP 95
      IPPROTO_SCCSP 96
      IPPROTO_ETHERIP 97
      IPPROTO_APES 99
      IPPROTO_GMTP 100
      IPPROTO_IPCOMP 108
      IPPROTO_PGM 113
      IPPROTO_DIVERT 258
      """;

  /**
   * {@code <netdb.h>}, in what Linux gives for it: {@code AI_V4MAPPED_CFG} is {@code AI_V4MAPPED},
   * {@code AI_DEFAULT} is {@code AI_V4MAPPED|AI_ADDRCONFIG}, and {@code NI_WITHSCOPEID} is not a
   * flag, for Linux always writes the scope.
   */
  static final String LOOKUP =
      """
      AI_V4MAPPED_CFG 0x8
      AI_DEFAULT 0x28
      NI_WITHSCOPEID 0
      """;

  private BsdNames() {}
}
