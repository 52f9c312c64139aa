package org.llsocket.cli.netcat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;

/**
 * Sends an input stream to all connections that are open. Reading starts with the first connection,
 * so no input is lost before there is a receiver.
 */
final class Broadcast {
  private final InputStream in;
  private final int chunkSize;
  private final Console console;
  private final Map<Socket, TransferStats> members = new ConcurrentHashMap<>();
  private boolean started; // guarded by this

  Broadcast(InputStream in, int chunkSize, Console console) {
    this.in = in;
    this.chunkSize = chunkSize;
    this.console = console;
  }

  /** Sends further input to {@code connection} until the membership is closed. */
  Membership join(Socket connection, TransferStats stats) {
    members.put(connection, stats);
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
        members.forEach((connection, stats) -> send(connection, bytes, stats));
      }
    } catch (IOException e) {
      console.warn("standard input: " + Formats.oneLine(e));
    }
  }

  /** Removes the connection if the send fails; its receiver reports how the connection ended. */
  private void send(Socket connection, MemorySegment bytes, TransferStats stats) {
    try {
      StreamInput.sendAll(connection, bytes, stats);
    } catch (IOException e) {
      members.remove(connection);
    }
  }

  /** Membership of a connection; closing it ends it. */
  interface Membership extends AutoCloseable {
    @Override
    void close();
  }
}
