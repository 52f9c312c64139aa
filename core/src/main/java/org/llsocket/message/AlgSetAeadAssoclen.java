package org.llsocket.message;

/**
 * {@code ALG_SET_AEAD_ASSOCLEN}: how many bytes at the start of what is sent are associated data,
 * which an AEAD algorithm authenticates but does not encrypt. Only sent; since Linux 4.1.
 *
 * <pre>{@code
 * message.control().add(new AlgSetAeadAssoclen(header.length));
 * }</pre>
 *
 * @param length in bytes, unsigned
 */
public record AlgSetAeadAssoclen(int length) implements ControlMessage {}
