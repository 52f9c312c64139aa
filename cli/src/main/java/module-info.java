/** The llsocket command, on the exported packages of org.llsocket and org.llsocket.lua. */
module org.llsocket.cli {
  requires static org.jspecify;
  requires com.fasterxml.jackson.jr.ob;
  requires info.picocli;
  requires org.jline.reader;
  requires org.llsocket;
  requires org.llsocket.lua;
  requires org.llsocket.nio;

  uses org.llsocket.lua.LuaEngine;

  opens org.llsocket.cli to
      info.picocli;
  opens org.llsocket.cli.capture to
      info.picocli;
  opens org.llsocket.cli.conversation to
      info.picocli;
  opens org.llsocket.cli.datagram to
      info.picocli;
  opens org.llsocket.cli.demo to
      info.picocli;
  opens org.llsocket.cli.info to
      info.picocli;
  opens org.llsocket.cli.lua to
      info.picocli;
  opens org.llsocket.cli.monitor to
      info.picocli;
  opens org.llsocket.cli.netcat to
      info.picocli;
  opens org.llsocket.cli.output to
      info.picocli;
  opens org.llsocket.cli.ping to
      info.picocli;
  opens org.llsocket.cli.probe to
      info.picocli;
  opens org.llsocket.cli.process to
      info.picocli;
  opens org.llsocket.cli.relay to
      info.picocli;
  opens org.llsocket.cli.run to
      info.picocli;
  opens org.llsocket.cli.socket to
      info.picocli;
  opens org.llsocket.cli.sockets to
      info.picocli;
  opens org.llsocket.cli.tls to
      info.picocli;
}
