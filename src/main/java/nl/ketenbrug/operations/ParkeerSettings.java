package nl.ketenbrug.operations;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a message that fails is set apart.
 *
 * @param pogingen the attempt at which it is; one that failed because a source does not answer does
 *     not count
 * @param bronWeg how long a message waits for a source that does not answer, from its first attempt
 * @param hoogstensGereed messages that stand ready on the canonical queue; while there are more,
 *     what waits aside for a source stays there
 */
@Validated
@ConfigurationProperties("ketenbrug.parkeren")
record ParkeerSettings(
    @Min(1) int pogingen,
    @NotNull @DurationMin(seconds = 1) Duration bronWeg,
    @DefaultValue("50") @Min(1) int hoogstensGereed) {}
