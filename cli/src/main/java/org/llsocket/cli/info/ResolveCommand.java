package org.llsocket.cli.info;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.AI;
import org.llsocket.AddrInfo;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SOCK;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code llsocket resolve}. */
@Command(
    name = "resolve",
    description = {
      "Prints the addresses of HOST and SERVICE in the order in which to try them: getaddrinfo(3).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  llsocket resolve localhost http",
      "  llsocket resolve --type stream --canonname example.org 443",
      "  llsocket resolve --reverse 127.0.0.1 80"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ResolveCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "HOST", description = "A name or a numeric address.")
  private String host;

  @Parameters(
      index = "1",
      paramLabel = "SERVICE",
      arity = "0..1",
      description = "A port number or a service name.")
  private @Nullable String service;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      description = "Address family: ${COMPLETION-CANDIDATES}.")
  private Family family = Family.any;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Socket type: ${COMPLETION-CANDIDATES}.")
  private Type type = Type.any;

  @Option(names = "--canonname", description = "Print the canonical name too: AI_CANONNAME.")
  private boolean canonname;

  @Option(names = "--passive", description = "Print addresses to bind to: AI_PASSIVE.")
  private boolean passive;

  @Option(names = "--numeric", description = "Do not look up names: AI_NUMERICHOST.")
  private boolean numeric;

  @Option(
      names = "--addrconfig",
      description = "Print only families for which this machine has an address: AI_ADDRCONFIG.")
  private boolean addrconfig;

  @Option(
      names = "--v4mapped",
      description = "With --family inet6, map IPv4 addresses to IPv6: AI_V4MAPPED|AI_ALL.")
  private boolean v4mapped;

  @Option(
      names = "--lenient",
      description = "Accept every form of IPv4 address that C accepts: 127.1, 0x7f000001.")
  private boolean lenient;

  @Option(
      names = "--reverse",
      description = "Print the names of the addresses and the port too: getnameinfo(3).")
  private boolean reverse;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws IOException {
    var hints =
        AddrInfo.Hints.of()
            .family(family.value())
            .type(type.value())
            .flags(flags())
            .lenient(lenient);
    List<AddrInfo> found = AddrInfo.getaddrinfo(host, service, hints);
    if (output.json()) {
      printJson(found);
    } else {
      printTable(found);
    }
    return 0;
  }

  private int flags() {
    return (canonname ? AI.CANONNAME : 0)
        | (passive ? AI.PASSIVE : 0)
        | (numeric ? AI.NUMERICHOST : 0)
        | (addrconfig ? AI.ADDRCONFIG : 0)
        | (v4mapped ? AI.V4MAPPED | AI.ALL : 0);
  }

  private void printTable(List<AddrInfo> found) throws IOException {
    var table = new Table();
    for (AddrInfo ai : found) {
      String names = "";
      if (reverse) {
        NameInfo name = ai.nameinfo(nameFlags(ai));
        names = name.host() + " " + name.service();
      }
      table.row(
          ai.family().toString(),
          ai.type().toString(),
          ai.protocol().toString(),
          ai.addr().toString(),
          names,
          ai.canonname() == null ? "" : "canonical name: " + ai.canonname());
    }
    table.print(output.out());
  }

  private void printJson(List<AddrInfo> found) throws IOException {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (AddrInfo ai : found) {
      Map<String, @Nullable Object> object =
          JsonObject.of(
              "family", ai.family().toString(),
              "type", ai.type().toString(),
              "protocol", ai.protocol().toString(),
              "host", Formats.host(ai.addr()),
              "port", ai.addr().port(),
              "address", ai.addr().toString());
      if (ai.canonname() != null) {
        object.put("canonname", ai.canonname());
      }
      if (reverse) {
        NameInfo name = ai.nameinfo(nameFlags(ai));
        object.put("name", name.host());
        object.put("service", name.service());
      }
      list.add(object);
    }
    output.printJson(list);
  }

  private static int nameFlags(AddrInfo ai) {
    return ai.type().equals(SOCK.DGRAM) ? NI.DGRAM : 0;
  }

  /** {@code --family}. */
  enum Family {
    any,
    inet,
    inet6;

    AF value() {
      return switch (this) {
        case any -> AF.UNSPEC;
        case inet -> AF.INET;
        case inet6 -> AF.INET6;
      };
    }
  }

  /** {@code --type}. */
  enum Type {
    any,
    stream,
    dgram,
    raw;

    SOCK value() {
      return switch (this) {
        case any -> new SOCK(0);
        case stream -> SOCK.STREAM;
        case dgram -> SOCK.DGRAM;
        case raw -> SOCK.RAW;
      };
    }
  }
}
