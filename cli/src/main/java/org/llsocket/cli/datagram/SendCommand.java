package org.llsocket.cli.datagram;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.HopLimit;
import org.llsocket.message.PktInfo;
import org.llsocket.message.Rights;
import org.llsocket.message.Tos;
import org.llsocket.message.TrafficClass;
import org.llsocket.message.Ttl;
import org.llsocket.message.UdpSegment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code llsocket send}. */
@Command(
    name = "send",
    description = {
      "Sends a UDP or Unix datagram to ADDR with sendmsg(2). TTL, TOS, source address and interface "
          + "are control data of the datagram, not options of the socket.",
      "",
      "Without a host it sends to localhost.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket send localhost:9000 hello",
      "  llsocket send --ttl 5 --tos 0xb8 --source 127.0.0.2 127.0.0.1:9000 hello",
      "  llsocket send --segment 1400 --file video 127.0.0.1:9000",
      "  llsocket send --fd /etc/hosts unix:/tmp/box 'a file for you'"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SendCommand implements Callable<Integer> {
  @Mixin private SendOptions options;

  @Option(
      names = {"-t", "--ttl"},
      paramLabel = "HOPS",
      description = "TTL or hop limit, 1–255: IP_TTL, IPV6_HOPLIMIT.")
  private @Nullable Integer ttl;

  @Option(
      names = "--tos",
      converter = Decoder.class,
      paramLabel = "BYTE",
      description =
          "Type of service or traffic class, 0–255: IP_TOS, IPV6_TCLASS; 0xb8 is DSCP 46.")
  private @Nullable Integer tos;

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description = "Local address to send from: IP_PKTINFO, IPV6_PKTINFO.")
  private @Nullable InetAddress source;

  @Option(
      names = {"-I", "--interface"},
      paramLabel = "NAME",
      description = "Interface to send on: IP_PKTINFO, IPV6_PKTINFO.")
  private @Nullable String device;

  @Option(
      names = "--segment",
      paramLabel = "BYTES",
      description = "Have the kernel split the data into datagrams of this size: UDP_SEGMENT.")
  private @Nullable Integer segment;

  @Option(
      names = "--fd",
      paramLabel = "FILE",
      description =
          "Open this file and pass its descriptor to a Unix socket: SCM_RIGHTS. Repeatable.")
  private List<Path> files = List.of();

  @Mixin private OutputOptions output;
  @ParentCommand private CommandContext context;

  @Override
  public Integer call() throws IOException {
    check();
    SockAddr to = options.address().toConnect(options.family(), SOCK.DGRAM).getFirst();
    List<Descriptor> descriptors = new ArrayList<>();
    try (Socket socket = Socket.open(to.family(), SOCK.DGRAM)) {
      options.setOptions(socket);
      for (Path file : files) {
        descriptors.add(Descriptor.openFile(file));
      }
      new DatagramWriter(options, output)
          .run(socket, to, control(to.family(), descriptors), context.streams());
    } finally {
      for (Descriptor each : descriptors) {
        each.close();
      }
    }
    return 0;
  }

  private void check() {
    options.check();
    boolean forIp = ttl != null || tos != null || source != null || device != null;
    boolean unix = options.address().isUnix();
    options.refuseIf(
        !options.address().isIp() && (forIp || segment != null),
        "--ttl, --tos, --source, --interface and --segment do not apply to Unix addresses");
    options.refuseIf(!unix && !files.isEmpty(), "--fd requires a Unix address");
    options.refuseIf(
        files.size() > Rights.MAX,
        "--fd can be given at most " + Rights.MAX + " times, not " + files.size());
    options.refuseIf(ttl != null && (ttl < 1 || ttl > 255), "--ttl must be 1–255, not " + ttl);
    options.refuseIf(tos != null && (tos < 0 || tos > 255), "--tos must be 0–255, not " + tos);
    options.refuseIf(
        segment != null && (segment < 1 || segment > 65_535),
        "--segment must be 1–65535, not " + segment);
  }

  private List<ControlMessage> control(AF family, List<Descriptor> descriptors) throws IOException {
    boolean inet6 = family.equals(AF.INET6);
    List<ControlMessage> control = new ArrayList<>();
    if (ttl != null) {
      control.add(inet6 ? new HopLimit(ttl) : new Ttl(ttl));
    }
    if (tos != null) {
      control.add(inet6 ? new TrafficClass(tos) : new Tos(tos));
    }
    if (source != null || device != null) {
      control.add(origin(family));
    }
    if (segment != null) {
      control.add(new UdpSegment(segment));
    }
    if (!descriptors.isEmpty()) {
      control.add(Rights.of(descriptors.toArray(Descriptor[]::new)));
    }
    return control;
  }

  /** Reads decimal and hexadecimal numbers: 184, 0xb8. */
  static final class Decoder implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return Integer.decode(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("\"" + text + "\" is not a number");
      }
    }
  }

  private PktInfo origin(AF family) throws IOException {
    int ifindex = device == null ? 0 : Interface.nametoindex(device);
    if (source == null) {
      return PktInfo.on(ifindex, family);
    }
    if (source instanceof Inet4Address != family.equals(AF.INET)) {
      throw new IllegalArgumentException(
          "--source " + source.getHostAddress() + " is not an address of family " + family);
    }
    return PktInfo.from(source, ifindex);
  }
}
