package org.llsocket.internal.platform;

/** {@code <linux/filter.h>}, and the rings of {@code <linux/if_packet.h>}. */
final class LinuxCapture {
  static final String NUMBERS =
      """
      TPACKET_V1 0
      TPACKET_V2 1
      TPACKET_V3 2
      TP_STATUS_KERNEL 0
      TP_STATUS_USER 0x1
      TP_STATUS_COPY 0x2
      TP_STATUS_LOSING 0x4
      TP_STATUS_CSUMNOTREADY 0x8
      TP_STATUS_VLAN_VALID 0x10
      TP_STATUS_BLK_TMO 0x20
      TP_STATUS_VLAN_TPID_VALID 0x40
      TP_STATUS_CSUM_VALID 0x80

      BPF_LD 0x00
      BPF_LDX 0x01
      BPF_ST 0x02
      BPF_STX 0x03
      BPF_ALU 0x04
      BPF_JMP 0x05
      BPF_RET 0x06
      BPF_MISC 0x07
      BPF_W 0x00
      BPF_H 0x08
      BPF_B 0x10
      BPF_IMM 0x00
      BPF_ABS 0x20
      BPF_IND 0x40
      BPF_MEM 0x60
      BPF_LEN 0x80
      BPF_MSH 0xa0
      BPF_ADD 0x00
      BPF_SUB 0x10
      BPF_MUL 0x20
      BPF_DIV 0x30
      BPF_OR 0x40
      BPF_AND 0x50
      BPF_LSH 0x60
      BPF_RSH 0x70
      BPF_NEG 0x80
      BPF_MOD 0x90
      BPF_XOR 0xa0
      BPF_JA 0x00
      BPF_JEQ 0x10
      BPF_JGT 0x20
      BPF_JGE 0x30
      BPF_JSET 0x40
      BPF_K 0x00
      BPF_X 0x08
      BPF_A 0x10
      BPF_TAX 0x00
      BPF_TXA 0x80
      BPF_MEMWORDS 16
      SKF_AD_OFF -4096
      SKF_AD_PROTOCOL 0
      SKF_AD_VLAN_TAG 44
      SKF_AD_VLAN_TAG_PRESENT 48
      SKF_AD_MAX 64
      """;

  static final String LAYOUTS =
      """
      tpacket_req3 28: tp_block_size 0 4, tp_block_nr 4 4, tp_frame_size 8 4, tp_frame_nr 12 4, tp_retire_blk_tov 16 4, tp_sizeof_priv 20 4, tp_feature_req_word 24 4
      tpacket_block_desc 48: version 0 4, offset_to_priv 4 4, hdr 8 40
      tpacket_hdr_v1 40: block_status 0 4, num_pkts 4 4, offset_to_first_pkt 8 4, blk_len 12 4, seq_num 16 8
      tpacket3_hdr 48: tp_next_offset 0 4, tp_sec 4 4, tp_nsec 8 4, tp_snaplen 12 4, tp_len 16 4, tp_status 20 4, tp_mac 24 2, tp_net 26 2, hv1 28 12
      tpacket_hdr_variant1 12: tp_rxhash 0 4, tp_vlan_tci 4 4, tp_vlan_tpid 8 2
      """;

  private LinuxCapture() {}
}
