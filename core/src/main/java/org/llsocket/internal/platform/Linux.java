package org.llsocket.internal.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Linux with glibc or musl on a 64-bit architecture: the kernel's generic numbers and layouts, and
 * the differences of a {@link LinuxArchitecture}. {@code CHeaderTest} compares them with the
 * headers.
 */
final class Linux {
  private static final List<String> NUMBERS =
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

  /** Names that a program may never ask for: no call needs them, or only those of a ring. */
  private static final List<String> FURTHER_NUMBERS =
      List.of(
          LinuxAddresses.NUMBERS,
          LinuxLink.NUMBERS,
          LinuxNetlink.NUMBERS,
          LinuxNetlinkMessages.NUMBERS,
          LinuxFamilies.NUMBERS,
          LinuxCan.NUMBERS,
          LinuxBluetooth.NUMBERS,
          LinuxEthtool.NUMBERS,
          LinuxSctp.NUMBERS,
          LinuxUring.NUMBERS,
          LinuxCapture.NUMBERS);

  private static final List<String> STRUCTS =
      List.of(
          LinuxStructs.LAYOUTS,
          LinuxOptionStructs.LAYOUTS,
          LinuxFamilyStructs.LAYOUTS,
          LinuxEthtool.LAYOUTS,
          LinuxSctp.LAYOUTS,
          LinuxUring.LAYOUTS,
          LinuxCapture.LAYOUTS);

  /** Where the descriptors of this process are files. */
  static final String DESCRIPTORS = "/proc/self/fd/";

  private Linux() {}

  /** The tables of an architecture; the generic ones for null. */
  static Tables tables(@Nullable LinuxArchitecture architecture) {
    return new Tables(
        architecture == null ? "Linux" : "Linux ".concat(architecture.toString()),
        LinuxErrno.NUMBERS,
        NUMBERS,
        FURTHER_NUMBERS,
        STRUCTS,
        architecture == null ? "" : architecture.numbers,
        architecture == null ? "" : architecture.layouts);
  }
}
