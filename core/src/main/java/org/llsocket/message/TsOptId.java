package org.llsocket.message;

/**
 * {@code SCM_TS_OPT_ID}: the number by which the time of this send is told, in place of the
 * kernel's own count: {@link ExtendedErr#data}. {@link org.llsocket.option.SO#TIMESTAMPING} must
 * have {@link org.llsocket.option.SOF#TIMESTAMPING_OPT_ID}. Only sent, and not on TCP; since Linux
 * 6.13.
 *
 * @param id any 32 bits
 */
public record TsOptId(int id) implements ControlMessage {}
