package nl.ketenbrug.operations;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param gelijkgesteld days that a royal decree equates with a holiday (art. 3 lid 3 Algemene
 *     termijnenwet)
 */
@Validated
@ConfigurationProperties("ketenbrug.termijnen")
record TermijnenSettings(@NotNull Set<LocalDate> gelijkgesteld) {}
