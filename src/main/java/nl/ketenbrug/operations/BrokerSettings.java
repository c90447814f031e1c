package nl.ketenbrug.operations;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The embedded broker.
 *
 * @param port port for partners and sources
 * @param redeliveryDelay milliseconds before the second attempt; each next one takes twice as long
 * @param maxRedeliveryDelay milliseconds that an attempt is delayed at most
 */
@Validated
@ConfigurationProperties("ketenbrug.broker")
record BrokerSettings(
    @NotBlank String host, int port, long redeliveryDelay, long maxRedeliveryDelay) {}
