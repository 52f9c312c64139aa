package org.llsocket.cli.capture;

import static org.llsocket.cli.process.UsageErrors.refuseIf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.capture.PacketRing;
import org.llsocket.capture.PacketRingSetup;
import org.llsocket.capture.PcapFilter;
import org.llsocket.capture.PcapReader;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket capture}. */
@Command(
    name = "capture",
    description = {
      "Prints the packets that an interface receives and sends, in the way of tcpdump(8), or writes "
          + "them to a pcap file; reads such a file with -r. Needs CAP_NET_RAW.",
      "",
      "FILTER is an expression of pcap-filter(7): host, net, port, portrange, proto, with src or "
          + "dst; ip, ip6, arp, tcp, udp, sctp, icmp, icmp6, igmp, vlan, ether, less, greater; joined "
          + "by and, or, not and parentheses. Exits after --count packets or on Ctrl-C, and prints "
          + "how many were captured and dropped.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket capture eth0 tcp port 443 and host 192.0.2.1",
      "  llsocket capture any -c 10 --json icmp or icmp6",
      "  llsocket capture lo -w dump.pcap",
      "  llsocket capture -r dump.pcap -x udp port 53"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CaptureCommand implements Callable<Integer> {
  private static final int MIB = 1 << 20;
  private static final int BLOCK = 1 << 18;
  private static final int MOST_BUFFER = 4096;

  @Parameters(
      paramLabel = "IF|FILTER",
      arity = "0..*",
      description =
          "The interface, or any for all of them; then the filter. With -r only the filter.")
  private @Nullable List<String> words;

  @Option(
      names = {"-r", "--read"},
      paramLabel = "FILE",
      description = "Read packets from a pcap file; - is standard input.")
  private @Nullable String read;

  @Option(
      names = {"-w", "--write"},
      paramLabel = "FILE",
      description = "Write packets to a pcap file instead of the screen; - is standard output.")
  private @Nullable String write;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "COUNT",
      description = "Exit after this number of packets.")
  private @Nullable Long count;

  @Option(
      names = {"-s", "--snaplen"},
      paramLabel = "BYTES",
      defaultValue = "" + PcapFilter.MAX_SNAPLEN,
      description =
          "Keep at most this much of a packet, 1–"
              + PcapFilter.MAX_SNAPLEN
              + " (default ${DEFAULT-VALUE}).")
  private int snaplen;

  @Option(
      names = {"-x", "--hex"},
      description = "Print the bytes of each packet too.")
  private boolean hex;

  @Option(
      names = {"-p", "--no-promiscuous"},
      description = "Do not ask the interface for packets to other machines.")
  private boolean own;

  @Option(
      names = {"-B", "--buffer"},
      paramLabel = "MIB",
      defaultValue = "16",
      description =
          "Memory for packets that wait to be printed, 1–"
              + MOST_BUFFER
              + " MiB (default ${DEFAULT-VALUE}).")
  private int buffer;

  @ParentCommand private CommandContext context;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    check();
    List<String> given = words == null ? List.of() : words;
    String expression = String.join(" ", read == null ? given.subList(1, given.size()) : given);
    PcapFilter filter = PcapFilter.parse(expression);
    if (read != null) {
      readFile(read, filter);
    } else {
      capture(given.getFirst(), filter);
    }
    return 0;
  }

  private void check() {
    refuseIf(
        command,
        read == null && (words == null || words.isEmpty()),
        "name an interface, any, or a file with -r; llsocket interfaces lists them");
    refuseIf(command, count != null && count < 1, "-c must be at least 1, not " + count);
    refuseIf(
        command,
        snaplen < 1 || snaplen > PcapFilter.MAX_SNAPLEN,
        "-s must be 1–" + PcapFilter.MAX_SNAPLEN + ", not " + snaplen);
    refuseIf(
        command,
        buffer < 1 || buffer > MOST_BUFFER,
        "-B must be 1–" + MOST_BUFFER + ", not " + buffer);
    refuseIf(command, write != null && (output.json() || hex), "-w is not for --json or -x");
    refuseIf(command, read != null && own, "-p is for an interface, not for -r");
  }

  // ---- a file

  private void readFile(String file, PcapFilter filter) throws IOException {
    try (PcapReader reader =
            file.equals("-")
                ? PcapReader.of(context.streams().in())
                : PcapReader.open(Path.of(file));
        PacketOutput packets = output(reader.linkType())) {
      new CaptureRun(packets, context.streams(), count).read(reader, filter);
    }
  }

  private PacketOutput output(int linkType) throws IOException {
    return write == null
        ? new PacketPrinter(output, linkType, hex)
        : PacketFile.open(write, context.streams(), linkType, snaplen);
  }

  // ---- an interface

  private void capture(String name, PcapFilter filter) throws IOException {
    int ifindex = name.equals("any") ? 0 : Interface.nametoindex(name);
    PacketRingSetup setup =
        PacketRingSetup.DEFAULT
            .withBlocks(BLOCK, Math.max(2, buffer * (MIB / BLOCK)))
            .withSnaplen(snaplen)
            .withFilter(filter)
            .withPromiscuous(!own)
            .withOutgoing(ifindex == 0 || !isLoopback(ifindex));
    try (PacketRing ring = open(ifindex, setup);
        PacketOutput packets = output(ring.linkType())) {
      var run = new CaptureRun(packets, context.streams(), count);
      run.capture(ring, name);
    } catch (ErrnoException e) {
      throw e.errno().equals(Errno.ENETDOWN)
          ? new IOException(name + " is down: " + e.getMessage(), e)
          : e;
    }
  }

  /** The loopback interface receives what it sends: each packet would be printed twice. */
  private static boolean isLoopback(int ifindex) throws IOException {
    return Interface.getifaddrs().stream()
        .anyMatch(each -> each.index() == ifindex && each.has(IFF.LOOPBACK));
  }

  private static PacketRing open(int ifindex, PacketRingSetup setup) throws IOException {
    try {
      return PacketRing.open(ifindex, setup);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.EPERM)) {
        throw new IOException(
            e.getMessage()
                + ": the process lacks CAP_NET_RAW; run as root, or setcap cap_net_raw+ep on the java"
                + " executable",
            e);
      }
      throw e;
    }
  }
}
