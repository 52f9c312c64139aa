package org.llsocket.cli;

import java.io.IOException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;

/** Serves those who connect to a listening socket. */
final class StreamServer {
  private final Socket listener;
  private final Tally tally;
  private final Messages messages;
  private final Endpoint endpoint;

  StreamServer(Socket listener, Tally tally, Messages messages, Endpoint endpoint) {
    this.listener = listener;
    this.tally = tally;
    this.messages = messages;
    this.endpoint = endpoint;
  }

  /** Serves the first, and nobody after. */
  void serveOne(Input input) throws IOException {
    try (Socket connection = accept(new SockAddrBuffer())) {
      listener.close(); // whoever comes later is refused at once
      tally.restart();
      new Conversation(connection, tally, messages, endpoint.idleLimit()).run(input);
    }
  }

  /** Serves all, each in a thread, until the process is told to end. */
  void serveAll(Streams streams) throws IOException {
    var broadcast = new Broadcast(streams.in(), endpoint.chunk(), messages);
    var peer = new SockAddrBuffer();
    long number = 0;
    while (true) {
      Socket connection = accept(peer);
      number++;
      String name = peer.length() == 0 || peer.isUnnamed() ? "client " + number : peer.toString();
      Thread.ofPlatform()
          .daemon()
          .name(name)
          .start(() -> serve(connection, name, broadcast, streams));
    }
  }

  private void serve(Socket connection, String name, Broadcast broadcast, Streams streams) {
    messages.say(name + " connected");
    var own = new Tally(false, tally);
    String end = "";
    try (connection) {
      var conversation = new Conversation(connection, own, messages, endpoint.idleLimit());
      if (endpoint.file != null) {
        conversation.run(endpoint.input(streams));
      } else {
        try (var _ = broadcast.join(connection, own)) {
          conversation.run(null);
        }
      }
    } catch (IOException e) {
      end = Main.oneLine(e) + "; ";
    }
    messages.say(name + " ended: " + end + own.summary());
  }

  private Socket accept(SockAddrBuffer peer) throws IOException {
    while (true) {
      try {
        Socket connection = listener.accept(peer);
        if (connection != null) {
          return connection;
        }
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.ECONNABORTED)) { // that one has given up already
          throw e;
        }
      }
    }
  }
}
