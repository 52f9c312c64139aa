package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_alg}: an algorithm of the kernel's crypto API.
 *
 * {@snippet :
 * Socket algorithm = Socket.open(AF.ALG, SOCK.SEQPACKET);
 * algorithm.bind(SockAddr.of(new SockaddrAlg("hash", "sha256")));
 * try (Socket operation = algorithm.accept()) {
 *   operation.send(data);
 *   operation.recv(digest);
 * }
 * }
 *
 * <p>Text: {@code alg:TYPE:NAME}, then {@code feat} and {@code mask} if they are set.
 *
 * @param type {@code salg_type}: {@code hash}, {@code skcipher}, {@code aead}, {@code rng}; at most
 *     14 Latin-1 characters
 * @param name {@code salg_name}: the algorithm, as in {@code /proc/crypto}: {@code cbc(aes)}; at
 *     most 64 Latin-1 characters. The kernel cuts both after 13 and 63
 * @param feat {@code salg_feat}: features of the algorithm; 0
 * @param mask {@code salg_mask}: which features count; 0
 * @see <a href="https://docs.kernel.org/crypto/userspace-if.html">User space interface of the
 *     crypto API</a>
 */
public record SockaddrAlg(String type, String name, int feat, int mask) implements FamilyAddr {
  private static final TextField TYPE = new TextBytesField("type", "salg_type", "[ -9;-~]*");
  private static final TextField NAME = new TextBytesField("name", "salg_name", "[ -~]*?");

  static final Format<SockaddrAlg> FORMAT =
      new Format<>(
          "alg",
          "AF_ALG",
          "sockaddr_alg",
          new Format.Mapping<>(SockaddrAlg::read, SockaddrAlg::write),
          List.of(TYPE, NAME),
          List.of(NumberField.hex("feat", "salg_feat"), NumberField.hex("mask", "salg_mask")));

  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if {@code type} or {@code name} is longer than its field, or
   *     has a NUL or a character outside Latin-1
   */
  public SockaddrAlg {
    check(TYPE, type);
    check(NAME, name);
  }

  /** An algorithm by its type and name. */
  public SockaddrAlg(String type, String name) {
    this(type, name, 0, 0);
  }

  private static void check(TextField field, String text) {
    try {
      field.parse(text, Fields.of("sockaddr_alg"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          field.label() + ": \"" + text + "\" is not " + e.getMessage(), e);
    }
  }

  private static SockaddrAlg read(Fields struct) {
    return new SockaddrAlg(
        TYPE.print(struct),
        NAME.print(struct),
        struct.getInt("salg_feat"),
        struct.getInt("salg_mask"));
  }

  private void write(Fields struct) {
    TYPE.parse(type, struct);
    NAME.parse(name, struct);
    struct.set("salg_feat", feat).set("salg_mask", mask);
  }

  @Override
  public byte[] toBytes() {
    return FORMAT.write(this);
  }

  @Override
  public String toString() {
    return FORMAT.text(this);
  }
}
