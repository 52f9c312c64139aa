package org.llsocket.loop;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

/**
 * Holds many connections to a loop, and lets descriptors run out: the next client waits in the
 * listener's queue while the loop rests, and is served when there are descriptors again.
 */
public final class LoopFullProgram {
  private static final int MOST_CPU_MILLIS = 250;

  private final Loop loop;
  private final Socket listener = Loopback.listener(AF.INET);
  private final List<Socket> clients = new ArrayList<>();

  private LoopFullProgram(Loop loop) throws IOException {
    this.loop = loop;
  }

  public static void main(String[] args) throws IOException {
    try (Loop loop = Loop.open(Engine.valueOf(args[0]))) {
      new LoopFullProgram(loop).run(100);
    }
  }

  private void run(int count) throws IOException {
    // A class of a folder cannot be loaded once descriptors have run out.
    requireNonNull(new ErrnoException(Errno.EMFILE, "accept", "").getMessage());
    long _ = cpuMillis();
    loop.listen(listener, _ -> Connection::send);
    for (int i = 0; i < count; i++) {
      Socket client = Socket.open(AF.INET, SOCK.STREAM);
      clients.add(client);
      client.connect(listener.getsockname());
      client.send(ByteBuffer.allocate(1));
    }
    untilAllAreServed();
    Socket late = Socket.open(AF.INET, SOCK.STREAM);
    List<Socket> ballast = ballast();
    late.connect(listener.getsockname());
    late.send(ByteBuffer.allocate(1));
    long before = cpuMillis();
    long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
    while (System.nanoTime() < end) {
      loop.await(Duration.ofMillis(100));
    }
    long used = cpuMillis() - before;
    if (loop.connections() != count || used > MOST_CPU_MILLIS) {
      throw new AssertionError(loop.connections() + " connections, " + used + " ms");
    }
    for (Socket each : ballast) {
      each.close();
    }
    clients.add(late);
    untilAllAreServed();
    System.out.println("all were served; " + used + " ms of 600 while there were no descriptors");
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  private static List<Socket> ballast() {
    List<Socket> all = new ArrayList<>();
    try {
      while (true) {
        all.add(Socket.open(AF.INET, SOCK.DGRAM));
      }
    } catch (IOException full) {
      return all;
    }
  }

  private void untilAllAreServed() throws IOException {
    long end = System.nanoTime() + Blocked.DEADLINE.toNanos();
    for (Socket client : clients) {
      ByteBuffer answer = ByteBuffer.allocate(1);
      while (client.recv(answer, MSG.PEEK | MSG.DONTWAIT) != 1) {
        loop.await(Duration.ofMillis(10));
        if (System.nanoTime() > end) {
          throw new AssertionError(loop.connections() + " connections of " + clients.size());
        }
      }
    }
  }
}
