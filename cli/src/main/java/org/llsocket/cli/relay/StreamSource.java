package org.llsocket.cli.relay;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.Socket;
import org.llsocket.cli.conversation.Acceptor;
import org.llsocket.cli.conversation.Handshake;

/** Connections that are accepted. */
final class StreamSource implements EndSource {
  private final Socket listener;
  private final Acceptor acceptor;
  private final Handshake handshake;

  StreamSource(Socket listener, Handshake handshake) {
    this.listener = listener;
    this.handshake = handshake;
    acceptor = new Acceptor(listener, handshake.console());
  }

  @Override
  public Arrival next(@Nullable Duration limit) throws IOException {
    Acceptor.Accepted accepted = acceptor.accept(limit);
    handshake.console().event(accepted.name() + " connected");
    return origin -> handshake.accept(accepted.socket(), accepted.name());
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
