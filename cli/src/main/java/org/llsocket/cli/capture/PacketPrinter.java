package org.llsocket.cli.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.capture.Packet;
import org.llsocket.capture.RingPacket;
import org.llsocket.cli.output.HexDump;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;

/** Packets as lines of text or JSON. */
final class PacketPrinter implements PacketOutput {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS").withZone(ZoneId.systemDefault());

  private final OutputOptions output;
  private final PrintWriter out;
  private final int linkType;
  private final boolean hex;
  private final Map<Integer, String> names = new HashMap<>(); // of interfaces

  PacketPrinter(OutputOptions output, int linkType, boolean hex) {
    this.output = output;
    this.out = output.out();
    this.linkType = linkType;
    this.hex = hex;
  }

  @Override
  public void write(Packet packet) throws IOException {
    var dissection = new Dissection(packet, linkType);
    if (output.json()) {
      output.printJsonLine(object(packet, dissection));
    } else {
      out.println(TIME.format(packet.time()) + " " + dissection.text());
      if (hex) {
        for (String row : HexDump.rows(packet.data().toArray(JAVA_BYTE), 0)) {
          out.println("  " + row);
        }
      }
    }
    if (out.checkError()) {
      throw new IOException("cannot write to standard output");
    }
  }

  private Map<String, @Nullable Object> object(Packet packet, Dissection dissection) {
    Map<String, @Nullable Object> object =
        JsonObject.of(
            "time", packet.time().toString(),
            "length", packet.length(),
            "captured", packet.capturedLength());
    if (packet instanceof RingPacket ring) {
      object.put("interface", names.computeIfAbsent(ring.ifindex(), PacketPrinter::name));
    }
    object.putAll(dissection.fields());
    object.put("text", dissection.text());
    if (hex) {
      object.put("hex", HexFormat.of().formatHex(packet.data().toArray(JAVA_BYTE)));
    }
    return object;
  }

  private static String name(int ifindex) {
    try {
      return Interface.indextoname(ifindex);
    } catch (ErrnoException e) {
      return "interface " + ifindex; // removed in the meantime
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public boolean isQuiet() {
    return false;
  }

  @Override
  public void close() {
    out.flush();
  }
}
