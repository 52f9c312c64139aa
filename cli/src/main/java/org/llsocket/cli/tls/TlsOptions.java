package org.llsocket.cli.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.Formats;
import picocli.CommandLine.Option;

/** The options of TLS, by the JDK's engine. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class TlsOptions {
  @Option(
      names = "--tls",
      description = "Use TLS. A server without --cert makes a certificate for localhost.")
  private boolean tls;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "PEM file of the certificate to show, followed by those of its issuers.")
  private @Nullable Path cert;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "PEM file of the key of --cert (default: the file of --cert).")
  private @Nullable Path key;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "PEM file of the authorities to trust instead of the JDK's; a server then requires a "
              + "certificate of its clients.")
  private @Nullable Path ca;

  @Option(
      names = "--insecure",
      description = "Accept any certificate: an attacker can read and change the data.")
  private boolean insecure;

  @Option(
      names = "--servername",
      paramLabel = "NAME",
      description =
          "Name to request (SNI) and to expect in the server's certificate (default: the host).")
  private @Nullable String servername;

  @Option(
      names = "--alpn",
      paramLabel = "NAME",
      split = ",",
      description = "Protocols to offer or accept, the preferred first, such as h2,http/1.1.")
  private List<String> alpn = List.of();

  /** Whether {@code --tls} was given. */
  public boolean isEnabled() {
    return tls;
  }

  /** Whether a certificate to show was given. */
  public boolean hasCertificate() {
    return cert != null;
  }

  /** What is wrong with the options for an end of this kind; null if nothing is. */
  public @Nullable String mistake(boolean enabled) {
    boolean any =
        cert != null
            || key != null
            || ca != null
            || insecure
            || servername != null
            || !alpn.isEmpty();
    if (any && !enabled) {
      return "--cert, --key, --ca, --insecure, --servername and --alpn require --tls";
    }
    if (key != null && cert == null) {
      return "--key requires --cert";
    }
    if (insecure && ca != null) {
      return "--insecure and --ca are mutually exclusive";
    }
    return servername == null || isHostName(servername)
        ? null
        : "--servername \"" + servername + "\" is not a host name";
  }

  private static boolean isHostName(String name) {
    try {
      var _ = new SNIHostName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Makes the engines of one end. */
  @FunctionalInterface
  public interface Engines {
    /** A new engine for one connection. */
    SSLEngine open();
  }

  /**
   * The engines of a client.
   *
   * @param host the host of the address; empty if it has none
   */
  public Engines client(String host) throws IOException {
    String name = servername == null ? host : servername;
    if (name.isEmpty() && !insecure) {
      throw new IOException(
          "the address has no host to expect in the certificate: give --servername or --insecure");
    }
    SSLContext context = context(cert == null ? null : identity(cert));
    return () -> {
      SSLEngine engine = context.createSSLEngine(name, -1);
      engine.setUseClientMode(true);
      SSLParameters parameters = parameters(engine);
      if (!insecure) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      if (isHostName(name) && !name.matches("[0-9.]+")) {
        parameters.setServerNames(List.of(new SNIHostName(name)));
      }
      engine.setSSLParameters(parameters);
      return engine;
    };
  }

  /**
   * The engines of a server.
   *
   * @param info is given a line about the certificate that was made, if none was given
   */
  public Engines server(Consumer<String> info) throws IOException {
    SSLContext context = context(cert == null ? selfSigned(info) : identity(cert));
    return () -> {
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(false);
      SSLParameters parameters = parameters(engine);
      parameters.setNeedClientAuth(ca != null);
      engine.setSSLParameters(parameters);
      return engine;
    };
  }

  private SSLParameters parameters(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(alpn.toArray(String[]::new));
    return parameters;
  }

  private static Identity selfSigned(Consumer<String> info) throws IOException {
    try {
      Identity made = Identity.selfSigned();
      info.accept("self-signed certificate for localhost, SHA-256 " + made.fingerprint());
      return made;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate: " + Formats.oneLine(e), e);
    }
  }

  private Identity identity(Path certificates) throws IOException {
    Path keyFile = key == null ? certificates : key;
    try {
      return new Identity(new PemFile(keyFile).key(), new PemFile(certificates).certificates());
    } catch (GeneralSecurityException e) {
      throw new IOException(certificates + ", " + keyFile + ": " + Formats.oneLine(e), e);
    }
  }

  private SSLContext context(@Nullable Identity identity) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity == null ? null : keyManagers(identity), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS: " + Formats.oneLine(e), e);
    }
  }

  private static KeyManager[] keyManagers(Identity identity)
      throws GeneralSecurityException, IOException {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(identity.keyStore(), new char[0]);
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
    if (insecure) {
      return new TrustManager[] {new TrustAll()};
    }
    if (ca == null) {
      return null; // the JDK's
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate each : new PemFile(ca).certificates()) {
      store.setCertificateEntry("authority " + store.size(), each);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
