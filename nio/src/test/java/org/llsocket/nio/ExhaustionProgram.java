package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What a provider throws when the process has no descriptors left, and whether it recovers. */
public final class ExhaustionProgram {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private ExhaustionProgram() {}

  /** Prints the results of the JDK's provider, then those of ours. */
  public static void main(String[] arguments) throws Exception {
    for (var provider : List.of(SelectorProvider.provider(), LlsocketProvider.instance())) {
      warmUp(provider);
      System.out.println(results(provider));
    }
  }

  /** Loading a class needs a descriptor. */
  private static void warmUp(SelectorProvider provider) throws Exception {
    try (var ends = ConnectedChannels.of(provider);
        var unbound = provider.openServerSocketChannel()) {
      SocketChannel client = provider.openSocketChannel();
      outcome(() -> unbound.bind(ends.listener().getLocalAddress()));
      unbound.bind(ANY);
      var closed = unbound.getLocalAddress();
      unbound.close();
      outcome(() -> client.connect(closed));
      provider.openSelector().close();
      Pipe pipe = provider.openPipe();
      pipe.source().close();
      pipe.sink().close();
      provider.openDatagramChannel().close();
    }
  }

  private static List<String> results(SelectorProvider provider) throws Exception {
    List<String> results = new ArrayList<>();
    List<Channel> all = new ArrayList<>();
    try (ServerSocketChannel listener = provider.openServerSocketChannel().bind(ANY);
        SocketChannel client = provider.openSocketChannel()) {
      client.connect(listener.getLocalAddress());
      results.add(exhaust(provider, all));
      results.add("stream " + outcome(provider::openSocketChannel));
      results.add("listener " + outcome(provider::openServerSocketChannel));
      results.add("accept " + outcome(listener::accept));
      results.add("pipe " + isIoException(provider::openPipe));
      results.add("selector " + isIoException(provider::openSelector));
      for (Channel channel : all) {
        channel.close();
      }
      results.add("accept later " + outcome(() -> listener.accept().isConnected()));
      results.add("again " + exhaust(provider, all).equals(results.getFirst()));
    } finally {
      for (Channel channel : all) {
        channel.close();
      }
    }
    return results;
  }

  private static String exhaust(SelectorProvider provider, List<Channel> all) {
    while (true) {
      try {
        DatagramChannel channel = provider.openDatagramChannel();
        all.add(channel);
      } catch (IOException e) {
        return "datagrams " + e.getClass().getName() + ": " + e.getMessage();
      }
    }
  }

  private static String outcome(Callable<?> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return e.getClass().getName() + ": " + e.getMessage();
    }
  }

  /** The texts differ: the JDK's names no call. */
  private static boolean isIoException(Callable<?> call) throws Exception {
    try {
      throw new IllegalStateException(String.valueOf(call.call()));
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("Too many open files");
    }
  }
}
