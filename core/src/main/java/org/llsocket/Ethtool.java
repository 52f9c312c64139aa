package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * {@code SIOCETHTOOL}: what the driver of a network interface reports, and its speed.
 *
 * {@snippet :
 * try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
 *   String driver = Ethtool.gdrvinfo(socket, "eth0").driver(); // virtio_net
 *   long megabits = Ethtool.glinksettings(socket, "eth0").speed();
 * }
 * }
 *
 * <p>The socket may be of any family; the interface is in its network namespace. A name has at most
 * 15 bytes in UTF-8; IllegalArgumentException if it is longer or contains NUL. ErrnoException:
 * ENODEV if the interface does not exist, EOPNOTSUPP if its driver does not report that. Any thread
 * may call these methods at any time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ethtool.8.html">ethtool(8)</a>
 */
public final class Ethtool {
  /** {@code SPEED_UNKNOWN}: the speed of a link that is down, as an unsigned number. */
  public static final long SPEED_UNKNOWN = Integer.toUnsignedLong(Platform.number("SPEED_UNKNOWN"));

  /** {@code DUPLEX_HALF}: one direction at a time. */
  public static final int DUPLEX_HALF = Platform.number("DUPLEX_HALF");

  /** {@code DUPLEX_FULL}: both directions at once. */
  public static final int DUPLEX_FULL = Platform.number("DUPLEX_FULL");

  /** {@code DUPLEX_UNKNOWN}: the link is down, or its driver does not know. */
  public static final int DUPLEX_UNKNOWN = Platform.number("DUPLEX_UNKNOWN");

  /** {@code AUTONEG_DISABLE}: speed and duplex are as set. */
  public static final int AUTONEG_DISABLE = Platform.number("AUTONEG_DISABLE");

  /** {@code AUTONEG_ENABLE}: speed and duplex are negotiated with the peer. */
  public static final int AUTONEG_ENABLE = Platform.number("AUTONEG_ENABLE");

  private static final String LINK_SETTINGS = "ethtool_link_settings";
  private static final String GLINKSETTINGS = "ETHTOOL_GLINKSETTINGS";
  private static final int HEAD = Fields.size(LINK_SETTINGS);
  private static final int LISTS = 3; // supported, advertising, lp_advertising

  /** The longest list that fits in the memory of a call, in words; Linux 6.18 has 4. */
  private static final int MAX_WORDS = 64;

  private Ethtool() {}

  /** {@code ETHTOOL_GDRVINFO}: the driver of an interface. */
  public static Drvinfo gdrvinfo(Socket socket, String name) throws IOException {
    return new Drvinfo(call(socket, name, "ETHTOOL_GDRVINFO", "ethtool_drvinfo"));
  }

  /** {@code ETHTOOL_GLINK}: whether the link is up: a carrier is detected. */
  public static boolean glink(Socket socket, String name) throws IOException {
    return call(socket, name, "ETHTOOL_GLINK", "ethtool_value").get("data") != 0;
  }

  /** {@code ETHTOOL_GET_TS_INFO}: the time stamps that an interface can take; since Linux 3.5. */
  public static TsInfo get_ts_info(Socket socket, String name) throws IOException {
    return new TsInfo(call(socket, name, "ETHTOOL_GET_TS_INFO", "ethtool_ts_info"));
  }

  /**
   * {@code ETHTOOL_GLINKSETTINGS}: the speed of an interface and how it was chosen; since Linux
   * 4.6. Two system calls: the first returns how long the lists are.
   */
  public static LinkSettings glinksettings(Socket socket, String name) throws IOException {
    return readSettings(socket, name);
  }

  /**
   * {@code ETHTOOL_SLINKSETTINGS}: sets the speed of an interface, and what it offers to its peer.
   *
   * <pre>{@code
   * LinkSettings now = Ethtool.glinksettings(socket, "eth0");
   * Ethtool.slinksettings(socket, "eth0", now.withSpeed(1000, Ethtool.DUPLEX_FULL));
   * }</pre>
   *
   * @param settings as {@link #glinksettings} returned them, changed
   * @throws ErrnoException EPERM without {@code CAP_NET_ADMIN}; EINVAL for a speed that the device
   *     does not have; EOPNOTSUPP; ENODEV
   */
  public static void slinksettings(Socket socket, String name, LinkSettings settings)
      throws IOException {
    writeSettings(socket, name, settings);
  }

  /** A command that fills a struct; a copy of it. */
  private static Fields call(Handle socket, String name, String command, String tag)
      throws IOException {
    int size = Fields.size(tag);
    return new Fields(
        tag, call(socket, name, size, attach -> attached(attach, command, tag, size)));
  }

  private static Fields attached(MemorySegment ifreq, String command, String tag, int size) {
    return InterfaceIfreq.attach(ifreq, tag, size).set("cmd", Platform.number(command));
  }

  private static MemorySegment call(
      Handle socket, String name, int size, Consumer<MemorySegment> attach) throws IOException {
    return InterfaceIfreq.call(
        socket,
        "SIOCETHTOOL",
        name,
        attach,
        ifreq -> Fields.zeroes(size).copyFrom(InterfaceIfreq.data(ifreq).asSlice(0, size)));
  }

  private static LinkSettings readSettings(Handle socket, String name) throws IOException {
    int words =
        -(byte) call(socket, name, GLINKSETTINGS, LINK_SETTINGS).get("link_mode_masks_nwords");
    if (words <= 0 || words > MAX_WORDS) {
      throw new IOException(
          GLINKSETTINGS
              + ": the kernel has lists of "
              + words
              + " words; this reads 1–"
              + MAX_WORDS);
    }
    int size = HEAD + LISTS * words * Integer.BYTES;
    MemorySegment settings =
        call(
            socket,
            name,
            size,
            ifreq ->
                attached(ifreq, GLINKSETTINGS, LINK_SETTINGS, size)
                    .set("link_mode_masks_nwords", words));
    return read(new Fields(LINK_SETTINGS, settings), words);
  }

  private static void writeSettings(Handle socket, String name, LinkSettings settings)
      throws IOException {
    int size = HEAD + LISTS * settings.link_mode_masks_nwords() * Integer.BYTES;
    MemorySegment _ =
        call(
            socket,
            name,
            size,
            ifreq ->
                write(attached(ifreq, "ETHTOOL_SLINKSETTINGS", LINK_SETTINGS, size), settings));
  }

  private static LinkSettings read(Fields fields, int words) {
    return new LinkSettings(
        fields.get("speed"),
        fields.getInt("duplex"),
        fields.getInt("port"),
        fields.getInt("phy_address"),
        fields.getInt("autoneg"),
        fields.getInt("mdio_support"),
        fields.getInt("eth_tp_mdix"),
        fields.getInt("eth_tp_mdix_ctrl"),
        fields.getInt("transceiver"),
        words,
        modes(fields.memory(), 0, words),
        modes(fields.memory(), 1, words),
        modes(fields.memory(), 2, words));
  }

  private static Fields write(Fields fields, LinkSettings settings) {
    int words = settings.link_mode_masks_nwords();
    modes(fields.memory(), 0, words, settings.supported());
    modes(fields.memory(), 1, words, settings.advertising());
    modes(fields.memory(), 2, words, settings.lp_advertising());
    return fields
        .set("speed", settings.speed())
        .set("duplex", settings.duplex())
        .set("port", settings.port())
        .set("phy_address", settings.phy_address())
        .set("autoneg", settings.autoneg())
        .set("mdio_support", settings.mdio_support())
        .set("eth_tp_mdix", settings.eth_tp_mdix())
        .set("eth_tp_mdix_ctrl", settings.eth_tp_mdix_ctrl())
        .set("transceiver", settings.transceiver())
        .set("link_mode_masks_nwords", words);
  }

  /** The numbers of the bits that are set in one of the lists. */
  private static List<Integer> modes(MemorySegment settings, int list, int words) {
    List<Integer> modes = new ArrayList<>();
    for (int mode = 0; mode < words * Integer.SIZE; mode++) {
      if ((settings.get(JAVA_INT, word(list, words, mode)) & 1 << mode) != 0) {
        modes.add(mode);
      }
    }
    return modes;
  }

  private static void modes(MemorySegment settings, int list, int words, List<Integer> modes) {
    for (int mode : modes) {
      long at = word(list, words, mode);
      settings.set(JAVA_INT, at, settings.get(JAVA_INT, at) | 1 << mode);
    }
  }

  private static long word(int list, int words, int mode) {
    return HEAD + (long) Integer.BYTES * (list * words + mode / Integer.SIZE);
  }

  /**
   * {@code struct ethtool_drvinfo}: a driver.
   *
   * @param driver its name, {@code virtio_net}
   * @param version its version; the kernel's release for drivers without one
   * @param fw_version the version of the device's firmware; may be empty
   * @param bus_info where the device is, such as its PCI address; may be empty
   * @param n_priv_flags how many flags of its own the driver has
   * @param n_stats how many statistics it has
   * @param testinfo_len how many self-tests it has
   * @param eedump_len the size of its EEPROM in bytes
   * @param regdump_len the size of its registers in bytes
   */
  public record Drvinfo(
      String driver,
      String version,
      String fw_version,
      String bus_info,
      long n_priv_flags,
      long n_stats,
      long testinfo_len,
      long eedump_len,
      long regdump_len) {
    private Drvinfo(Fields info) {
      this(
          info.text("driver"),
          info.text("version"),
          info.text("fw_version"),
          info.text("bus_info"),
          info.get("n_priv_flags"),
          info.get("n_stats"),
          info.get("testinfo_len"),
          info.get("eedump_len"),
          info.get("regdump_len"));
    }
  }

  /**
   * {@code struct ethtool_ts_info}: time stamps that an interface can take.
   *
   * @param so_timestamping {@link org.llsocket.option.SOF} {@code TIMESTAMPING_*}
   * @param phc_index the number of its clock, {@code /dev/ptp0}; -1 if it has none
   * @param tx_types bits {@code 1 << HWTSTAMP.TX_ON} and so on; 0 if the device takes none
   * @param rx_filters bits {@code 1 << HWTSTAMP.FILTER_ALL} and so on; 0 if it takes none
   */
  public record TsInfo(int so_timestamping, int phc_index, int tx_types, int rx_filters) {
    private TsInfo(Fields info) {
      this(
          info.getInt("so_timestamping"),
          info.getInt("phc_index"),
          info.getInt("tx_types"),
          info.getInt("rx_filters"));
    }
  }

  /**
   * {@code struct ethtool_link_settings}: the speed of an interface and how it was chosen. A list
   * has numbers of {@code enum ethtool_link_mode_bit_indices} in ascending order: 5 is {@code
   * 1000baseT/Full}, 12 is {@code 10000baseT/Full}.
   *
   * @param speed in Mbit/s, unsigned; {@link #SPEED_UNKNOWN} if it is not known
   * @param duplex {@link #DUPLEX_HALF}, {@link #DUPLEX_FULL} or {@link #DUPLEX_UNKNOWN}
   * @param port {@code PORT_*}: 0 twisted pair, 3 fibre, 0xef none, 0xff other
   * @param phy_address the address of the transceiver
   * @param autoneg {@link #AUTONEG_ENABLE} or {@link #AUTONEG_DISABLE}
   * @param mdio_support {@code ETH_MDIO_SUPPORTS_*}; read only
   * @param eth_tp_mdix {@code ETH_TP_MDI*}: whether pairs are crossed; read only
   * @param eth_tp_mdix_ctrl {@code ETH_TP_MDI*}: whether they are to be
   * @param transceiver {@code XCVR_*}; read only
   * @param link_mode_masks_nwords how long this kernel's lists are, in words of 32 bits
   * @param supported what the device supports; read only
   * @param advertising what it offers to its peer
   * @param lp_advertising what its peer offers; read only
   */
  public record LinkSettings(
      long speed,
      int duplex,
      int port,
      int phy_address,
      int autoneg,
      int mdio_support,
      int eth_tp_mdix,
      int eth_tp_mdix_ctrl,
      int transceiver,
      int link_mode_masks_nwords,
      List<Integer> supported,
      List<Integer> advertising,
      List<Integer> lp_advertising) {
    /**
     * Checks the values and copies the lists.
     *
     * @throws IllegalArgumentException if a value does not fit its field, or a list has a number
     *     that does not fit in {@code link_mode_masks_nwords} words
     */
    public LinkSettings {
      check("speed", speed, 0xffff_ffffL);
      check("link_mode_masks_nwords", link_mode_masks_nwords, MAX_WORDS);
      for (int octet :
          new int[] {
            duplex,
            port,
            phy_address,
            autoneg,
            mdio_support,
            eth_tp_mdix,
            eth_tp_mdix_ctrl,
            transceiver
          }) {
        check("a field of one byte", octet, 0xff);
      }
      supported = List.copyOf(supported);
      advertising = List.copyOf(advertising);
      lp_advertising = List.copyOf(lp_advertising);
      for (List<Integer> list : List.of(supported, advertising, lp_advertising)) {
        for (int mode : list) {
          check("link mode", mode, (long) link_mode_masks_nwords * Integer.SIZE - 1);
        }
      }
    }

    private static void check(String what, long value, long max) {
      if (value < 0 || value > max) {
        throw new IllegalArgumentException(what + ": " + value + " is not 0–" + max);
      }
    }

    /** These settings with another speed, not negotiated. */
    public LinkSettings withSpeed(long megabits, int newDuplex) {
      return new LinkSettings(
          megabits,
          newDuplex,
          port,
          phy_address,
          AUTONEG_DISABLE,
          mdio_support,
          eth_tp_mdix,
          eth_tp_mdix_ctrl,
          transceiver,
          link_mode_masks_nwords,
          supported,
          advertising,
          lp_advertising);
    }

    /** These settings with a negotiated speed, of the modes in {@code modes}. */
    public LinkSettings withAutoneg(List<Integer> modes) {
      return new LinkSettings(
          speed,
          duplex,
          port,
          phy_address,
          AUTONEG_ENABLE,
          mdio_support,
          eth_tp_mdix,
          eth_tp_mdix_ctrl,
          transceiver,
          link_mode_masks_nwords,
          supported,
          modes,
          lp_advertising);
    }
  }
}
