package org.llsocket.cli.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Values in the Distinguished Encoding Rules of ASN.1 (ITU-T X.690). */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0xa0;

  private Der() {}

  /** A value with any tag. */
  static byte[] value(int tag, byte[]... contents) {
    var out = new ByteArrayOutputStream();
    int length = 0;
    for (byte[] each : contents) {
      length += each.length;
    }
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skipped = bytes[0] == 0 ? 1 : 0;
      out.write(0x80 | (bytes.length - skipped));
      out.write(bytes, skipped, bytes.length - skipped);
    }
    for (byte[] each : contents) {
      out.writeBytes(each);
    }
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... values) {
    return value(SEQUENCE, values);
  }

  static byte[] set(byte[]... values) {
    return value(SET, values);
  }

  static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  static byte[] octets(byte[] bytes) {
    return value(OCTET_STRING, bytes);
  }

  static byte[] bits(byte[] bytes) {
    return value(BIT_STRING, new byte[1], bytes);
  }

  /** A constructed value with a context-specific tag. */
  static byte[] context(int number, byte[]... values) {
    return value(CONTEXT | number, values);
  }

  static byte[] utf8(byte[] text) {
    return value(UTF8_STRING, text);
  }

  /** A time such as {@code 20260101000000Z}. */
  static byte[] time(byte[] text) {
    return value(GENERALIZED_TIME, text);
  }

  /** An object identifier by its numbers. */
  static byte[] oid(int... numbers) {
    var out = new ByteArrayOutputStream();
    out.write(numbers[0] * 40 + numbers[1]);
    for (int i = 2; i < numbers.length; i++) {
      for (int shift = 28; shift >= 0; shift -= 7) {
        if (shift == 0 || numbers[i] >> shift != 0) {
          out.write((numbers[i] >> shift & 0x7f) | (shift == 0 ? 0 : 0x80));
        }
      }
    }
    return value(OBJECT_IDENTIFIER, out.toByteArray());
  }
}
