/** The JDK's channels, selectors and sockets over llsocket. */
module org.llsocket.nio {
  requires static org.jspecify;
  requires static jdk.net;
  requires transitive org.llsocket;

  exports org.llsocket.nio;
}
