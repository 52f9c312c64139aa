package org.llsocket.loop;

import java.io.IOException;

/** Decides what is done with a new connection of a {@link Loop}. */
@FunctionalInterface
public interface Acceptor {
  /**
   * A connection was accepted.
   *
   * @return what receives its data: one object for each connection, or one for all
   */
  ConnectionHandler accepted(Connection connection) throws IOException;
}
