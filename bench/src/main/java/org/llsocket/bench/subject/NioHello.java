package org.llsocket.bench.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A program that connects and echoes. */
public final class NioHello {
  private NioHello() {}

  /** Connects to the port in {@code args}. */
  public static void main(String[] args) throws IOException {
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    try (SocketChannel channel = SocketChannel.open(address)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(64);
      channel.read(buffer);
      channel.write(buffer.flip());
    }
  }
}
