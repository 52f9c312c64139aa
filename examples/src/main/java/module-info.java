/** Example programs, which use only the exported packages of org.llsocket. */
module org.llsocket.examples {
  requires static org.jspecify;
  requires org.llsocket;
}
