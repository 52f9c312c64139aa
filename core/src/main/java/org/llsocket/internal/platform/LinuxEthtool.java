package org.llsocket.internal.platform;

/**
 * Numbers and struct layouts of {@code <linux/ethtool.h>}, {@code <linux/if_tun.h>} and the
 * hardware time stamps of {@code <linux/net_tstamp.h>}. Flags of {@code TUNSETIFF} stand behind
 * those of interfaces, which have the same bits.
 */
final class LinuxEthtool {
  static final String NUMBERS =
      """
      ETHTOOL_GDRVINFO 0x3
      ETHTOOL_GLINK 0xa
      ETHTOOL_GET_TS_INFO 0x41
      ETHTOOL_GLINKSETTINGS 0x4c
      ETHTOOL_SLINKSETTINGS 0x4d
      DUPLEX_HALF 0
      DUPLEX_FULL 1
      DUPLEX_UNKNOWN 0xff
      SPEED_UNKNOWN -1
      AUTONEG_DISABLE 0
      AUTONEG_ENABLE 1

      SIOCSHWTSTAMP 0x89b0
      SIOCGHWTSTAMP 0x89b1
      HWTSTAMP_FLAG_BONDED_PHC_INDEX 1
      HWTSTAMP_TX_OFF 0
      HWTSTAMP_TX_ON 1
      HWTSTAMP_TX_ONESTEP_SYNC 2
      HWTSTAMP_TX_ONESTEP_P2P 3
      HWTSTAMP_FILTER_NONE 0
      HWTSTAMP_FILTER_ALL 1
      HWTSTAMP_FILTER_SOME 2
      HWTSTAMP_FILTER_PTP_V1_L4_EVENT 3
      HWTSTAMP_FILTER_PTP_V1_L4_SYNC 4
      HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ 5
      HWTSTAMP_FILTER_PTP_V2_L4_EVENT 6
      HWTSTAMP_FILTER_PTP_V2_L4_SYNC 7
      HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ 8
      HWTSTAMP_FILTER_PTP_V2_L2_EVENT 9
      HWTSTAMP_FILTER_PTP_V2_L2_SYNC 10
      HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ 11
      HWTSTAMP_FILTER_PTP_V2_EVENT 12
      HWTSTAMP_FILTER_PTP_V2_SYNC 13
      HWTSTAMP_FILTER_PTP_V2_DELAY_REQ 14
      HWTSTAMP_FILTER_NTP_ALL 15

      TUNSETIFF 0x400454ca
      TUNGETIFF 0x800454d2
      IFF_TUN 0x1
      IFF_TAP 0x2
      IFF_NAPI 0x10
      IFF_NAPI_FRAGS 0x20
      IFF_NO_CARRIER 0x40
      IFF_MULTI_QUEUE 0x100
      IFF_ATTACH_QUEUE 0x200
      IFF_DETACH_QUEUE 0x400
      IFF_PERSIST 0x800
      IFF_NO_PI 0x1000
      IFF_NOFILTER 0x1000
      IFF_ONE_QUEUE 0x2000
      IFF_VNET_HDR 0x4000
      IFF_TUN_EXCL 0x8000
      """;

  static final String LAYOUTS =
      """
      ethtool_value 8: cmd 0 4, data 4 4
      ethtool_drvinfo 196: cmd 0 4, driver 4 32, version 36 32, fw_version 68 32, bus_info 100 32, n_priv_flags 176 4, n_stats 180 4, testinfo_len 184 4, eedump_len 188 4, regdump_len 192 4
      ethtool_link_settings 48: cmd 0 4, speed 4 4, duplex 8 1, port 9 1, phy_address 10 1, autoneg 11 1, mdio_support 12 1, eth_tp_mdix 13 1, eth_tp_mdix_ctrl 14 1, link_mode_masks_nwords 15 1, transceiver 16 1
      ethtool_ts_info 44: cmd 0 4, so_timestamping 4 4, phc_index 8 4, tx_types 12 4, rx_filters 28 4
      hwtstamp_config 12: flags 0 4, tx_type 4 4, rx_filter 8 4
      """;

  private LinuxEthtool() {}
}
