package nl.ketenbrug.operations;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
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
    long redeliveryDelay,
    long maxRedeliveryDelay,
    @NotNull Duration bedenktijd) {

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

  /** Never shows the password, for this text may reach a log line. */
  @Override
  public String toString() {
    return "BrokerSettings[url=%s, gebruiker=%s, host=%s, port=%d]"
        .formatted(url, gebruiker, host, port);
  }
}
