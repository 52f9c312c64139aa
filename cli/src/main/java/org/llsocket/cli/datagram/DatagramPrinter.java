package org.llsocket.cli.datagram;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrView;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.OrigDstAddr;
import org.llsocket.message.PktInfo;
import picocli.CommandLine.Help.Ansi;

/** Prints received datagrams: a line of addresses and control data, then the data; or JSON. */
final class DatagramPrinter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS").withZone(ZoneId.systemDefault());

  private final OutputOptions output;
  private final ReceiveOptions.DataFormat format;
  private final SockAddr bound;

  /** A printer for the datagrams of a socket that is bound to {@code bound}. */
  DatagramPrinter(OutputOptions output, ReceiveOptions.DataFormat format, SockAddr bound) {
    this.output = output;
    this.format = format;
    this.bound = bound;
  }

  void print(ReceivedDatagram datagram) throws IOException {
    PrintWriter out = output.out();
    if (output.json()) {
      output.printJsonLine(object(datagram));
    } else {
      out.println(line(datagram));
      for (String line : DataText.lines(datagram.data(), format)) {
        out.println("  " + line);
      }
    }
    if (out.checkError()) {
      throw new IOException("cannot write to standard output");
    }
  }

  private String line(ReceivedDatagram datagram) {
    SockAddrView from = datagram.from();
    List<String> parts = new ArrayList<>();
    parts.add((from == null ? "unnamed" : from) + " > " + to(datagram) + via(datagram));
    parts.add(datagram.length() + " B");
    if (datagram.message().isTruncated()) {
      parts.add("truncated to " + datagram.data().length + " B");
    }
    OrigDstAddr original = datagram.message().control().get(OrigDstAddr.class);
    if (original != null && !isSame(original.address(), to(datagram))) {
      parts.add("originally to " + original.address());
    }
    for (ControlMessage each : datagram.control()) {
      String text = ControlText.text(each);
      if (!text.isEmpty()) {
        parts.add(text);
      }
    }
    if (datagram.message().isControlTruncated()) {
      parts.add("control data truncated");
    }
    String time = Ansi.AUTO.string("@|faint " + TIME.format(datagram.time()) + "|@");
    return time + " " + String.join(", ", parts);
  }

  private Map<String, @Nullable Object> object(ReceivedDatagram datagram) throws IOException {
    SockAddrView from = datagram.from();
    PktInfo info = datagram.pktinfo();
    byte[] data = datagram.data();
    boolean text = DataText.isText(data);
    Map<String, @Nullable Object> object =
        JsonObject.of(
            "time", datagram.time().toString(),
            "from", from == null ? null : from.toString(),
            "to", to(datagram).toString(),
            "interface", info == null ? null : name(info.ifindex()),
            "size", datagram.length(),
            "truncated", datagram.message().isTruncated(),
            "controlTruncated", datagram.message().isControlTruncated());
    if (text) {
      object.put("text", DataText.decode(data));
    }
    object.put("hex", HexFormat.of().formatHex(data));
    object.put("control", datagram.control().stream().map(ControlText::object).toList());
    return object;
  }

  /** The packet's destination address; the socket's own address if that is not known. */
  private SockAddr to(ReceivedDatagram datagram) {
    PktInfo info = datagram.pktinfo();
    if (info == null || bound.family().equals(AF.UNIX)) {
      return bound;
    }
    SockAddr to = SockAddr.of(info.destination(), bound.port());
    return bound.family().equals(AF.INET6) ? to.toInet6() : to;
  }

  /** Equal even if one is an IPv4 address and the other the same address mapped to IPv6. */
  private static boolean isSame(SockAddr one, SockAddr other) {
    return one.port() == other.port() && one.address().equals(other.address());
  }

  private static String via(ReceivedDatagram datagram) {
    PktInfo info = datagram.pktinfo();
    return info == null ? "" : " via " + name(info.ifindex());
  }

  private static String name(int ifindex) {
    try {
      return Interface.indextoname(ifindex);
    } catch (ErrnoException e) {
      return "interface " + ifindex; // removed in the meantime
    }
  }
}
