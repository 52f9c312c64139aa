package org.llsocket.internal.platform;

import java.util.List;
import java.util.Set;

/**
 * Linux with glibc or musl on the 64-bit little-endian architectures that use the kernel's generic
 * numbers. The tables are checked against the system's headers by {@code CHeaderTest} where a C
 * compiler is present.
 */
final class Linux {
  static final Set<String> ARCHITECTURES = Set.of("amd64");

  static final String ERRNO = LinuxErrno.NUMBERS;

  static final List<String> NUMBERS =
      List.of(
          LinuxSocket.NUMBERS,
          LinuxInet.NUMBERS,
          LinuxLookup.NUMBERS,
          LinuxInterface.NUMBERS,
          LinuxOptions.NUMBERS,
          LinuxIpOptions.NUMBERS,
          LinuxTransportOptions.NUMBERS,
          LinuxControl.NUMBERS,
          LinuxFile.NUMBERS,
          BsdNames.PROTOCOLS,
          BsdNames.LOOKUP);

  /** Names that no call of the library itself needs, and that a program may never ask for. */
  static final List<String> FURTHER_NUMBERS =
      List.of(
          LinuxAddresses.NUMBERS,
          LinuxLink.NUMBERS,
          LinuxNetlink.NUMBERS,
          LinuxFamilies.NUMBERS,
          LinuxCan.NUMBERS,
          LinuxBluetooth.NUMBERS);

  static final List<String> STRUCTS = List.of(LinuxStructs.LAYOUTS, LinuxOptionStructs.LAYOUTS);

  /** Where the descriptors of this process are files. */
  static final String DESCRIPTORS = "/proc/self/fd/";

  private Linux() {}
}
