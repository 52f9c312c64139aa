package org.llsocket.capture;

import org.llsocket.internal.platform.Platform;

/** The operations of classic BPF, {@code <linux/bpf_common.h>}, and the data of Linux's packets. */
final class BpfCode {
  static final int LD = Platform.number("BPF_LD");
  static final int LDX = Platform.number("BPF_LDX");
  static final int ST = Platform.number("BPF_ST");
  static final int STX = Platform.number("BPF_STX");
  static final int ALU = Platform.number("BPF_ALU");
  static final int JMP = Platform.number("BPF_JMP");
  static final int RET = Platform.number("BPF_RET");
  static final int MISC = Platform.number("BPF_MISC");

  static final int W = Platform.number("BPF_W");
  static final int H = Platform.number("BPF_H");
  static final int B = Platform.number("BPF_B");

  static final int IMM = Platform.number("BPF_IMM");
  static final int ABS = Platform.number("BPF_ABS");
  static final int IND = Platform.number("BPF_IND");
  static final int MEM = Platform.number("BPF_MEM");
  static final int LEN = Platform.number("BPF_LEN");
  static final int MSH = Platform.number("BPF_MSH");

  static final int ADD = Platform.number("BPF_ADD");
  static final int SUB = Platform.number("BPF_SUB");
  static final int MUL = Platform.number("BPF_MUL");
  static final int DIV = Platform.number("BPF_DIV");
  static final int OR = Platform.number("BPF_OR");
  static final int AND = Platform.number("BPF_AND");
  static final int LSH = Platform.number("BPF_LSH");
  static final int RSH = Platform.number("BPF_RSH");
  static final int NEG = Platform.number("BPF_NEG");
  static final int MOD = Platform.number("BPF_MOD");
  static final int XOR = Platform.number("BPF_XOR");

  static final int JA = Platform.number("BPF_JA");
  static final int JEQ = Platform.number("BPF_JEQ");
  static final int JGT = Platform.number("BPF_JGT");
  static final int JGE = Platform.number("BPF_JGE");
  static final int JSET = Platform.number("BPF_JSET");

  static final int K = Platform.number("BPF_K");
  static final int X = Platform.number("BPF_X");
  static final int A = Platform.number("BPF_A");
  static final int TAX = Platform.number("BPF_TAX");
  static final int TXA = Platform.number("BPF_TXA");

  /** The number of cells of scratch memory. */
  static final int MEMWORDS = Platform.number("BPF_MEMWORDS");

  /** The most instructions of a program. */
  static final int MAXINSNS = Platform.number("BPF_MAXINSNS");

  /** From this offset on, as an unsigned number, a load reads what the kernel knows of a packet. */
  static final long AD_OFF = Integer.toUnsignedLong(Platform.number("SKF_AD_OFF"));

  static final int AD_MAX = Platform.number("SKF_AD_MAX");
  static final long AD_PROTOCOL = AD_OFF + Platform.number("SKF_AD_PROTOCOL");
  static final long AD_VLAN_TAG = AD_OFF + Platform.number("SKF_AD_VLAN_TAG");
  static final long AD_VLAN_TAG_PRESENT = AD_OFF + Platform.number("SKF_AD_VLAN_TAG_PRESENT");

  private static final int CLASS = 0x07;
  private static final int SIZE = 0x18;
  private static final int MODE = 0xe0;
  private static final int OPERATION = 0xf0;
  private static final int SOURCE = 0x08;

  private BpfCode() {}

  /** {@code BPF_CLASS}. */
  static int type(int code) {
    return code & CLASS;
  }

  /** {@code BPF_SIZE}, of loads. */
  static int size(int code) {
    return code & SIZE;
  }

  /** {@code BPF_MODE}, of loads. */
  static int mode(int code) {
    return code & MODE;
  }

  /** {@code BPF_OP}, of arithmetic and jumps. */
  static int operation(int code) {
    return code & OPERATION;
  }

  /** Whether the operand is the register X. */
  static boolean usesX(int code) {
    return (code & SOURCE) == X;
  }
}
