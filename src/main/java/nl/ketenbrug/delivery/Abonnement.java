package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a partner is entitled to.
 *
 * @param grondslag the legal basis; without it nothing is delivered
 * @param gebeurtenistypen the event types
 * @param bereik which dossiers
 * @param profiel which fields, in which shape: the folder in {@code transforms}
 * @param kanaal how the partner gets them
 * @param termijn how long it may leave an event unconfirmed; null = for ever
 * @param filter narrows the types; null = all of them. The types of this record are what is left
 */
public record Abonnement(
    @NotBlank(
            message =
                "ontbreekt: zonder wettelijke grondslag mag deze partner geen gegevens ontvangen")
        String grondslag,
    @NotEmpty(message = "is leeg: er staat geen type, of het filter laat er geen door")
        Set<@Pattern(regexp = "nl(\\.[a-z0-9-]+){2,3}") String> gebeurtenistypen,
    @NotNull Bereik bereik,
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String profiel,
    @NotNull Kanaal kanaal,
    @Valid Leveringstermijn termijn,
    Gebeurtenisfilter filter) {

  /** Types are known beforehand, so a filter over them is a shorter list of them. */
  public Abonnement {
    if (filter != null && gebeurtenistypen != null) {
      gebeurtenistypen =
          gebeurtenistypen.stream().filter(filter::laatDoor).collect(Collectors.toSet());
    }
  }

  /** Without a term and a filter. */
  public Abonnement(
      String grondslag,
      Set<String> gebeurtenistypen,
      Bereik bereik,
      String profiel,
      Kanaal kanaal) {
    this(grondslag, gebeurtenistypen, bereik, profiel, kanaal, null, null);
  }

  /** Which dossiers a subscription reaches. */
  public enum Bereik {
    @JsonProperty("eigen-dossiers")
    EIGEN_DOSSIERS,
    @JsonProperty("alle-dossiers")
    ALLE_DOSSIERS
  }

  /** How a partner gets its events. */
  public enum Kanaal {
    @JsonProperty("amqp")
    AMQP,
    @JsonProperty("pull")
    PULL,
    @JsonProperty("webhook")
    WEBHOOK,
    /** A person downloads a batch and uploads the receipt. */
    @JsonProperty("csv")
    CSV,
    /** The engine lays a batch in a folder and takes the receipt from the one beside it. */
    @JsonProperty("bestand")
    BESTAND;

    /** Whether events go by batches, confirmed by their receipt. */
    public boolean isBatch() {
      return this == CSV || this == BESTAND;
    }

    /** Whether the engine reads the queue for the partner, and nobody else may. */
    public boolean leestMotor() {
      return this == WEBHOOK || isBatch();
    }
  }
}
