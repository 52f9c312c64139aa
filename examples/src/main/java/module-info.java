/** Small programs over org.llsocket; they see only what it exports. */
module org.llsocket.examples {
  requires static org.jspecify;
  requires org.llsocket;
}
