package org.llsocket.message;

/**
 * {@code SCM_TS_OPT_ID}: the number under which the time of this send is reported ({@link
 * ExtendedErr#data}), in place of the kernel's own counter. {@link
 * org.llsocket.option.SO#TIMESTAMPING} must include {@link
 * org.llsocket.option.SOF#TIMESTAMPING_OPT_ID}. Only sent, and not on TCP; since Linux 6.13.
 *
 * <pre>{@code
 * message.control().add(new TsOptId(sequence));
 * }</pre>
 *
 * @param id any 32 bits
 */
public record TsOptId(int id) implements ControlMessage {}
