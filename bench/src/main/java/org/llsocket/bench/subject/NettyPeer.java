package org.llsocket.bench.subject;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Netty's native transports, an event loop of one thread. */
final class NettyPeer implements Peer {
  @Override
  public String name() {
    return "netty";
  }

  @Override
  public String version() {
    Version epoll = Version.identify().get("netty-transport-classes-epoll");
    return epoll == null ? "unknown" : epoll.artifactVersion();
  }

  @Override
  public Map<String, Maker> works() {
    return Map.of("epoll", NettyPeer::epoll, "io_uring", NettyPeer::uring);
  }

  private static Work epoll(Args args) throws InterruptedException {
    return echo(
        args,
        EpollIoHandler.newFactory(),
        args.unix() ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class);
  }

  private static Work uring(Args args) throws InterruptedException {
    return echo(args, IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
  }

  private static Work echo(
      Args args, IoHandlerFactory transport, Class<? extends ServerChannel> type)
      throws InterruptedException {
    var loop = new MultiThreadIoEventLoopGroup(1, transport);
    var bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childHandler(new Echoing());
    if (!args.unix()) {
      bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
    }
    SocketAddress address =
        args.unix()
            ? new DomainSocketAddress(args.address())
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), args.port());
    Channel server = bootstrap.bind(address).sync().channel();
    String bound =
        server.localAddress() instanceof InetSocketAddress inet
            ? Integer.toString(inet.getPort())
            : args.address();
    return new Work.Service(bound, () -> server.closeFuture().sync());
  }

  /** Gives every connection the one handler. */
  private static final class Echoing extends ChannelInitializer<Channel> {
    private final Echo echo = new Echo();

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(echo);
    }
  }

  /** Netty's own example of an echo. */
  @ChannelHandler.Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
      var _ = context.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close(); // the client is gone
    }
  }
}
