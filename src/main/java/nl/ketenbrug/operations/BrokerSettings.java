package nl.ketenbrug.operations;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The broker: the embedded one, or with a {@code url} one outside the engine.
 *
 * @param url {@code tcp://host:port}, more than one separated by commas; empty means: the embedded
 *     one
 * @param gebruiker the engine's account at a broker outside it
 * @param wachtwoord password of that account; the embedded broker makes its own and does not read
 *     this
 * @param host address on which the embedded broker listens
 * @param port port of the embedded broker for partners and sources
 * @param tls the second port of the embedded broker, for TLS
 * @param redeliveryDelay milliseconds before the second attempt at the embedded broker; each next
 *     one takes twice as long
 * @param maxRedeliveryDelay milliseconds that an attempt is delayed at most
 * @param bedenktijd how long an engine at a broker outside looks around, at its start and when it
 *     was cut off from the database, before it opens or takes away a subscription; longer than any
 *     other needs to be seen again (25 s)
 */
@Validated
@ConfigurationProperties("ketenbrug.broker")
record BrokerSettings(
    @DefaultValue("") String url,
    @DefaultValue("ketenbrug") String gebruiker,
    @DefaultValue("") String wachtwoord,
    @NotBlank String host,
    int port,
    @DefaultValue @NotNull @Valid Tls tls,
    long redeliveryDelay,
    long maxRedeliveryDelay,
    @NotNull Duration bedenktijd) {

  /** The ports that belong together by the contract with partners. */
  private static final int POORT = 61616;

  private static final int TLS_POORT = 61617;

  /**
   * @param port port for TLS; without one it is 61617 beside 61616, and beside any other port there
   *     is none
   * @param sleutelbos PKCS #12 with the key and certificate by which partners know the broker
   * @param wachtwoord opens it
   */
  record Tls(
      @Min(1) @Max(65535) Integer port,
      @DefaultValue("") String sleutelbos,
      @DefaultValue("") String wachtwoord) {

    @Override
    public String toString() {
      return "Tls[port=%s, sleutelbos=%s]".formatted(port, sleutelbos);
    }
  }

  /**
   * The port for TLS at the embedded broker.
   *
   * @return empty when there is to be none
   * @throws IllegalStateException when a port was asked for and there is no key
   */
  OptionalInt tlsPoort() {
    boolean metSleutel = Files.isRegularFile(Path.of(tls.sleutelbos()));
    if (tls.port() == null) {
      return port == POORT && metSleutel ? OptionalInt.of(TLS_POORT) : OptionalInt.empty();
    }
    if (!metSleutel) {
      throw new IllegalStateException(
          "ketenbrug.broker.tls.port staat op %d, maar sleutelbos %s is er niet"
              .formatted(tls.port(), tls.sleutelbos()));
    }
    return OptionalInt.of(tls.port());
  }

  boolean ingebouwd() {
    return url.isBlank();
  }

  @AssertTrue(message = "ketenbrug.broker.url begint met tcp:// of (tcp://")
  boolean isUrlVanArtemis() {
    return ingebouwd() || url.strip().matches("\\(?tcp://.*");
  }

  @AssertTrue(message = "ketenbrug.broker.wachtwoord ontbreekt bij een broker buiten de motor")
  boolean isWachtwoordGegeven() {
    return ingebouwd() || !wachtwoord.isEmpty();
  }

  /** Never shows a password, for this text may reach a log line. */
  @Override
  public String toString() {
    return "BrokerSettings[url=%s, gebruiker=%s, host=%s, port=%d]"
        .formatted(Brokertoegang.zonderWachtwoord(url), gebruiker, host, port);
  }
}
