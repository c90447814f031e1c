package nl.ketenbrug.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acceptor for TLS of the embedded broker: AMQP 1.0 and CORE, TLS 1.2 and later. */
final class Brokertls {

  private static final Logger LOG = LoggerFactory.getLogger(Brokertls.class);

  private Brokertls() {}

  /**
   * @return null when there is none
   * @throws IllegalStateException when a port was asked for and cannot be had, or the keys do not
   *     open
   */
  static String acceptor(BrokerSettings settings) throws GeneralSecurityException {
    OptionalInt port = settings.tlsPoort();
    if (port.isEmpty()) {
      LOG.info("De broker luistert niet met TLS: er is geen poort of geen sleutelbos voor");
      return null;
    }
    Path sleutelbos = Path.of(settings.tls().sleutelbos());
    // Tried here first: a broker that cannot listen writes all its settings to the log.
    open(sleutelbos, settings.tls().wachtwoord());
    if (!isVrij(settings.host(), port.getAsInt())) {
      if (settings.tls().port() != null) {
        throw new IllegalStateException(
            "De broker start niet: poort %d voor TLS is bezet".formatted(port.getAsInt()));
      }
      LOG.warn("De broker luistert niet met TLS: poort {} is bezet", port.getAsInt());
      return null;
    }
    return acceptor(settings.host(), port.getAsInt(), sleutelbos, settings.tls().wachtwoord());
  }

  private static void open(Path sleutelbos, String wachtwoord) throws GeneralSecurityException {
    try {
      KeyStore.getInstance(sleutelbos.toFile(), wachtwoord.toCharArray());
    } catch (IOException e) {
      throw new IllegalStateException(
          "De sleutelbos " + sleutelbos + " van de broker is niet te openen", e);
    }
  }

  private static boolean isVrij(String host, int port) {
    try (ServerSocket proef = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return proef.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static String acceptor(String host, int port, Path sleutelbos, String wachtwoord) {
    Map<String, String> opties = new LinkedHashMap<>();
    opties.put("protocols", "AMQP,CORE");
    opties.put("amqpDuplicateDetection", "true");
    opties.put("saslMechanisms", "PLAIN");
    opties.put("sslEnabled", "true");
    opties.put("enabledProtocols", "TLSv1.2,TLSv1.3");
    opties.put("keyStoreType", "PKCS12");
    opties.put("keyStorePath", sleutelbos.toAbsolutePath().toString());
    opties.put("keyStorePassword", verhuld(wachtwoord));
    return "tcp://%s:%d?%s"
        .formatted(
            host,
            port,
            opties.entrySet().stream()
                .map(
                    e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(";")));
  }

  /** Not secret, but not to be read in passing where the broker shows its settings. */
  private static String verhuld(String wachtwoord) {
    try {
      return PasswordMaskingUtil.wrap(
          PasswordMaskingUtil.getDefaultCodec().encode(wachtwoord).toString());
    } catch (Exception e) {
      throw new IllegalStateException("Het wachtwoord van de sleutelbos is niet te verhullen", e);
    }
  }
}
