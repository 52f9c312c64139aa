package org.llsocket.bench.result;

/** The tables, in their order. */
public enum Group {
  CALLS("Single calls"),
  PING_PONG("Ping-pong, 64 bytes, one connection"),
  ECHO("Echo server"),
  STREAMS("Stream throughput"),
  DATAGRAMS("Datagrams"),
  CONNECTIONS("Connections"),
  MEMORY("Memory of a connection"),
  START("Start to first echo");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
