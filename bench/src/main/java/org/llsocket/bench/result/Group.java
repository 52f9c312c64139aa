package org.llsocket.bench.result;

/** The tables of the report, in order. */
public enum Group {
  CALLS("Single calls"),
  PING_PONG("Ping-pong, 64 bytes, one connection"),
  ECHO("Echo server"),
  STREAMS("Stream throughput"),
  DATAGRAMS("Datagrams"),
  CONNECTIONS("Connections"),
  MEMORY("Memory per connection"),
  START("Start to first echo");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
