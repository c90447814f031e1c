package nl.ketenbrug.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import nl.ketenbrug.message.Oin;
import org.apache.wss4j.common.crypto.Crypto;
import org.apache.wss4j.common.crypto.Merlin;

/**
 * The keys we sign with, one per afnemer, and the authorities we trust, as their files were at one
 * moment; {@link Sleutelwacht} reads them again.
 */
final class Sleutelbos {

  private final KeyStore sleutels;
  private final KeyStore vertrouwd;
  private final CertStore ingetrokken;
  private final char[] wachtwoord;
  private final Map<String, String> aliassen = new TreeMap<>();

  private Sleutelbos(
      KeyStore sleutels, KeyStore vertrouwd, CertStore ingetrokken, char[] wachtwoord)
      throws GeneralSecurityException {
    this.sleutels = sleutels;
    this.vertrouwd = vertrouwd;
    this.ingetrokken = ingetrokken;
    this.wachtwoord = wachtwoord;
    for (String alias : Collections.list(sleutels.aliases())) {
      if (sleutels.isKeyEntry(alias)
          && sleutels.getCertificate(alias) instanceof X509Certificate certificaat) {
        Certificaatoin.van(certificaat).ifPresent(oin -> aliassen.put(oin, alias));
      }
    }
  }

  /**
   * @throws IllegalStateException when a file is missing or cannot be opened; the text names the
   *     file, never a password
   */
  static Sleutelbos lees(SuwinetSettings settings) {
    try {
      return new Sleutelbos(
          lees(settings.sleutelbos(), settings.wachtwoord()),
          lees(settings.vertrouwd(), settings.vertrouwdWachtwoord()),
          settings.toetstIntrekking() ? lijsten(settings.intrekkingslijst()) : null,
          settings.wachtwoord().toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("De sleutels voor Suwinet zijn niet te gebruiken", e);
    }
  }

  private static KeyStore lees(String bestand, String wachtwoord) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(bestand))) {
      store.load(in, wachtwoord.toCharArray());
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("Sleutelbestand " + bestand + " is niet te openen", e);
    }
  }

  private static CertStore lijsten(String bestand) throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(Path.of(bestand))) {
      var lijsten = CertificateFactory.getInstance("X.509").generateCRLs(in);
      if (lijsten.isEmpty()) {
        throw new IllegalStateException("Intrekkingslijst " + bestand + " is leeg");
      }
      return CertStore.getInstance("Collection", new CollectionCertStoreParameters(lijsten));
    } catch (IOException e) {
      throw new IllegalStateException("Intrekkingslijst " + bestand + " is niet te openen", e);
    }
  }

  /**
   * The name of the key by which this afnemer signs.
   *
   * @throws IllegalStateException when there is none
   */
  String alias(Oin afnemer) {
    String alias = aliassen.get(afnemer.value());
    if (alias == null) {
      throw new IllegalStateException(
          "Er is geen sleutel voor Suwinet met in het certificaat OIN " + afnemer);
    }
    return alias;
  }

  String wachtwoord() {
    return new String(wachtwoord);
  }

  /** To sign with. */
  Crypto ondertekenen() {
    Merlin crypto = new Merlin();
    crypto.setKeyStore(sleutels);
    return crypto;
  }

  /** To hold the signer of an answer against: only the authorities, not our own keys. */
  Crypto vertrouwen() {
    Merlin crypto = new Merlin();
    crypto.setTrustStore(vertrouwd);
    crypto.setCRLCertStore(ingetrokken);
    return crypto;
  }

  /** Two-way TLS on behalf of this afnemer. */
  SSLContext tls(Oin afnemer) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(eigen(alias(afnemer)), anderen().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS voor Suwinet is niet op te zetten", e);
    }
  }

  /** Only the one key, so that TLS cannot choose that of another afnemer. */
  private KeyManager[] eigen(String alias) throws GeneralSecurityException, IOException {
    KeyStore een = KeyStore.getInstance("PKCS12");
    een.load(null, null);
    een.setKeyEntry(
        alias,
        (PrivateKey) sleutels.getKey(alias, wachtwoord),
        wachtwoord,
        sleutels.getCertificateChain(alias));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(een, wachtwoord);
    return factory.getKeyManagers();
  }

  private TrustManagerFactory anderen() throws GeneralSecurityException {
    PKIXBuilderParameters regels = new PKIXBuilderParameters(vertrouwd, new X509CertSelector());
    regels.setRevocationEnabled(ingetrokken != null);
    if (ingetrokken != null) {
      regels.addCertStore(ingetrokken);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(regels));
    return factory;
  }
}
