package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.NotNull;
import nl.ketenbrug.bvv.Inkomensstrategie;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How an attachment is enriched.
 *
 * @param inkomensstrategie how the yearly income follows from Polis; the law leaves the choice to
 *     the one who determines, so there is no default
 */
@Validated
@ConfigurationProperties("ketenbrug.verrijking")
record VerrijkingSettings(@NotNull Inkomensstrategie inkomensstrategie) {}
