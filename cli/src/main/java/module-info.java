/** The llsocket command; sees only what org.llsocket exports. */
module org.llsocket.cli {
  requires static org.jspecify;
  requires com.fasterxml.jackson.jr.ob;
  requires info.picocli;
  requires org.jline.reader;
  requires org.llsocket;
  requires org.llsocket.lua;

  uses org.llsocket.lua.LuaEngine;

  opens org.llsocket.cli to
      info.picocli;
}
