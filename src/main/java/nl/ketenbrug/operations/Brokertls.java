package nl.ketenbrug.operations;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The acceptor for TLS of the embedded broker: AMQP 1.0 and CORE, TLS 1.2 and later. */
final class Brokertls {

  private Brokertls() {}

  /**
   * @return null when there is none
   */
  static String acceptor(BrokerSettings settings) {
    return settings.tlsPoort().isEmpty()
        ? null
        : acceptor(
            settings.host(),
            settings.tlsPoort().getAsInt(),
            Path.of(settings.tls().sleutelbos()),
            settings.tls().wachtwoord());
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
    opties.put("keyStorePassword", wachtwoord);
    return "tcp://%s:%d?%s"
        .formatted(
            host,
            port,
            opties.entrySet().stream()
                .map(
                    e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(";")));
  }
}
