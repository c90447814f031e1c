package nl.ketenbrug.dossier;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param dossiergeheim secret of the dossier key, at least 32 characters
 * @param bewaargeheim secret under which personal data is kept; another one than the dossier key's
 */
@Validated
@ConfigurationProperties("ketenbrug")
record BewaarSettings(
    @NotNull @Size(min = 32) String dossiergeheim, @NotNull @Size(min = 32) String bewaargeheim) {}
