/** The operating system's own socket API, whole, in pure Java. */
module org.llsocket {
  requires static org.jspecify;

  exports org.llsocket;
  exports org.llsocket.capture;
  exports org.llsocket.datagram;
  exports org.llsocket.family;
  exports org.llsocket.loop;
  exports org.llsocket.message;
  exports org.llsocket.netlink;
  exports org.llsocket.option;
  exports org.llsocket.poll;
  exports org.llsocket.service;
  exports org.llsocket.uring;
}
