package org.llsocket.bench.subject;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.Version;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Netty's native transports, with an event loop of one thread. */
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
    return Map.of(
        "epoll",
        NettyPeer::epollEcho,
        "io_uring",
        NettyPeer::uringEcho,
        "source",
        args -> epoll(args, new Source(args.size())),
        "gather",
        args -> epoll(args, new Source(args.size())),
        "sink",
        args -> epoll(args, new Sink()),
        "file",
        args -> epoll(args, new FileSource(args)),
        "door",
        args -> epoll(args, new Door()),
        "plain",
        NettyDatagrams::plain,
        "batch",
        NettyDatagrams::batch,
        "offload",
        NettyDatagrams::offload);
  }

  private static Workload epollEcho(Args args) throws InterruptedException {
    if (args.stream()) {
      return epoll(args, new Echo());
    }
    return datagramEcho(
        args,
        EpollIoHandler.newFactory(),
        args.unix()
            ? EpollDomainDatagramChannel::new
            : () -> new EpollDatagramChannel(SocketProtocolFamily.INET));
  }

  private static Workload uringEcho(Args args) throws InterruptedException {
    if (args.stream()) {
      return uring(args, new Echo());
    }
    if (args.unix()) {
      throw new IllegalArgumentException("Netty does not support Unix datagrams over io_uring");
    }
    return datagramEcho(
        args,
        IoUringIoHandler.newFactory(),
        () -> new IoUringDatagramChannel(SocketProtocolFamily.INET));
  }

  private static Workload epoll(Args args, ChannelHandler handler) throws InterruptedException {
    return server(
        args,
        EpollIoHandler.newFactory(),
        args.unix() ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class,
        handler);
  }

  private static Workload uring(Args args, ChannelHandler handler) throws InterruptedException {
    return server(
        args,
        IoUringIoHandler.newFactory(),
        args.unix() ? IoUringServerDomainSocketChannel.class : IoUringServerSocketChannel.class,
        handler);
  }

  private static Workload server(
      Args args,
      IoHandlerFactory transport,
      Class<? extends ServerChannel> type,
      ChannelHandler handler)
      throws InterruptedException {
    var loop = loop(transport);
    var bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childHandler(new Each(handler));
    if (args.work().equals("sink")) {
      bootstrap.childOption(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(args.size()));
    }
    if (!args.unix()) {
      bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
    }
    return service(args, bootstrap);
  }

  private static Workload datagramEcho(
      Args args, IoHandlerFactory transport, ChannelFactory<Channel> channels)
      throws InterruptedException {
    var bootstrap =
        new Bootstrap().group(loop(transport)).channelFactory(channels).handler(new DatagramEcho());
    if (!args.unix()) {
      bootstrap.option(ChannelOption.SO_RCVBUF, 4 << 20);
    }
    return service(args, bootstrap);
  }

  private static Workload service(Args args, AbstractBootstrap<?, ?> bootstrap)
      throws InterruptedException {
    SocketAddress address =
        args.unix()
            ? new DomainSocketAddress(args.address())
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), args.port());
    Channel server = bootstrap.bind(address).sync().channel();
    String bound =
        server.localAddress() instanceof InetSocketAddress inet
            ? Integer.toString(inet.getPort())
            : args.address();
    return new Workload.Service(
        bound,
        () -> {
          server.closeFuture().sync();
          throw new IllegalStateException("the server's channel was closed");
        });
  }

  /** An event loop of one daemon thread, so that it does not keep a failed process alive. */
  static MultiThreadIoEventLoopGroup loop(IoHandlerFactory transport) {
    return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("netty", true), transport);
  }

  /** A buffer that is sent repeatedly. */
  static ByteBuf zeros(int size) {
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer(size).writeZero(size));
  }

  /** Adds the same handler to every connection. */
  private static final class Each extends ChannelInitializer<Channel> {
    private final ChannelHandler handler;

    Each(ChannelHandler handler) {
      this.handler = handler;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(handler);
    }
  }

  /** Closes the connection when the client has closed it: the base of all handlers. */
  @ChannelHandler.Sharable
  private abstract static class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  /** Netty's own example of an echo. */
  @ChannelHandler.Sharable
  private static class Echo extends Handler {
    @Override
    public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
      var _ = context.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }

  /** The same for datagrams: replies to the sender. */
  @ChannelHandler.Sharable
  private static final class DatagramEcho extends Echo {
    @Override
    public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
      super.channelRead(context, answer(message));
    }

    private static Object answer(@Nullable Object message) {
      return switch (message) {
        case DatagramPacket packet -> new DatagramPacket(packet.content(), packet.sender());
        case DomainDatagramPacket packet ->
            new DomainDatagramPacket(packet.content(), packet.sender());
        case null, default -> throw new IllegalArgumentException("not a datagram: " + message);
      };
    }

    /** The end of a client does not close this channel, which is the server's. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      cause.printStackTrace();
      super.exceptionCaught(context, cause);
    }
  }

  /** Writes while the channel is writable, and then flushes, which gathers. */
  @ChannelHandler.Sharable
  private static final class Source extends Handler {
    private final ByteBuf block;

    Source(int size) {
      block = zeros(size);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      fill(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      fill(context);
    }

    private void fill(ChannelHandlerContext context) {
      while (context.channel().isWritable()) {
        var _ = context.write(block.duplicate(), context.voidPromise());
      }
      context.flush();
    }
  }

  /** Reads and discards. */
  @ChannelHandler.Sharable
  private static final class Sink extends Handler {
    @Override
    public void channelRead(ChannelHandlerContext context, @Nullable Object message) {
      ReferenceCountUtil.release(message);
    }
  }

  /** Sends a file repeatedly, as a file region, which the epoll transport sends by sendfile. */
  @ChannelHandler.Sharable
  private static final class FileSource extends Handler {
    private final File file;

    FileSource(Args args) {
      file = args.filePath().toFile();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ =
          context
              .writeAndFlush(new DefaultFileRegion(file, 0, file.length()))
              .addListener(sent -> {
                if (sent.isSuccess()) {
                  channelActive(context);
                }
              });
    }
  }

  /** Closes. */
  @ChannelHandler.Sharable
  private static final class Door extends Handler {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ = context.close();
    }
  }
}
