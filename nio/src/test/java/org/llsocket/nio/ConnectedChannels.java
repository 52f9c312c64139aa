package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * A listener and a connection to it, all of one provider.
 *
 * @param listener the listener
 * @param client the end that connected
 * @param server the end that was accepted
 */
record ConnectedChannels(ServerSocketChannel listener, SocketChannel client, SocketChannel server)
    implements AutoCloseable {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  static ConnectedChannels of(SelectorProvider provider) throws IOException {
    ServerSocketChannel listener = provider.openServerSocketChannel();
    listener.bind(new InetSocketAddress(LOOPBACK, 0));
    SocketChannel client = provider.openSocketChannel();
    client.connect(listener.getLocalAddress());
    return new ConnectedChannels(listener, client, listener.accept());
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    listener.close();
  }
}
