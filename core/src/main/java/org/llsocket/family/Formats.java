package org.llsocket.family;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats of all families: one entry per format. The first that fits some bytes reads them. */
final class Formats {
  private static final List<Format<?>> ALL =
      List.of(
          SockaddrNl.FORMAT,
          SockaddrLl.FORMAT,
          SockaddrVm.FORMAT,
          SockaddrCan.J1939.FORMAT,
          SockaddrCan.Tp.FORMAT,
          SockaddrCan.Raw.FORMAT,
          SockaddrTipc.Range.FORMAT,
          SockaddrTipc.Service.FORMAT,
          SockaddrTipc.Port.FORMAT,
          SockaddrAlg.FORMAT,
          SockaddrXdp.FORMAT,
          SockaddrL2.FORMAT,
          SockaddrRc.FORMAT,
          SockaddrSco.FORMAT,
          SockaddrHci.FORMAT);

  private Formats() {}

  static @Nullable FamilyAddr read(byte[] sockaddr) {
    for (Format<?> format : ALL) {
      if (format.fits(sockaddr)) {
        return format.read(sockaddr);
      }
    }
    return null;
  }

  static @Nullable FamilyAddr parse(String text) {
    for (Format<?> format : ALL) {
      if (text.startsWith(format.prefix())) {
        return format.parse(text);
      }
    }
    return null;
  }
}
