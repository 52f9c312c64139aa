package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code ALG_*}: control messages at the level SOL_ALG, which select an operation of the kernel's
 * crypto API, and their values.
 *
 * <p>Options of the level {@link org.llsocket.SOL#ALG} are set and read with the raw {@code
 * getsockopt} and {@code setsockopt} of {@link org.llsocket.Socket}, which take their numbers.
 *
 * <pre>{@code
 * Raw encrypt = new Raw(SOL.ALG, ALG.SET_OP, intBytes(ALG.OP_ENCRYPT));
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/crypto/userspace-if.html">User space interface of the
 *     crypto API</a>
 */
public final class ALG {
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

  private ALG() {}
}
