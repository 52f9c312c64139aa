package org.llsocket.cli.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates and keys of a file in PEM (RFC 7468). */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final int MAX_SIZE = 8 << 20; // the certificates of all authorities are 300 KB

  /** The algorithms of keys, to be tried in turn: PKCS #8 names it, the JDK does not read it. */
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

  private final Path file;
  private final List<Block> blocks = new ArrayList<>();

  private static final class Block {
    final String label;
    final byte[] bytes;

    Block(String label, byte[] bytes) {
      this.label = label;
      this.bytes = bytes;
    }
  }

  /** Reads a file. */
  PemFile(Path file) throws IOException {
    this.file = file;
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file);
    }
    if (Files.size(file) > MAX_SIZE) {
      throw new IOException(
          file + " is larger than the " + (MAX_SIZE >> 20) + " MiB of a PEM file");
    }
    Matcher matcher = BLOCK.matcher(Files.readString(file, ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), decode(matcher.group(2))));
    }
  }

  private byte[] decode(String text) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(text.replaceAll("(?m)^[A-Za-z-]+:.*$", ""));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not PEM: " + e.getMessage(), e);
    }
  }

  /** All certificates, at least one. */
  List<X509Certificate> certificates() throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label.equals("CERTIFICATE")) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes)));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + " has no certificate: no -----BEGIN CERTIFICATE-----");
    }
    return certificates;
  }

  /** The first private key. */
  PrivateKey key() throws IOException, GeneralSecurityException {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return pkcs8(block.bytes);
        }
        case "RSA PRIVATE KEY" -> {
          byte[] rsa = Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 1), Der.value(0x05));
          return pkcs8(wrapped(rsa, block.bytes));
        }
        case "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY" ->
            throw new IOException(
                file
                    + " has a key in another form ("
                    + block.label
                    + "); openssl pkcs8 -topk8 -nodes -in "
                    + file
                    + " prints it in the right one");
        default -> {
          // a certificate, or parameters
        }
      }
    }
    throw new IOException(file + " has no key: no -----BEGIN PRIVATE KEY-----");
  }

  /** A key of PKCS #1 as one of PKCS #8. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return Der.sequence(Der.integer(BigInteger.ZERO), algorithm, Der.octets(key));
  }

  private PrivateKey pkcs8(byte[] bytes) throws IOException, GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        // A key of another algorithm.
      }
    }
    throw new IOException(file + " has a key that is none of " + ALGORITHMS);
  }
}
