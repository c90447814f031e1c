package nl.ketenbrug.intake;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param dossiergeheim secret of the dossier key, at least 32 characters
 */
@Validated
@ConfigurationProperties("ketenbrug")
record IntakeSettings(@NotNull @Size(min = 32) String dossiergeheim) {}
