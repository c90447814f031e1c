package nl.ketenbrug.delivery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;

/**
 * What the stylesheet of a profile makes, from {@code transforms/<profiel>/profiel.yaml}.
 *
 * @param modelversie of the contract with partners; versions of the same fields stand side by side
 * @param velden which fields: the folder under {@code transforms} whose {@code velden.txt} lists
 *     them. Profiles with the same word reach as far
 * @param toets the file beside it that every body is held against before it goes out
 */
public record Profiel(
    @NotNull Formaat formaat,
    @Positive int modelversie,
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String velden,
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9.-]*") String toets) {}
