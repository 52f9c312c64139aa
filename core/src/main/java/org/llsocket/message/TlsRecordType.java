package org.llsocket.message;

/**
 * {@code TLS_SET_RECORD_TYPE}, {@code TLS_GET_RECORD_TYPE}: the type of a TLS record, on a socket
 * whose TLS the kernel does ({@link org.llsocket.option.TCP#ULP} {@code tls}). Records of
 * application data arrive without it unless the kernel is older than 4.17; EIO for another record
 * if the message has no capacity for it. Added to a send, it makes a record of another type. Since
 * Linux 4.13.
 *
 * <pre>{@code
 * TlsRecordType type = message.control().get(TlsRecordType.class);
 * boolean alert = type != null && type.type() == 21;
 * }</pre>
 *
 * @param type 20 change cipher spec, 21 alert, 22 handshake, 23 application data; RFC 8446
 * @see <a href="https://docs.kernel.org/networking/tls.html">Kernel TLS</a>
 */
public record TlsRecordType(int type) implements ControlMessage {
  /**
   * Makes a type.
   *
   * @throws IllegalArgumentException if it is not 0–255
   */
  public TlsRecordType {
    if (type < 0 || type > 0xff) {
      throw new IllegalArgumentException("type: " + type + " is not 0–255");
    }
  }
}
