package org.llsocket.cli.info;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.SockAddr;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code llsocket interfaces}. */
@Command(
    name = "interfaces",
    description = {"Prints the network interfaces and their addresses: getifaddrs(3).", ""})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class InterfacesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Print only these interfaces.")
  private @Nullable List<String> names;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws IOException {
    List<Interface> chosen = choose(Interface.getifaddrs());
    List<Object> objects = new ArrayList<>();
    for (Interface each : chosen) {
      if (output.json()) {
        objects.add(object(each));
      } else {
        print(each);
      }
    }
    if (output.json()) {
      output.printJson(objects);
    }
    return 0;
  }

  private List<Interface> choose(List<Interface> all) throws IOException {
    if (names == null) {
      return all;
    }
    for (String name : names) {
      Interface.nametoindex(name); // throws if it does not exist
    }
    List<String> wanted = names;
    return all.stream().filter(each -> wanted.contains(each.name())).toList();
  }

  private void print(Interface each) throws IOException {
    output
        .out()
        .println(
            each.index()
                + ": "
                + each.name()
                + "  mtu "
                + each.mtu()
                + (each.hwaddr() == null ? "" : "  " + each.hwaddr())
                + "  "
                + IFF.toString(each.flags()));
    var table = new Table();
    for (Interface.Address address : each.addresses()) {
      table.row(
          "  ",
          address.addr().family().toString(),
          host(address.addr()) + "/" + address.prefixLength(),
          address.broadaddr() == null ? "" : "broadcast " + host(address.broadaddr()),
          address.dstaddr() == null ? "" : "peer " + host(address.dstaddr()));
    }
    table.print(output.out());
  }

  private static Map<String, @Nullable Object> object(Interface each) throws IOException {
    List<Object> addresses = new ArrayList<>();
    for (Interface.Address address : each.addresses()) {
      addresses.add(
          JsonObject.of(
              "family", address.addr().family().toString(),
              "address", host(address.addr()),
              "prefixLength", address.prefixLength(),
              "netmask", host(address.netmask()),
              "broadcast", host(address.broadaddr()),
              "peer", host(address.dstaddr())));
    }
    return JsonObject.of(
        "index", each.index(),
        "name", each.name(),
        "mtu", each.mtu(),
        "hwaddr", each.hwaddr(),
        "flags", List.of(IFF.toString(each.flags()).split("\\|", -1)),
        "addresses", addresses);
  }

  private static @Nullable String host(@Nullable SockAddr address) throws IOException {
    return address == null ? null : Formats.host(address);
  }
}
