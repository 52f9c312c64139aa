package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code ALG_*}: control messages at the level SOL_ALG, which select an operation of the kernel's
 * crypto API, and their values.
 *
 * <pre>{@code
 * Raw encrypt = new Raw(SOL.ALG, ALG.SET_OP, intBytes(ALG.OP_ENCRYPT));
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/crypto/userspace-if.html">User space interface of the
 *     crypto API</a>
 */
public final class ALG {
  private static final Table TABLE = new Table("SOL_ALG", "", EnumSet.of(SocketKind.ALG));

  /** {@code ALG_SET_IV}: a control message: {@code struct af_alg_iv}, the initialization vector. */
  public static final int SET_IV = Platform.number("ALG_SET_IV");

  /** {@code ALG_SET_OP}: a control message: an int, {@link #OP_ENCRYPT} or {@link #OP_DECRYPT}. */
  public static final int SET_OP = Platform.number("ALG_SET_OP");

  /**
   * {@code ALG_SET_AEAD_ASSOCLEN}: a control message: an int, the length of the associated data in
   * bytes.
   */
  public static final int SET_AEAD_ASSOCLEN = Platform.number("ALG_SET_AEAD_ASSOCLEN");

  /** {@code ALG_OP_DECRYPT}: a value of {@link #SET_OP}: decrypt. */
  public static final int OP_DECRYPT = Platform.number("ALG_OP_DECRYPT");

  /** {@code ALG_OP_ENCRYPT}: a value of {@link #SET_OP}: encrypt. */
  public static final int OP_ENCRYPT = Platform.number("ALG_OP_ENCRYPT");

  /**
   * {@code ALG_SET_KEY}: the key of the algorithm that the socket is bound to. ENOKEY from {@code
   * accept(2)} without one.
   */
  public static final Option<byte[]> SET_KEY =
      TABLE.option("ALG_SET_KEY").since("2.6.38").writeOnly().bytes(65_536);

  /**
   * {@code ALG_SET_AEAD_AUTHSIZE}: how long the authentication tag is. C passes it as the size of
   * the value.
   */
  public static final Option<Integer> SET_AEAD_AUTHSIZE =
      TABLE
          .option("ALG_SET_AEAD_AUTHSIZE")
          .since("4.1")
          .unit("bytes")
          .writeOnly()
          .value(AlgAuthsize.codec());

  /**
   * {@code ALG_SET_DRBG_ENTROPY}: the entropy of a random number generator under test. Setting it
   * requires CAP_SYS_ADMIN.
   */
  public static final Option<byte[]> SET_DRBG_ENTROPY =
      TABLE.option("ALG_SET_DRBG_ENTROPY").since("5.10").writeOnly().bytes(65_536);

  /** {@code ALG_SET_KEY_BY_KEY_SERIAL}: the key, from the kernel's key ring. */
  public static final Option<Integer> SET_KEY_BY_KEY_SERIAL =
      TABLE.option("ALG_SET_KEY_BY_KEY_SERIAL").since("6.2").writeOnly().number();

  private ALG() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
