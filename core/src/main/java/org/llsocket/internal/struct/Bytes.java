package org.llsocket.internal.struct;

import java.nio.ByteOrder;

/**
 * Numbers in a byte array, in the order of this machine or of the network. By shifts: the var
 * handles for this would cost a program that starts several milliseconds.
 */
final class Bytes {
  private static final boolean SWAPPED = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Bytes() {}

  static int nativeShort(byte[] bytes, int offset) {
    int value = networkShort(bytes, offset);
    return SWAPPED ? Short.toUnsignedInt(Short.reverseBytes((short) value)) : value;
  }

  static void nativeShort(byte[] bytes, int offset, int value) {
    networkShort(bytes, offset, SWAPPED ? Short.reverseBytes((short) value) : value);
  }

  static int nativeInt(byte[] bytes, int offset) {
    int value = networkInt(bytes, offset);
    return SWAPPED ? Integer.reverseBytes(value) : value;
  }

  static void nativeInt(byte[] bytes, int offset, int value) {
    networkInt(bytes, offset, SWAPPED ? Integer.reverseBytes(value) : value);
  }

  static int networkShort(byte[] bytes, int offset) {
    return (Byte.toUnsignedInt(bytes[offset]) << 8) | Byte.toUnsignedInt(bytes[offset + 1]);
  }

  static void networkShort(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) (value >> 8);
    bytes[offset + 1] = (byte) value;
  }

  static int networkInt(byte[] bytes, int offset) {
    return (networkShort(bytes, offset) << 16) | networkShort(bytes, offset + 2);
  }

  static void networkInt(byte[] bytes, int offset, int value) {
    networkShort(bytes, offset, value >> 16);
    networkShort(bytes, offset + 2, value);
  }
}
