package org.llsocket.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llsocket.Socket;

/**
 * Sends what an input stream gives to every connection that is open at the time. Reading begins
 * with the first connection, so that nothing is lost before there is anyone.
 */
final class Broadcast {
  private final InputStream in;
  private final int chunkSize;
  private final Messages messages;
  private final Map<Socket, Tally> members = new ConcurrentHashMap<>();
  private boolean started; // guarded by this

  Broadcast(InputStream in, int chunkSize, Messages messages) {
    this.in = in;
    this.chunkSize = chunkSize;
    this.messages = messages;
  }

  /** Lets {@code connection} have what comes until the membership is closed. */
  Membership join(Socket connection, Tally tally) {
    members.put(connection, tally);
    start();
    return () -> members.remove(connection);
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("broadcast").start(this::run);
    }
  }

  private void run() {
    byte[] chunk = new byte[chunkSize];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        MemorySegment bytes = MemorySegment.ofArray(chunk).asSlice(0, n);
        members.forEach((connection, tally) -> send(connection, bytes, tally));
      }
    } catch (IOException e) {
      messages.complain("standard input: " + Main.oneLine(e));
    }
  }

  /** A connection that takes nothing more gets nothing more; its receiver tells how it ends. */
  private void send(Socket connection, MemorySegment bytes, Tally tally) {
    try {
      StreamInput.sendAll(connection, bytes, tally);
    } catch (IOException e) {
      members.remove(connection);
    }
  }

  /** The right to a share. */
  interface Membership extends AutoCloseable {
    @Override
    void close();
  }
}
