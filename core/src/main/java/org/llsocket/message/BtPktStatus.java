package org.llsocket.message;

/**
 * {@code BT_SCM_PKT_STATUS}: whether a packet of Bluetooth's synchronous connections arrived whole.
 * {@code BT_PKT_STATUS} adds it to what is received. Only received; since Linux 5.9.
 *
 * <pre>{@code
 * BtPktStatus status = message.control().get(BtPktStatus.class);
 * boolean good = status == null || status.status() == 0;
 * }</pre>
 *
 * @param status 0 correct, 1 possibly invalid, 2 lost, 3 partially lost
 */
public record BtPktStatus(int status) implements ControlMessage {}
