package org.llsocket.nio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.llsocket.AF;
import org.llsocket.SockAddr;

/** An address as the settings of drivers carry it: in a short form, or that of {@link SockAddr}. */
final class AddressText {
  private static final String VSOCK = "vsock:";
  private static final int SA_DATA_OF_VM = 14;
  private static final int SVM_PORT = 2;
  private static final int SVM_CID = 6;

  private AddressText() {}

  /**
   * {@code /run/x.sock}, {@code @name}, {@code vsock:CID:PORT}, or what {@link SockAddr#parse}
   * accepts.
   *
   * @throws IllegalArgumentException if the text has none of these forms
   */
  static SockAddr parse(String text) {
    if (text.startsWith("/")) {
      return SockAddr.unix(text);
    }
    if (text.startsWith("@")) {
      return SockAddr.abstractName(text.substring(1));
    }
    try {
      return text.startsWith(VSOCK) ? vsock(text.substring(VSOCK.length())) : SockAddr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not an address: \""
              + text
              + "\"; /path, @abstract-name, unix:path, host:port, [host]:port or vsock:cid:port",
          e);
    }
  }

  /** {@code struct sockaddr_vm}: two numbers of 32 bits. */
  private static SockAddr vsock(String cidAndPort) {
    String[] numbers = cidAndPort.split(":", -1);
    if (numbers.length != 2) {
      throw new IllegalArgumentException("vsock has a CID and a port, not \"" + cidAndPort + "\"");
    }
    ByteBuffer data = ByteBuffer.allocate(SA_DATA_OF_VM).order(ByteOrder.nativeOrder());
    data.putInt(SVM_PORT, Integer.parseUnsignedInt(numbers[1]));
    data.putInt(SVM_CID, Integer.parseUnsignedInt(numbers[0]));
    return SockAddr.raw(AF.VSOCK, data.array());
  }
}
