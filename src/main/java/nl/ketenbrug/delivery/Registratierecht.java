package nl.ketenbrug.delivery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/**
 * That a partner registers its own attachments.
 *
 * @param grondslag why it may; without it there is no right
 * @param gerechtsdeurwaarders the numbers of its bailiffs in the register; beside its own OIN
 */
public record Registratierecht(
    @NotBlank(
            message =
                "ontbreekt: zonder grondslag mag deze partner niets in het beslagregister registreren")
        String grondslag,
    @NotNull Set<@NotBlank String> gerechtsdeurwaarders) {

  public Registratierecht {
    gerechtsdeurwaarders = gerechtsdeurwaarders == null ? Set.of() : gerechtsdeurwaarders;
  }
}
