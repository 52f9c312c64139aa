package org.llsocket.cli.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.socket.Console;

/** TLS over another end, a stream. */
public final class TlsEnd implements End {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final End transport;
  private final SSLEngine engine;
  private final Console console;

  private final ByteBuffer received; // being read
  private ByteBuffer plain; // being read
  private boolean established;
  private final Object writing = new Object();
  private final ByteBuffer toSend; // guarded by writing

  private TlsEnd(End transport, SSLEngine engine, Console console) {
    this.transport = transport;
    this.engine = engine;
    this.console = console;
    SSLSession session = engine.getSession();
    received = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    toSend = ByteBuffer.allocate(session.getPacketBufferSize());
    plain = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
  }

  /** Makes the handshake; closes {@code transport} if it fails. */
  public static TlsEnd handshake(End transport, SSLEngine engine, Console console)
      throws IOException {
    var end = new TlsEnd(transport, engine, console);
    try {
      end.handshake();
    } catch (IOException e) {
      end.sendAlert();
      transport.close();
      throw new IOException("TLS with " + transport + ": " + explain(e), e);
    }
    console.event("TLS with " + transport + ": " + describe(engine));
    return end;
  }

  private static String describe(SSLEngine engine) {
    SSLSession session = engine.getSession();
    String alpn = engine.getApplicationProtocol();
    return session.getProtocol()
        + ", "
        + session.getCipherSuite()
        + (alpn == null || alpn.isEmpty() ? "" : ", ALPN " + alpn);
  }

  /** What to do about a failed handshake, in the words of the options. */
  private static String explain(IOException e) {
    String text = Formats.oneLine(e);
    if (text.contains("unable to find valid certification path")) {
      return "the certificate is not signed by a trusted authority; --ca FILE trusts others, "
          + "--insecure trusts any";
    }
    if (text.contains("No subject alternative") || text.contains("No name matching")) {
      return text + "; --servername NAME expects another name";
    }
    if (text.contains("plaintext connection")) {
      return "the peer does not speak TLS";
    }
    return text;
  }

  private void handshake() throws IOException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(NOTHING.duplicate());
        case NEED_TASK -> runTasks();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap()) {
            throw new SSLHandshakeException("the peer has closed the connection in the handshake");
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          established = true;
          return;
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private void sendAlert() {
    try {
      wrap(NOTHING.duplicate());
    } catch (IOException e) {
      // The failure of the handshake is the one to report.
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      if (!unwrap()) {
        return EOF;
      }
      finishHandshake();
    }
    int n = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice().limit(n));
    plain.position(plain.position() + n);
    return n;
  }

  /** Answers a key update, or a new handshake of TLS 1.2. */
  private void finishHandshake() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_WRAP || status == HandshakeStatus.NEED_TASK) {
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (!engine.isOutboundDone()) {
        wrap(NOTHING.duplicate());
      } else {
        return;
      }
      status = engine.getHandshakeStatus();
    }
  }

  /** Decrypts one record, after receiving it if necessary; false at the end of the data. */
  private boolean unwrap() throws IOException {
    while (true) {
      ByteBuffer target = plain.clear();
      SSLEngineResult result;
      try {
        result = engine.unwrap(received, target);
      } finally {
        target.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> {
          return false;
        }
        case BUFFER_OVERFLOW -> plain = ByteBuffer.allocate(2 * plain.capacity()).flip();
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return false;
          }
        }
      }
    }
  }

  private boolean receive() throws IOException {
    received.compact();
    int n;
    try {
      n = transport.read(received);
    } finally {
      received.flip();
    }
    if (n == EOF) {
      warnIfTruncated();
      return false;
    }
    return true;
  }

  private void warnIfTruncated() throws IOException {
    try {
      engine.closeInbound();
    } catch (SSLException e) {
      if (!established) {
        throw new SSLHandshakeException("the peer has closed the connection in the handshake");
      }
      console.warn(
          "TLS with "
              + transport
              + ": the stream has ended without TLS's end; data may be missing");
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      wrap(from);
    }
  }

  private void wrap(ByteBuffer from) throws IOException {
    synchronized (writing) {
      SSLEngineResult result = engine.wrap(from, toSend.clear());
      if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
        throw new SSLException("the peer has ended TLS");
      }
      transport.write(toSend.flip());
    }
  }

  /** Sends close_notify. The stream stays open, so that the peer's data is still received. */
  @Override
  public boolean endOutput() throws IOException {
    synchronized (writing) {
      engine.closeOutbound();
      while (!engine.isOutboundDone()) {
        wrap(NOTHING.duplicate());
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return transport.toString();
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
