package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code CAN_*}: protocols of {@link org.llsocket.AF#CAN}, and flags and lengths of CAN frames.
 *
 * <p>C names the operations and flags of the broadcast manager without a prefix, {@code TX_SETUP};
 * they are {@link #BCM_TX_SETUP} and so on here.
 *
 * <pre>{@code
 * Socket bus = Socket.open(AF.CAN, SOCK.RAW, new IPPROTO(CAN.RAW));
 * boolean extended = (id & CAN.EFF_FLAG) != 0;
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/can.html">SocketCAN</a>
 */
public final class CAN {
  private static final Table TABLE = new Table("SOL_CAN_RAW", "", EnumSet.of(SocketKind.CAN_RAW));

  /** {@code CAN_RAW}: a protocol: single frames. */
  public static final int RAW = Platform.number("CAN_RAW");

  /**
   * {@code CAN_BCM}: a protocol: the broadcast manager, cyclic sending and filtering in the kernel.
   */
  public static final int BCM = Platform.number("CAN_BCM");

  /** {@code CAN_TP16}: a protocol: VAG transport 1.6; not in the kernel. */
  public static final int TP16 = Platform.number("CAN_TP16");

  /** {@code CAN_TP20}: a protocol: VAG transport 2.0; not in the kernel. */
  public static final int TP20 = Platform.number("CAN_TP20");

  /** {@code CAN_MCNET}: a protocol: Bosch MCNet; not in the kernel. */
  public static final int MCNET = Platform.number("CAN_MCNET");

  /** {@code CAN_ISOTP}: a protocol: ISO 15765-2 transport; since Linux 5.10. */
  public static final int ISOTP = Platform.number("CAN_ISOTP");

  /** {@code CAN_J1939}: a protocol: SAE J1939; since Linux 5.4. */
  public static final int J1939 = Platform.number("CAN_J1939");

  /**
   * {@code CAN_EFF_FLAG}: a flag of an identifier: it has 29 bits, not 11. It is the sign bit of an
   * int.
   */
  public static final int EFF_FLAG = Platform.number("CAN_EFF_FLAG");

  /** {@code CAN_RTR_FLAG}: a flag of an identifier: a remote transmission request. */
  public static final int RTR_FLAG = Platform.number("CAN_RTR_FLAG");

  /** {@code CAN_ERR_FLAG}: a flag of an identifier: an error message frame. */
  public static final int ERR_FLAG = Platform.number("CAN_ERR_FLAG");

  /** {@code CAN_SFF_MASK}: the bits of an identifier of 11 bits. */
  public static final int SFF_MASK = Platform.number("CAN_SFF_MASK");

  /** {@code CAN_EFF_MASK}: the bits of an identifier of 29 bits. */
  public static final int EFF_MASK = Platform.number("CAN_EFF_MASK");

  /** {@code CAN_ERR_MASK}: the bits of the error classes: {@link #ERR_TX_TIMEOUT} and so on. */
  public static final int ERR_MASK = Platform.number("CAN_ERR_MASK");

  /** {@code CAN_SFF_ID_BITS}: the length of a standard identifier, in bits. */
  public static final int SFF_ID_BITS = Platform.number("CAN_SFF_ID_BITS");

  /** {@code CAN_EFF_ID_BITS}: the length of an extended identifier, in bits. */
  public static final int EFF_ID_BITS = Platform.number("CAN_EFF_ID_BITS");

  /** {@code CAN_MAX_DLC}: the largest data length code of classic CAN. */
  public static final int MAX_DLC = Platform.number("CAN_MAX_DLC");

  /** {@code CAN_MAX_RAW_DLC}: the largest raw data length code of classic CAN. */
  public static final int MAX_RAW_DLC = Platform.number("CAN_MAX_RAW_DLC");

  /** {@code CAN_MAX_DLEN}: the longest payload of classic CAN, in bytes. */
  public static final int MAX_DLEN = Platform.number("CAN_MAX_DLEN");

  /** {@code CAN_MTU}: the size of {@code struct can_frame}. */
  public static final int MTU = Platform.number("CAN_MTU");

  /**
   * {@code CAN_INV_FILTER}: a flag of {@code can_id} in {@code struct can_filter}: invert the
   * filter.
   */
  public static final int INV_FILTER = Platform.number("CAN_INV_FILTER");

  /** {@code CAN_RAW_FILTER_MAX}: the largest number of filters of a socket. */
  public static final int RAW_FILTER_MAX = Platform.number("CAN_RAW_FILTER_MAX");

  /**
   * {@code CAN_FD_FRAME}: a flag of the broadcast manager: the frames are {@code struct
   * canfd_frame}.
   */
  public static final int FD_FRAME = Platform.number("CAN_FD_FRAME");

  /** {@code CAN_ERR_DLC}: the data length code of error message frames. */
  public static final int ERR_DLC = Platform.number("CAN_ERR_DLC");

  /** {@code CAN_ERR_TX_TIMEOUT}: an error class: a transmission timed out. */
  public static final int ERR_TX_TIMEOUT = Platform.number("CAN_ERR_TX_TIMEOUT");

  /** {@code CAN_ERR_LOSTARB}: an error class: arbitration was lost. */
  public static final int ERR_LOSTARB = Platform.number("CAN_ERR_LOSTARB");

  /** {@code CAN_ERR_CRTL}: an error class: problems of the controller. */
  public static final int ERR_CRTL = Platform.number("CAN_ERR_CRTL");

  /** {@code CAN_ERR_PROT}: an error class: violations of the protocol. */
  public static final int ERR_PROT = Platform.number("CAN_ERR_PROT");

  /** {@code CAN_ERR_TRX}: an error class: the state of the transceiver. */
  public static final int ERR_TRX = Platform.number("CAN_ERR_TRX");

  /** {@code CAN_ERR_ACK}: an error class: a transmission was not acknowledged. */
  public static final int ERR_ACK = Platform.number("CAN_ERR_ACK");

  /** {@code CAN_ERR_BUSOFF}: an error class: the controller is bus-off. */
  public static final int ERR_BUSOFF = Platform.number("CAN_ERR_BUSOFF");

  /** {@code CAN_ERR_BUSERROR}: an error class: a bus error. */
  public static final int ERR_BUSERROR = Platform.number("CAN_ERR_BUSERROR");

  /** {@code CAN_ERR_RESTARTED}: an error class: the controller restarted. */
  public static final int ERR_RESTARTED = Platform.number("CAN_ERR_RESTARTED");

  /** {@code CAN_ERR_CNT}: an error class: the frame carries the error counters; since Linux 6.0. */
  public static final int ERR_CNT = Platform.number("CAN_ERR_CNT");

  /** {@code CAN_ISOTP_LISTEN_MODE}: a flag of {@code CAN_ISOTP_OPTS}: only listen. */
  public static final int ISOTP_LISTEN_MODE = Platform.number("CAN_ISOTP_LISTEN_MODE");

  /** {@code CAN_ISOTP_EXTEND_ADDR}: a flag of {@code CAN_ISOTP_OPTS}: extended addressing. */
  public static final int ISOTP_EXTEND_ADDR = Platform.number("CAN_ISOTP_EXTEND_ADDR");

  /** {@code CAN_ISOTP_TX_PADDING}: a flag of {@code CAN_ISOTP_OPTS}: pad sent frames. */
  public static final int ISOTP_TX_PADDING = Platform.number("CAN_ISOTP_TX_PADDING");

  /** {@code CAN_ISOTP_RX_PADDING}: a flag of {@code CAN_ISOTP_OPTS}: received frames are padded. */
  public static final int ISOTP_RX_PADDING = Platform.number("CAN_ISOTP_RX_PADDING");

  /**
   * {@code CAN_ISOTP_CHK_PAD_LEN}: a flag of {@code CAN_ISOTP_OPTS}: check the length of received
   * padding.
   */
  public static final int ISOTP_CHK_PAD_LEN = Platform.number("CAN_ISOTP_CHK_PAD_LEN");

  /**
   * {@code CAN_ISOTP_CHK_PAD_DATA}: a flag of {@code CAN_ISOTP_OPTS}: check the content of received
   * padding.
   */
  public static final int ISOTP_CHK_PAD_DATA = Platform.number("CAN_ISOTP_CHK_PAD_DATA");

  /** {@code CAN_ISOTP_HALF_DUPLEX}: a flag of {@code CAN_ISOTP_OPTS}: half duplex. */
  public static final int ISOTP_HALF_DUPLEX = Platform.number("CAN_ISOTP_HALF_DUPLEX");

  /**
   * {@code CAN_ISOTP_FORCE_TXSTMIN}: a flag of {@code CAN_ISOTP_OPTS}: ignore the received
   * separation time.
   */
  public static final int ISOTP_FORCE_TXSTMIN = Platform.number("CAN_ISOTP_FORCE_TXSTMIN");

  /**
   * {@code CAN_ISOTP_FORCE_RXSTMIN}: a flag of {@code CAN_ISOTP_OPTS}: ignore frames that arrive
   * faster than the separation time.
   */
  public static final int ISOTP_FORCE_RXSTMIN = Platform.number("CAN_ISOTP_FORCE_RXSTMIN");

  /**
   * {@code CAN_ISOTP_RX_EXT_ADDR}: a flag of {@code CAN_ISOTP_OPTS}: another extended address for
   * receiving.
   */
  public static final int ISOTP_RX_EXT_ADDR = Platform.number("CAN_ISOTP_RX_EXT_ADDR");

  /**
   * {@code CAN_ISOTP_WAIT_TX_DONE}: a flag of {@code CAN_ISOTP_OPTS}: {@code write(2)} waits until
   * the message is sent.
   */
  public static final int ISOTP_WAIT_TX_DONE = Platform.number("CAN_ISOTP_WAIT_TX_DONE");

  /**
   * {@code CAN_ISOTP_SF_BROADCAST}: a flag of {@code CAN_ISOTP_OPTS}: single frames to many
   * receivers.
   */
  public static final int ISOTP_SF_BROADCAST = Platform.number("CAN_ISOTP_SF_BROADCAST");

  /**
   * {@code CAN_ISOTP_CF_BROADCAST}: a flag of {@code CAN_ISOTP_OPTS}: consecutive frames without
   * flow control; since Linux 6.0.
   */
  public static final int ISOTP_CF_BROADCAST = Platform.number("CAN_ISOTP_CF_BROADCAST");

  /** {@code TX_SETUP}: an operation: start sending, once or in cycles. */
  public static final int BCM_TX_SETUP = Platform.number("TX_SETUP");

  /** {@code TX_DELETE}: an operation: stop sending. */
  public static final int BCM_TX_DELETE = Platform.number("TX_DELETE");

  /** {@code TX_READ}: an operation: read the properties of a transmission. */
  public static final int BCM_TX_READ = Platform.number("TX_READ");

  /** {@code TX_SEND}: an operation: send one frame. */
  public static final int BCM_TX_SEND = Platform.number("TX_SEND");

  /** {@code RX_SETUP}: an operation: subscribe to a filter. */
  public static final int BCM_RX_SETUP = Platform.number("RX_SETUP");

  /** {@code RX_DELETE}: an operation: remove a subscription. */
  public static final int BCM_RX_DELETE = Platform.number("RX_DELETE");

  /** {@code RX_READ}: an operation: read the properties of a subscription. */
  public static final int BCM_RX_READ = Platform.number("RX_READ");

  /** {@code TX_STATUS}: an answer to {@link #BCM_TX_READ}. */
  public static final int BCM_TX_STATUS = Platform.number("TX_STATUS");

  /** {@code TX_EXPIRED}: a notification: the counted frames are sent. */
  public static final int BCM_TX_EXPIRED = Platform.number("TX_EXPIRED");

  /** {@code RX_STATUS}: an answer to {@link #BCM_RX_READ}. */
  public static final int BCM_RX_STATUS = Platform.number("RX_STATUS");

  /** {@code RX_TIMEOUT}: a notification: a cyclic frame is missing. */
  public static final int BCM_RX_TIMEOUT = Platform.number("RX_TIMEOUT");

  /** {@code RX_CHANGED}: a notification: a frame with new content was received. */
  public static final int BCM_RX_CHANGED = Platform.number("RX_CHANGED");

  /** {@code SETTIMER}: a flag: set the intervals and the count. */
  public static final int BCM_SETTIMER = Platform.number("SETTIMER");

  /** {@code STARTTIMER}: a flag: start the timer. */
  public static final int BCM_STARTTIMER = Platform.number("STARTTIMER");

  /** {@code TX_COUNTEVT}: a flag: notify when the count is reached. */
  public static final int BCM_TX_COUNTEVT = Platform.number("TX_COUNTEVT");

  /** {@code TX_ANNOUNCE}: a flag: send a changed frame at once. */
  public static final int BCM_TX_ANNOUNCE = Platform.number("TX_ANNOUNCE");

  /** {@code TX_CP_CAN_ID}: a flag: copy the identifier of the message into each frame. */
  public static final int BCM_TX_CP_CAN_ID = Platform.number("TX_CP_CAN_ID");

  /** {@code RX_FILTER_ID}: a flag: filter by identifier alone. */
  public static final int BCM_RX_FILTER_ID = Platform.number("RX_FILTER_ID");

  /** {@code RX_CHECK_DLC}: a flag: a change of the length is a change. */
  public static final int BCM_RX_CHECK_DLC = Platform.number("RX_CHECK_DLC");

  /** {@code RX_NO_AUTOTIMER}: a flag: do not start the timeout by itself. */
  public static final int BCM_RX_NO_AUTOTIMER = Platform.number("RX_NO_AUTOTIMER");

  /** {@code RX_ANNOUNCE_RESUME}: a flag: notify when a cyclic frame is received again. */
  public static final int BCM_RX_ANNOUNCE_RESUME = Platform.number("RX_ANNOUNCE_RESUME");

  /** {@code TX_RESET_MULTI_IDX}: a flag: begin with the first frame of a sequence. */
  public static final int BCM_TX_RESET_MULTI_IDX = Platform.number("TX_RESET_MULTI_IDX");

  /** {@code RX_RTR_FRAME}: a flag: answer a remote transmission request. */
  public static final int BCM_RX_RTR_FRAME = Platform.number("RX_RTR_FRAME");

  /** {@code CAN_FD_FRAME}: a flag: another name for {@link #FD_FRAME}. */
  public static final int BCM_CAN_FD_FRAME = Platform.number("CAN_FD_FRAME");

  /**
   * {@code CAN_RAW_FILTER}: which frames are received: those that match one of up to 512 filters;
   * none for an empty list. Default: all frames.
   */
  public static final Option<List<CanFilter>> RAW_FILTER =
      TABLE.option("CAN_RAW_FILTER").since("2.6.25").value(CanFilter.CODEC);

  /**
   * {@code CAN_RAW_ERR_FILTER}: which classes of error frames are received: {@link #ERR_TX_TIMEOUT}
   * and so on. Default: none.
   */
  public static final Option<Long> RAW_ERR_FILTER =
      TABLE.option("CAN_RAW_ERR_FILTER").since("2.6.25").unsigned();

  /**
   * {@code CAN_RAW_LOOPBACK}: other sockets of this machine receive what this one sends. Default:
   * on.
   */
  public static final Option<Boolean> RAW_LOOPBACK =
      TABLE.option("CAN_RAW_LOOPBACK").since("2.6.25").flag();

  /** {@code CAN_RAW_RECV_OWN_MSGS}: the socket receives what it sends. Default: off. */
  public static final Option<Boolean> RAW_RECV_OWN_MSGS =
      TABLE.option("CAN_RAW_RECV_OWN_MSGS").since("2.6.25").flag();

  /** {@code CAN_RAW_FD_FRAMES}: CAN FD frames are sent and received too. Default: off. */
  public static final Option<Boolean> RAW_FD_FRAMES =
      TABLE.option("CAN_RAW_FD_FRAMES").since("3.6").flag();

  /** {@code CAN_RAW_JOIN_FILTERS}: a frame has to match all filters, not one. Default: off. */
  public static final Option<Boolean> RAW_JOIN_FILTERS =
      TABLE.option("CAN_RAW_JOIN_FILTERS").since("4.1").flag();

  /** {@code CAN_RAW_XL_FRAMES}: CAN XL frames are sent and received too. Default: off. */
  public static final Option<Boolean> RAW_XL_FRAMES =
      TABLE.option("CAN_RAW_XL_FRAMES").since("6.2").flag();

  /** {@code CAN_RAW_XL_VCID_OPTS}: virtual networks of CAN XL frames. Default: none. */
  public static final Option<CanRawVcidOptions> RAW_XL_VCID_OPTS =
      TABLE.option("CAN_RAW_XL_VCID_OPTS").since("6.9").value(CanRawVcidOptions.CODEC);

  /** {@code CAN_RAW_XL_VCID_TX_SET}: a flag: the network of sent frames is set by the socket. */
  public static final int RAW_XL_VCID_TX_SET = Platform.number("CAN_RAW_XL_VCID_TX_SET");

  /** {@code CAN_RAW_XL_VCID_TX_PASS}: a flag: it is the one in the frame. */
  public static final int RAW_XL_VCID_TX_PASS = Platform.number("CAN_RAW_XL_VCID_TX_PASS");

  /** {@code CAN_RAW_XL_VCID_RX_FILTER}: a flag: received frames are those of one network. */
  public static final int RAW_XL_VCID_RX_FILTER = Platform.number("CAN_RAW_XL_VCID_RX_FILTER");

  /** {@code CAN_ISOTP_OPTS}: how messages are sent and received; EISCONN once it is bound. */
  public static final Option<CanIsotpOptions> ISOTP_OPTS =
      isotp("CAN_ISOTP_OPTS").value(CanIsotpOptions.CODEC);

  /** {@code CAN_ISOTP_RECV_FC}: what this end requests of the sender; EISCONN once it is bound. */
  public static final Option<CanIsotpFcOptions> ISOTP_RECV_FC =
      isotp("CAN_ISOTP_RECV_FC").value(CanIsotpFcOptions.CODEC);

  /**
   * {@code CAN_ISOTP_TX_STMIN}: the time between sent frames, in place of what the receiver
   * requests; with {@link #ISOTP_FORCE_TXSTMIN}.
   */
  public static final Option<Long> ISOTP_TX_STMIN =
      isotp("CAN_ISOTP_TX_STMIN").unit("ns").unsigned();

  /**
   * {@code CAN_ISOTP_RX_STMIN}: received frames that follow each other faster are ignored; with
   * {@link #ISOTP_FORCE_RXSTMIN}.
   */
  public static final Option<Long> ISOTP_RX_STMIN =
      isotp("CAN_ISOTP_RX_STMIN").unit("ns").unsigned();

  /** {@code CAN_ISOTP_LL_OPTS}: classic or CAN FD frames; EISCONN once it is bound. */
  public static final Option<CanIsotpLlOptions> ISOTP_LL_OPTS =
      isotp("CAN_ISOTP_LL_OPTS").value(CanIsotpLlOptions.CODEC);

  private CAN() {}

  private static OptionDefinition isotp(String cName) {
    return TABLE.option(cName, "SOL_CAN_ISOTP").since("5.10").on(SocketKind.CAN_ISOTP);
  }

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
