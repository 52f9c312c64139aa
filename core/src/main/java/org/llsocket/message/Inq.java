package org.llsocket.message;

/**
 * {@code SCM_INQ} of Unix streams, {@code TCP_CM_INQ} of TCP: how many bytes are left to be
 * received behind these. {@link org.llsocket.option.SO#INQ}, since Linux 6.17, and {@link
 * org.llsocket.option.TCP#INQ}, since Linux 4.18, make it come. Only received.
 *
 * @param bytes how many; after a stream's end TCP counts 1
 */
public record Inq(int bytes) implements ControlMessage {}
