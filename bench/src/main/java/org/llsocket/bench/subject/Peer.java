package org.llsocket.bench.subject;

import java.util.List;
import java.util.Map;

/**
 * A library that implements the benchmark's workloads: a new one is a class and a line in {@link
 * #ALL}.
 */
public interface Peer {
  /** The Java peers; C is a separate program. */
  List<Peer> ALL =
      List.of(new LlsocketPeer(), new NioPeer(), new NettyPeer(), new JunixsocketPeer());

  /** The name on the command line. */
  String name();

  String version();

  /** The workloads that it supports, by name; those of C have the same names. */
  Map<String, Maker> works();

  /** Prepares a workload. */
  @FunctionalInterface
  interface Maker {
    Workload make(Args args) throws Exception;
  }
}
