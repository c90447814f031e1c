package nl.ketenbrug.source;

import jakarta.validation.constraints.NotNull;
import nl.ketenbrug.message.Oin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who asks the sources.
 *
 * @param oin OIN of the organisation that runs this engine, for wsa:From
 */
@Validated
@ConfigurationProperties("ketenbrug")
record VragerSettings(@NotNull Oin oin) {}
