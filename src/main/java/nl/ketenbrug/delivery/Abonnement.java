package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
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
 * @param tempo how fast it may be handed its events; null = as fast as it takes them
 * @param stilte when the engine sends it nothing by itself; empty = never
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
    Gebeurtenisfilter filter,
    @Valid Uitgiftetempo tempo,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<@Valid @NotNull Stilte> stilte) {

  /** Types are known beforehand, so a filter over them is a shorter list of them. */
  public Abonnement {
    if (filter != null && gebeurtenistypen != null) {
      gebeurtenistypen =
          gebeurtenistypen.stream().filter(filter::laatDoor).collect(Collectors.toSet());
    }
    stilte = stilte == null ? List.of() : Collections.unmodifiableList(stilte);
  }

  /** Without a rate and silences. */
  public Abonnement(
      String grondslag,
      Set<String> gebeurtenistypen,
      Bereik bereik,
      String profiel,
      Kanaal kanaal,
      Leveringstermijn termijn,
      Gebeurtenisfilter filter) {
    this(grondslag, gebeurtenistypen, bereik, profiel, kanaal, termijn, filter, null, null);
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

  /**
   * Whether the partner may read its queue at the broker itself: with {@code amqp} that is its only
   * way, with {@code pull} it is one beside the calls. Where the engine has to deliver or to keep a
   * rate, it alone reads.
   */
  public boolean magZelfLezen() {
    return kanaal == Kanaal.AMQP || (kanaal == Kanaal.PULL && tempo == null);
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

    /** Whether the engine hands its events out, and not the broker: then it can keep a rate. */
    public boolean houdtTempo() {
      return this != AMQP;
    }

    /** Whether the engine sends by itself: then it can be silent. */
    public boolean bezorgt() {
      return this == WEBHOOK || this == BESTAND;
    }
  }
}
