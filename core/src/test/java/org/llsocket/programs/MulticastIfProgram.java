package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.IP;
import org.llsocket.option.MCAST;
import org.llsocket.testing.Command;

/** Interfaces of multicast packets by their index, in a network whose addresses change. */
public final class MulticastIfProgram {
  private static final int IP_MULTICAST_IF = 32;
  private static final SockAddr GROUP = SockAddr.inet("239.255.77.7", 9);
  private static final InetAddress SOURCE = InetAddress.ofLiteral("10.1.0.9");

  private MulticastIfProgram() {}

  /** Prints what is set, sent and read. */
  public static void main(String[] args) throws IOException {
    int first = Interface.nametoindex("first");
    int second = Interface.nametoindex("second");
    int bare = Interface.nametoindex("bare");
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
        Socket copy = socket.dup();
        Socket other = Socket.open(AF.INET, SOCK.DGRAM)) {
      report("its address", socket.set(IP.MULTICAST_IF, first), first);
      Command.output(List.of("ip", "address", "flush", "dev", "first"));
      Command.output(List.of("ip", "address", "add", "10.1.0.99/24", "dev", "first"));
      report("another address", socket, first);
      report("a duplicate", copy, first);
      report("no address", socket.set(IP.MULTICAST_IF, bare), bare);
      Command.output(List.of("ip", "address", "add", "10.1.0.99/32", "dev", "second"));
      report("the address of two", socket.set(MCAST.IF, second), second);
      report("the address of two", socket.set(MCAST.IF, first), first);
      report("none", socket.set(MCAST.IF, 0), 0);
      int[] mreqn = {0, 0, second};
      other.setsockopt(0, IP_MULTICAST_IF, MemorySegment.ofArray(mreqn));
      report("raw, by index", other, second);
      other.setsockopt(0, IP_MULTICAST_IF, MemorySegment.ofArray(new byte[] {10, 1, 0, 99}));
      System.out.println("raw, by address: " + (other.get(IP.MULTICAST_IF) != 0));
    }
    refused(new GroupSourceReq(bare, GROUP.address(), SOURCE));
    refused(new GroupSourceReq(second, GROUP.address(), SOURCE));
    Command.output(List.of("ip", "address", "add", "10.2.0.1/24", "dev", "second"));
    refused(new GroupSourceReq(second, GROUP.address(), SOURCE));
  }

  private static void report(String what, Socket socket, int index) throws IOException {
    String sent;
    try {
      sent = socket.sendto(ByteBuffer.allocate(4), GROUP) + " sent";
    } catch (ErrnoException e) {
      sent = e.errno().toString();
    }
    System.out.println(what + ": " + sent + ", read as set: " + (socket.get(MCAST.IF) == index));
  }

  /** Joins by the struct that has an address in the place of an index. */
  private static void refused(GroupSourceReq request) throws IOException {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.set(IP.ADD_SOURCE_MEMBERSHIP, request);
      System.out.println("joined");
    } catch (IllegalArgumentException e) {
      System.out.println(String.valueOf(e.getMessage()).replaceAll("[0-9]+ has", "N has"));
    }
  }
}
