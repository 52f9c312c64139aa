package org.llsocket.lua.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import org.llsocket.message.Control;

/** The userdata {@code llsocket.cmsghdrs}: a list of control messages. */
public final class LuaCmsghdrs {
  final Deque<LuaCmsghdr> messages = new ArrayDeque<>();

  /** The number of bytes they need. */
  int space() {
    long space = 0;
    for (LuaCmsghdr each : messages) {
      space += Control.space(each.data.length);
    }
    return Math.toIntExact(space);
  }
}
