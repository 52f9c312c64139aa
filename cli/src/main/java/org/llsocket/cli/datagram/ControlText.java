package org.llsocket.cli.datagram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.socket.OptionText;
import org.llsocket.message.ControlMessage;
import org.llsocket.message.Credentials;
import org.llsocket.message.ExtendedErr;
import org.llsocket.message.HopLimit;
import org.llsocket.message.Mark;
import org.llsocket.message.OrigDstAddr;
import org.llsocket.message.PidFd;
import org.llsocket.message.PktInfo;
import org.llsocket.message.Priority;
import org.llsocket.message.RawControlMessage;
import org.llsocket.message.Rights;
import org.llsocket.message.RxqOvfl;
import org.llsocket.message.Security;
import org.llsocket.message.Timestamp;
import org.llsocket.message.TimestampingPktInfo;
import org.llsocket.message.Tos;
import org.llsocket.message.TrafficClass;
import org.llsocket.message.Ttl;
import org.llsocket.message.UdpGro;

/** Control messages as short text and as JSON. */
final class ControlText {
  private ControlText() {}

  /** Short text; empty for a message that {@link DatagramPrinter} prints elsewhere. */
  static String text(ControlMessage message) {
    return switch (message) {
      case PktInfo _, Timestamp _, OrigDstAddr _ -> "";
      case Ttl ttl -> "ttl " + ttl.ttl();
      case HopLimit hops -> "hop limit " + hops.limit();
      case Tos tos -> trafficClass(tos.dscp(), tos.ecn());
      case TrafficClass tclass -> trafficClass(tclass.dscp(), tclass.ecn());
      case UdpGro gro -> "coalesced datagrams of " + gro.size() + " B";
      case RxqOvfl overflow -> Formats.count(overflow.drops(), "datagram") + " dropped so far";
      case Credentials sender ->
          "pid " + sender.pid() + " uid " + sender.uid() + " gid " + sender.gid();
      case Rights rights -> "descriptors: " + String.join(", ", files(rights.descriptors()));
      case PidFd pidfd -> "pidfd: " + String.join("", files(List.of(pidfd.descriptor())));
      case Security security -> "security label " + DataText.escape(security.label());
      case Mark mark -> mark.mark() == 0 ? "" : "mark 0x" + Integer.toHexString(mark.mark());
      case Priority priority -> priority.priority() == 0 ? "" : "priority " + priority.priority();
      case RawControlMessage raw ->
          "level "
              + raw.level()
              + " type "
              + raw.type()
              + ": "
              + HexFormat.of().formatHex(raw.data());
      default -> message.getClass().getSimpleName() + " " + fields(message);
    };
  }

  private static String trafficClass(int dscp, int ecn) {
    return "dscp " + dscp + ", ecn " + ecn;
  }

  /** The files that the descriptors refer to. */
  private static List<String> files(List<Descriptor> descriptors) {
    return descriptors.stream().map(ControlText::file).collect(Collectors.toList());
  }

  private static String file(Descriptor descriptor) {
    try {
      Path link = Path.of("/proc/self/fd/" + descriptor.fd());
      return DataText.escape(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return "fd " + descriptor.fd();
    }
  }

  /** The name of the message's class and its fields. */
  static Map<String, @Nullable Object> object(ControlMessage message) {
    Map<String, @Nullable Object> object =
        JsonObject.of("name", message.getClass().getSimpleName());
    switch (message) {
      case Rights rights -> object.put("descriptors", files(rights.descriptors()));
      case PidFd pidfd -> object.put("descriptor", file(pidfd.descriptor()));
      case Tos tos -> object.putAll(trafficClassObject(tos.dscp(), tos.ecn()));
      case TrafficClass tclass -> object.putAll(trafficClassObject(tclass.dscp(), tclass.ecn()));
      default -> object.putAll(fields(message));
    }
    return object;
  }

  /** Its fields as {@link OptionText#fields}, also of the messages that are not records. */
  private static Map<String, @Nullable Object> fields(ControlMessage message) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(OptionText.fields(message));
    switch (message) {
      case PktInfo info -> {
        fields.put("local", OptionText.json(info.local()));
        fields.put("destination", OptionText.json(info.destination()));
        fields.put("ifindex", info.ifindex());
      }
      case ExtendedErr error -> {
        fields.put("errno", error.errno().toString());
        fields.put("origin", error.origin());
        fields.put("type", error.type());
        fields.put("code", error.code());
        fields.put("info", error.info());
        fields.put("data", error.data());
        if (error.offender() != null) {
          fields.put("offender", OptionText.json(error.offender()));
        }
      }
      case TimestampingPktInfo device -> {
        fields.put("ifindex", device.ifindex());
        fields.put("length", device.length());
      }
      default -> {}
    }
    return fields;
  }

  private static Map<String, @Nullable Object> trafficClassObject(int dscp, int ecn) {
    return JsonObject.of("dscp", dscp, "ecn", ecn);
  }
}
