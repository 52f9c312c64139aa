package org.llsocket.message;

/**
 * {@code ALG_SET_OP}: whether the kernel's crypto API encrypts or decrypts what is sent with it,
 * and after it. Only sent; since Linux 2.6.38.
 *
 * <pre>{@code
 * message.control().add(new AlgSetOp(ALG.OP_ENCRYPT)).add(new AlgSetIv(iv));
 * operation.sendmsg(message, MSG.MORE);
 * }</pre>
 *
 * @param op {@link org.llsocket.option.ALG#OP_ENCRYPT} or {@link
 *     org.llsocket.option.ALG#OP_DECRYPT}
 */
public record AlgSetOp(int op) implements ControlMessage {}
