package org.llsocket.message;

/**
 * {@code struct ucred}: a process with its user and group; as a control message, {@code
 * SCM_CREDENTIALS}: the sender of a message over a Unix socket.
 *
 * <pre>{@code
 * receiver.set(SO.PASSCRED, true);
 * receiver.recvmsg(message, 0);
 * Credentials sender = message.control().get(Credentials.class);
 *
 * Credentials peer = connected.get(SO.PEERCRED); // the process that connected
 * }</pre>
 *
 * <p>{@link org.llsocket.option.SO#PASSCRED} adds it to every message that the socket receives. A
 * sender may also send it; the kernel checks it, and only a privileged process may name another
 * process, user or group (EPERM). See unix(7).
 *
 * @param pid the process; 0 if it is not visible from this PID namespace, or there is none
 * @param uid its user, 0 to 2³²-1; {@link #NO_ID} if there is none
 * @param gid its group, 0 to 2³²-1; {@link #NO_ID} if there is none
 */
public record Credentials(int pid, long uid, long gid) implements ControlMessage {
  /** {@code (uid_t) -1}: no user or group, as of a socket that is not connected. */
  public static final long NO_ID = 0xffff_ffffL;
}
