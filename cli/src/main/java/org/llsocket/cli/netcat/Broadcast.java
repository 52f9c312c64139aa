package org.llsocket.cli.netcat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llsocket.cli.conversation.End;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;
import org.llsocket.cli.socket.TransferStats;

/**
 * Sends an input stream to all connections that are open. Reading starts with the first connection,
 * so no input is lost before there is a receiver.
 */
final class Broadcast {
  private static final int CHUNK = 128 * 1024;

  private final InputStream in;
  private final Console console;
  private final Map<End, TransferStats> members = new ConcurrentHashMap<>();
  private boolean started; // guarded by this

  Broadcast(InputStream in, Console console) {
    this.in = in;
    this.console = console;
  }

  /** Sends further input to {@code connection} until the membership is closed. */
  Membership join(End connection, TransferStats stats) {
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
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        int length = n;
        members.forEach(
            (connection, stats) -> send(connection, ByteBuffer.wrap(chunk, 0, length), stats));
      }
    } catch (IOException e) {
      console.warn("standard input: " + Formats.oneLine(e));
    }
  }

  /** Removes the connection if the send fails; its receiver reports how the connection ended. */
  private void send(End connection, ByteBuffer bytes, TransferStats stats) {
    try {
      int length = bytes.remaining();
      connection.write(bytes);
      stats.sent(length);
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
