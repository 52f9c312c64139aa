package org.llsocket.programs;

import java.io.IOException;
import java.util.List;
import org.llsocket.AI;
import org.llsocket.AddrInfo;
import org.llsocket.AddrInfoException;
import org.llsocket.EAI;
import org.llsocket.Interface;
import org.llsocket.NI;
import org.llsocket.NameInfo;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;

/** Scopes of IPv6 addresses where the names of interfaces are all digits. */
public final class ScopesProgram {
  private ScopesProgram() {}

  /** Prints what each of the ways makes of each scope. */
  public static void main(String[] args) throws IOException {
    System.out.println(
        "2 is " + Interface.nametoindex("2") + ", 3 is " + Interface.nametoindex("3"));
    for (String text :
        List.of("fe80::1%2", "fe80::1%3", "fe80::1%1", "ff02::1%2", "fd00::1%2", "fd00::1%lo")) {
      SockAddr addr = SockAddr.inet6(text, 1);
      System.out.println(
          text
              + ": inet6 "
              + addr.scopeId()
              + ", getaddrinfo "
              + lookUp(text, false)
              + ", lenient "
              + lookUp(text, true)
              + ", getnameinfo "
              + NameInfo.getnameinfo(addr, NI.NUMERICHOST | NI.NUMERICSERV).host()
              + ", "
              + addr);
    }
    SockAddr gone = SockAddr.inet6(SockAddr.inet6("fe80::1", 1).addressBytes(), 1, 0, 7);
    System.out.println(
        "index 7, which no interface has: "
            + gone
            + ", read back "
            + gone.equals(SockAddr.parse(gone.toString())));
  }

  private static String lookUp(String host, boolean lenient) throws IOException {
    var hints = AddrInfo.Hints.of().flags(AI.NUMERICHOST).type(SOCK.STREAM).lenient(lenient);
    try {
      return String.valueOf(AddrInfo.getaddrinfo(host, "1", hints).getFirst().addr().scopeId());
    } catch (AddrInfoException e) {
      return EAI.toString(e.code());
    }
  }
}
