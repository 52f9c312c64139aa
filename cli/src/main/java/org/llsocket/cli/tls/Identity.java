package org.llsocket.cli.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * A private key and the certificates that prove to whom it belongs.
 *
 * @param key the key
 * @param chain its certificate first
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final int SERIAL_BITS = 64;

  /** A new key with a certificate for {@code localhost} that it has signed itself. */
  static Identity selfSigned() throws GeneralSecurityException, IOException {
    var random = new SecureRandom();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    byte[] algorithm = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2)); // ecdsa-with-SHA256
    byte[] commonName = Der.sequence(Der.oid(2, 5, 4, 3), Der.utf8(ascii("localhost")));
    byte[] name = Der.sequence(Der.set(commonName));
    Instant now = Instant.now();
    byte[] toBeSigned =
        Der.sequence(
            Der.context(0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(new BigInteger(SERIAL_BITS, random)),
            algorithm,
            name,
            Der.sequence(time(now.minus(Duration.ofHours(1))), time(now.plus(VALIDITY))),
            name,
            pair.getPublic().getEncoded(),
            Der.context(3, Der.sequence(subjectAlternativeNames())));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(toBeSigned);
    byte[] encoded = Der.sequence(toBeSigned, algorithm, Der.bits(signature.sign()));
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    return new Identity(pair.getPrivate(), List.of(certificate));
  }

  private static byte[] subjectAlternativeNames() {
    byte[] names =
        Der.sequence(
            Der.value(0x82, ascii("localhost")), // dNSName
            Der.value(0x87, new byte[] {127, 0, 0, 1}), // iPAddress
            Der.value(0x87, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    return Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(names));
  }

  private static byte[] time(Instant instant) {
    return Der.time(
        ascii(
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .format(instant.atOffset(ZoneOffset.UTC))));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** The SHA-256 fingerprint of its certificate, as openssl(1) prints it. */
  String fingerprint() throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  /** A key store that contains this identity only. */
  KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("identity", key, new char[0], chain.toArray(Certificate[]::new));
    return store;
  }
}
