package org.llsocket.message;

/**
 * {@code SCM_INQ} of Unix streams, {@code TCP_CM_INQ} of TCP: how many bytes can be received after
 * these. {@link org.llsocket.option.SO#INQ}, since Linux 6.17, and {@link
 * org.llsocket.option.TCP#INQ}, since Linux 4.18, add it to what is received. Only received.
 *
 * <pre>{@code
 * Inq left = message.control().get(Inq.class);
 * boolean more = left != null && left.bytes() > 0;
 * }</pre>
 *
 * @param bytes how many; TCP adds 1 at the end of the stream
 */
public record Inq(int bytes) implements ControlMessage {}
