package org.llsocket.nio;

import java.nio.channels.spi.SelectorProvider;

/**
 * Something that a program does with channels; it is done with the JDK's provider and with ours.
 *
 * @param name what is done
 * @param body does it
 */
record ChannelScenario(String name, Body body) {
  /** What is done. */
  interface Body {
    void run(SelectorProvider provider, Transcript seen) throws Exception;
  }

  /** Does it with the channels of a provider. */
  Transcript on(SelectorProvider provider) throws Exception {
    var seen = new Transcript();
    body.run(provider, seen);
    return seen;
  }

  @Override
  public String toString() {
    return name;
  }
}
