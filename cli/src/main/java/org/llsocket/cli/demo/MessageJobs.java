package org.llsocket.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.demo.DemoJob.Done;
import org.llsocket.datagram.DatagramReceiver;
import org.llsocket.datagram.DatagramSender;
import org.llsocket.message.Control;
import org.llsocket.message.Credentials;
import org.llsocket.message.Message;
import org.llsocket.message.PktInfo;
import org.llsocket.message.Tos;
import org.llsocket.message.Ttl;
import org.llsocket.message.UdpSegment;
import org.llsocket.option.IP;
import org.llsocket.option.SO;

/** Jobs that show messages and their control data. */
final class MessageJobs {
  private static final int CONTROL = 1024; // enough for these jobs
  private static final int HOPS = 42;
  private static final int EXPEDITED = 0xb8; // DSCP 46, without ECN
  private static final String SOURCE = "127.0.0.2";

  private final Path folder;

  MessageJobs(Path folder) {
    this.folder = folder;
  }

  List<DemoJob> jobs() {
    return List.of(
        new DemoJob("Control data", MessageJobs::control),
        new DemoJob("Segmentation", MessageJobs::segments),
        new DemoJob("Batches", MessageJobs::batches),
        new DemoJob("Descriptor passing", this::descriptors),
        new DemoJob("Credentials", MessageJobs::credentials));
  }

  /** Control data sent with one datagram and received with it. */
  private static Done control() throws Exception {
    try (Socket receiver = JobSupport.bound(JobSupport.loopback(AF.INET), SOCK.DGRAM);
        Socket sender = JobSupport.open(AF.INET, SOCK.DGRAM);
        var out = new Message().controlCapacity(CONTROL);
        var in = new Message().controlCapacity(CONTROL)) {
      receiver
          .set(IP.RECVTTL, true)
          .set(IP.RECVTOS, true)
          .set(IP.PKTINFO, true)
          .set(SO.TIMESTAMPNS, true);
      out.buffers(MemorySegment.ofArray(new byte[1])).name(receiver.getsockname());
      out.control()
          .add(new Ttl(HOPS))
          .add(new Tos(EXPEDITED))
          .add(PktInfo.from(InetAddress.ofLiteral(SOURCE)));
      sender.sendmsg(out, 0);

      var from = new SockAddrBuffer();
      int n = receiver.recvmsg(in.buffers(MemorySegment.ofArray(new byte[1])).name(from), 0);
      PktInfo info = in.control().get(PktInfo.class);
      JobSupport.expect(
          in.control().ttl() == HOPS
              && in.control().tos() == EXPEDITED
              && from.host().equals(SOURCE)
              && info != null,
          "received ttl " + in.control().ttl() + ", tos " + in.control().tos() + " from " + from);
      return new Done(
          "ttl "
              + HOPS
              + ", dscp 46, from "
              + SOURCE
              + (info == null ? "" : " via " + Interface.indextoname(info.ifindex()))
              + ": set for one datagram and received with it",
          n);
    }
  }

  /** The kernel splits one send into datagrams. */
  private static Done segments() throws Exception {
    int size = 1000;
    int count = 40;
    try (Socket receiver = JobSupport.bound(JobSupport.loopback(AF.INET), SOCK.DGRAM);
        Socket sender = JobSupport.open(AF.INET, SOCK.DGRAM);
        var out = new Message().controlCapacity(CONTROL)) {
      out.buffers(MemorySegment.ofArray(new byte[size * count])).name(receiver.getsockname());
      out.control().add(new UdpSegment(size));
      try {
        sender.sendmsg(out, 0);
      } catch (IOException e) {
        throw new SkippedException("this kernel has no UDP_SEGMENT", e);
      }
      MemorySegment buffer = MemorySegment.ofArray(new byte[size * 2]);
      for (int i = 0; i < count; i++) {
        int n = receiver.recv(buffer);
        JobSupport.expect(n == size, "received a datagram of " + n + " bytes");
      }
      return new Done(
          "UDP_SEGMENT: one sendmsg of 40000 bytes, " + count + " datagrams of " + size,
          (long) size * count);
    }
  }

  /** Batches of datagrams, segmented and coalesced by the kernel if it supports that. */
  private static Done batches() throws Exception {
    int size = 1000;
    int count = 10_000;
    int queue = 50; // fits a default receive buffer
    try (Socket receiver = JobSupport.bound(JobSupport.loopback(AF.INET), SOCK.DGRAM);
        Socket sender = JobSupport.open(AF.INET, SOCK.DGRAM);
        var out =
            DatagramSender.builder(sender).datagrams(queue).dataCapacity(queue * size).build();
        var in = DatagramReceiver.builder(receiver).messages(queue).datagramSize(size).build()) {
      SockAddr to = receiver.getsockname();
      MemorySegment datagram = MemorySegment.ofArray(new byte[size]);
      var numbers = new Numbers();
      for (int sent = 0; sent < count; ) {
        for (int i = 0; i < queue; i++) {
          datagram.set(ValueLayout.JAVA_INT_UNALIGNED, 0, sent++);
          out.add(datagram, to);
        }
        out.sendmmsg(0);
        while (numbers.received < sent) {
          in.recvmmsg(numbers, 0);
        }
      }
      return new Done(
          "sendmmsg, recvmmsg"
              + (out.isOffloaded() && in.isOffloaded() ? ", UDP_SEGMENT, UDP_GRO" : "")
              + ": "
              + count
              + " datagrams in batches of "
              + queue
              + ", in order",
          (long) size * count);
    }
  }

  /** Checks that datagrams, which start with a sequence number, arrive in order. */
  private static final class Numbers implements DatagramReceiver.Handler {
    private int received;

    @Override
    public void datagram(
        MemorySegment memory, long offset, int length, SockAddrBuffer from, Control control) {
      int number = memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
      if (number != received++) {
        throw new IllegalStateException(
            "received datagram " + number + " in place of " + (received - 1));
      }
    }
  }

  /** The receiver reads a file that the sender has opened. */
  private Done descriptors() throws Exception {
    byte[] content = "passed by SCM_RIGHTS".getBytes(UTF_8);
    Path file = Files.write(folder.resolve("passed"), content);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      try (Descriptor opened = Descriptor.openFile(file)) {
        pair.first().sendfd(opened);
      }
      Files.delete(file);
      try (Descriptor received = pair.second().recvfd()) {
        byte[] read = new byte[content.length];
        long n = received == null ? 0 : received.read(MemorySegment.ofArray(read));
        JobSupport.expect(
            n == read.length && new String(read, UTF_8).equals(new String(content, UTF_8)),
            "read " + n + " bytes");
        return new Done(
            "sendfd, recvfd: the receiver reads a file that was deleted in the meantime", n);
      }
    }
  }

  /** The sender's credentials, checked by the kernel. */
  private static Done credentials() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        var in = new Message().controlCapacity(CONTROL)) {
      pair.second().set(SO.PASSCRED, true);
      pair.first().send(MemorySegment.ofArray(new byte[1]));
      int n = pair.second().recvmsg(in.buffers(MemorySegment.ofArray(new byte[1])), 0);
      Credentials sender = in.control().get(Credentials.class);
      if (sender == null || sender.pid() != ProcessHandle.current().pid()) {
        throw new IOException("the sender was " + sender);
      }
      return new Done(
          "SCM_CREDENTIALS: pid " + sender.pid() + " uid " + sender.uid() + " gid " + sender.gid(),
          n);
    }
  }
}
