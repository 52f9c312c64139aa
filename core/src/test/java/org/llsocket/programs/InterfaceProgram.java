package org.llsocket.programs;

import java.io.IOException;
import org.llsocket.IFF;
import org.llsocket.Interface;

/** Prints the interfaces of the network namespace that it runs in. */
public final class InterfaceProgram {
  private InterfaceProgram() {}

  /** Prints them, each before its addresses. */
  public static void main(String[] args) throws IOException {
    for (Interface one : Interface.getifaddrs()) {
      System.out.println(
          one.name()
              + " "
              + one.index()
              + " "
              + one.mtu()
              + " "
              + IFF.toString(one.flags())
              + " "
              + one.hwaddr());
      for (Interface.Address a : one.addresses()) {
        System.out.println(
            a.addr() + "/" + a.prefixLength() + " " + a.broadaddr() + " " + a.dstaddr());
      }
    }
  }
}
