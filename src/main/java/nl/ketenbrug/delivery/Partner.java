package nl.ketenbrug.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Collection;
import java.util.stream.Collectors;
import nl.ketenbrug.message.Koppen;

/**
 * One partner, from {@code config/partners/<code>.yaml}.
 *
 * @param webhook where the engine sends its events; null with another channel
 * @param raadplegen its right to consult the register of attachments; null = it has none
 * @param registreren its right to register its own attachments there; null = it has none
 */
public record Partner(
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String code,
    @NotBlank String naam,
    @NotBlank @Pattern(regexp = "\\d{8}[0-9A-Z]{12}") String oin,
    @NotNull(message = "ontbreekt: een partner zonder abonnement krijgt niets") @Valid
        Abonnement abonnement,
    @Valid Webhook webhook,
    @Valid Raadpleegrecht raadplegen,
    @Valid Registratierecht registreren) {

  /** Whether an attachment of whom the register knows so is one of this partner. */
  public boolean isBeslaglegger(String oinOfNummer) {
    return oin.equals(oinOfNummer)
        || (registreren != null && registreren.gerechtsdeurwaarders().contains(oinOfNummer));
  }

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

  /**
   * What the broker lets through: these types and, where the scope is own dossiers, only those in
   * which this partner is a party; and what is for this partner alone.
   */
  public String filter(Collection<String> typen) {
    String types =
        typen.stream()
            .sorted()
            .map(type -> "'" + type + "'")
            .collect(Collectors.joining(", ", "gebeurtenistype IN (", ")"));
    String recht =
        abonnement.bereik() == Abonnement.Bereik.EIGEN_DOSSIERS
            ? types + " AND betrokkenen LIKE '%|" + oin + "|%'"
            : types;
    return "(%s) OR %s = '%s'".formatted(recht, Koppen.AFNEMER, code);
  }
}
