package org.llsocket.cli.sockets;

import picocli.CommandLine.Option;

/** The options that add to what is printed of each socket. */
final class SocketDetails {
  @Option(
      names = {"-p", "--processes"},
      description = "Print the processes that have the socket open.")
  private boolean processes;

  @Option(
      names = {"-i", "--info"},
      description = "Print TCP_INFO of TCP sockets: round-trip time, window, bytes, segments.")
  private boolean info;

  @Option(
      names = {"-m", "--memory"},
      description = "Print the memory: SO_MEMINFO.")
  private boolean memory;

  @Option(
      names = {"-o", "--options"},
      description = "Print the timer that runs: its name, when it expires, retransmits.")
  private boolean timers;

  @Option(
      names = {"-e", "--extended"},
      description = "Print the user, the inode and SO_COOKIE.")
  private boolean extended;

  boolean processes() {
    return processes;
  }

  boolean info() {
    return info;
  }

  boolean memory() {
    return memory;
  }

  boolean timers() {
    return timers;
  }

  boolean extended() {
    return extended;
  }
}
