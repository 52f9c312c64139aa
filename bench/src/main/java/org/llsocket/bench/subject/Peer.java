package org.llsocket.bench.subject;

import java.util.List;
import java.util.Map;

/** A library that does the benchmark's works: a new one is a class and a line in {@link #ALL}. */
public interface Peer {
  /** Those in Java; C is a program of its own. */
  List<Peer> ALL =
      List.of(new LlsocketPeer(), new NioPeer(), new NettyPeer(), new JunixsocketPeer());

  /** As on the command line. */
  String name();

  String version();

  /** What it can do, by the names of works; C's have the same names. */
  Map<String, Maker> works();

  /** Makes a work ready to be done. */
  @FunctionalInterface
  interface Maker {
    Work make(Args args) throws Exception;
  }
}
