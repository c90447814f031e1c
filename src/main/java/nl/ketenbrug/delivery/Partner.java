package nl.ketenbrug.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** One partner, from {@code config/partners/<code>.yaml}. */
public record Partner(
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String code,
    @NotBlank String naam,
    @NotBlank @Pattern(regexp = "\\d{8}[0-9A-Z]{12}") String oin,
    @NotNull(message = "ontbreekt: een partner zonder abonnement krijgt niets") @Valid
        Abonnement abonnement) {

  /** The queue that this partner reads, or that the engine reads for it. */
  public String queue() {
    return "partner." + code;
  }

  /**
   * The queue behind the profile's address where the subscription's events wait for their number.
   */
  public String wachtrij() {
    return "abonnement." + code;
  }
}
