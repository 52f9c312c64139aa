package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct ucred { pid_t pid; uid_t uid; gid_t gid; }}: a process and its user.
 *
 * @param pid the process; 0 where there is none
 * @param uid its user; {@link #NOBODY} where there is none
 * @param gid its group; {@link #NOBODY} where there is none
 */
public record Ucred(int pid, long uid, long gid) {
  /** {@code (uid_t) -1}: no user, no group. */
  public static final long NOBODY = Ranges.MAX_UNSIGNED;

  static final OptionCodec<Ucred> CODEC =
      Codecs.readOnly(Ucred.class, Fields.size("ucred"), (bytes, family) -> read(bytes));

  private static Ucred read(MemorySegment bytes) {
    var fields = new Fields("ucred", bytes);
    return new Ucred(fields.getInt("pid"), fields.get("uid"), fields.get("gid"));
  }
}
