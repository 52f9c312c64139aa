package org.llsocket.lua.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbedTest {
  private static final String SCRIPT =
      """
      local llsocket = require('llsocket')
      local socks = llsocket.socket.pair(llsocket.SOCK_STREAM)
      socks[1]:send('from Lua')
      return socks[2]:recv()
      """;

  @Test
  void luaj_embeddedScript_usesSockets() {
    assertThat(EmbedLuaj.run(SCRIPT)).isEqualTo("from Lua");
  }

  @Test
  void luajava_embeddedScript_usesSockets() {
    assertThat(EmbedLuajava.run(SCRIPT)).isEqualTo("from Lua");
  }
}
