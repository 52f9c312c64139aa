import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A gRPC server that returns what it receives, and its client: how many calls. */
public final class GrpcCalls {
  private static final MethodDescriptor<byte[], byte[]> ECHO =
      MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
          .setType(MethodType.UNARY)
          .setFullMethodName("reach.Echo/Echo")
          .build();

  private GrpcCalls() {}

  /** Messages are bytes. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static void main(String[] args) throws Exception {
    int calls = Integer.parseInt(args[0]);
    var service =
        ServerServiceDefinition.builder("reach.Echo")
            .addMethod(
                ECHO,
                ServerCalls.asyncUnaryCall(
                    (request, answers) -> {
                      answers.onNext(request);
                      answers.onCompleted();
                    }))
            .build();
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Server server = NettyServerBuilder.forAddress(any).addService(service).build().start();
    var address = (InetSocketAddress) server.getListenSockets().getFirst();
    ManagedChannel channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
    try {
      callAll(channel, calls);
      requireNio();
    } finally {
      channel.shutdownNow();
      server.shutdownNow().awaitTermination();
    }
    System.out.println("grpc: " + calls + " calls");
  }

  private static void callAll(Channel channel, int calls) {
    for (int i = 0; i < calls; i++) {
      byte[] request = new byte[i * 37 % 50_000];
      Arrays.fill(request, (byte) i);
      byte[] answer = ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, request);
      if (!Arrays.equals(request, answer)) {
        throw new IllegalStateException("call " + i + ": " + answer.length + " bytes");
      }
    }
  }

  /** The threads of gRPC have the name of its transport. */
  private static void requireNio() {
    if (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().startsWith("grpc-nio-"))) {
      throw new IllegalStateException("gRPC does not use its NIO transport");
    }
  }
}
