package org.llsocket.lua.socket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.IFF;
import org.llsocket.Interface;
import org.llsocket.SockAddr;
import org.llsocket.lua.Arguments;

/** The network interfaces. */
public final class Devices {
  private static final Map<String, Integer> FLAGS =
      Map.ofEntries(
          Map.entry("up", IFF.UP),
          Map.entry("broadcast", IFF.BROADCAST),
          Map.entry("debug", IFF.DEBUG),
          Map.entry("loopback", IFF.LOOPBACK),
          Map.entry("pointtopoint", IFF.POINTOPOINT),
          Map.entry("notrailers", IFF.NOTRAILERS),
          Map.entry("running", IFF.RUNNING),
          Map.entry("noarp", IFF.NOARP),
          Map.entry("promisc", IFF.PROMISC),
          Map.entry("allmulti", IFF.ALLMULTI),
          Map.entry("multicast", IFF.MULTICAST),
          Map.entry("master", IFF.MASTER),
          Map.entry("slave", IFF.SLAVE),
          Map.entry("portsel", IFF.PORTSEL),
          Map.entry("automedia", IFF.AUTOMEDIA),
          Map.entry("dynamic", IFF.DYNAMIC),
          Map.entry("lower_up", IFF.LOWER_UP),
          Map.entry("dormant", IFF.DORMANT),
          Map.entry("echo", IFF.ECHO));

  private Devices() {}

  /**
   * {@code device.getifaddrs()}: a table by name, of tables with index, mtu, ether, each flag that
   * is set as true, and lists inet and inet6.
   */
  public static Object getifaddrs(Arguments args) throws IOException {
    Map<Object, Object> all = new LinkedHashMap<>();
    for (Interface each : Interface.getifaddrs()) {
      all.put(each.name(), table(each));
    }
    return all;
  }

  private static Map<Object, Object> table(Interface device) {
    Map<Object, Object> table = new LinkedHashMap<>();
    FLAGS.forEach((name, flag) -> {
      if (device.has(flag)) {
        table.put(name, true);
      }
    });
    table.put("index", device.index());
    table.put("mtu", device.mtu());
    if (device.hwaddr() != null) {
      table.put("ether", device.hwaddr());
    }
    putList(table, "inet", device, AF.INET);
    putList(table, "inet6", device, AF.INET6);
    return table;
  }

  private static void putList(Map<Object, Object> table, String name, Interface device, AF family) {
    List<Object> list = new ArrayList<>();
    for (Interface.Address address : device.addresses()) {
      if (address.addr().family().equals(family)) {
        list.add(table(address));
      }
    }
    if (!list.isEmpty()) {
      table.put(name, list);
    }
  }

  private static Map<Object, Object> table(Interface.Address address) {
    Map<Object, Object> table = new LinkedHashMap<>();
    put(table, "address", address.addr());
    put(table, "netmask", address.netmask());
    put(table, "broadcast", address.broadaddr());
    put(table, "point2point", address.dstaddr());
    return table;
  }

  private static void put(Map<Object, Object> table, String name, @Nullable SockAddr addr) {
    if (addr != null) {
      table.put(name, addr.host());
    }
  }
}
