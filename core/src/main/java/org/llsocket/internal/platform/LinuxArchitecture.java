package org.llsocket.internal.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An architecture that the library runs on, and what differs there from the tables of {@link
 * Linux}, which are the kernel's generic ones. A name stands here only if it differs. {@code
 * CHeaderTest} compares each architecture with its headers through a cross compiler.
 */
enum LinuxArchitecture {
  AMD64(
      """
      SYS_gettid 186
      SYS_tgkill 234
      """,
      // packed on this architecture only
      """
      epoll_event 12: events 0 4, data 4 8
      """),

  AARCH64(
      """
      O_DIRECTORY 0x4000
      O_NOFOLLOW 0x8000
      O_DIRECT 0x10000
      O_TMPFILE 0x404000
      """,
      ""),

  RISCV64("", ""),

  S390X(
      """
      SYS_gettid 236
      SYS_tgkill 241
      """,
      """
      sigaction 152: sa_handler 0 8, sa_flags 12 4, sa_mask 24 128
      """),

  PPC64LE(
      """
      SYS_gettid 207
      SYS_tgkill 250
      EDEADLOCK 58
      O_DIRECTORY 0x4000
      O_NOFOLLOW 0x8000
      O_DIRECT 0x20000
      O_TMPFILE 0x404000
      FIONREAD 0x4004667f
      FIONBIO 0x8004667e
      FIOASYNC 0x8004667d
      SIOCINQ 0x4004667f
      SIOCOUTQ 0x40047473
      SO_RCVLOWAT 16
      SO_SNDLOWAT 17
      SO_RCVTIMEO 18
      SO_SNDTIMEO 19
      SO_PASSCRED 20
      SO_PEERCRED 21
      IOCTL_VM_SOCKETS_GET_LOCAL_CID 0x200007b9
      TUNSETIFF 0x800454ca
      TUNGETIFF 0x400454d2
      """,
      "");

  /** {@code NAME number} pairs, each of which replaces the number of a generic table. */
  final String numbers;

  /** Layouts, each of which replaces that of a generic table. */
  final String layouts;

  LinuxArchitecture(String numbers, String layouts) {
    this.numbers = numbers;
    this.layouts = layouts;
  }

  /** The architecture that the JDK calls {@code os.arch}, or null if it is not supported. */
  static @Nullable LinuxArchitecture of(String arch) {
    for (LinuxArchitecture each : values()) {
      if (each.toString().equals(arch.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    return null;
  }

  /** The value of {@code os.arch}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
