package nl.ketenbrug.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for every webhook.
 *
 * @param herkomst name in the domain name system by which receivers know this installation
 * @param tijdslimiet milliseconds that one request may take, its answer included
 * @param eerstePauze bound of the pause after the first failure; it doubles each time
 * @param langstePauze where that ends
 * @param langsteLater how long a receiver may put us off by Retry-After
 * @param pogingenPerGebeurtenis so often an event is answered with an error before its dossier
 *     waits and another one is tried
 * @param dossiersOpRij so many dossiers in a row with an error, and it is the receiver's
 * @param waarschuwingen after how long without success the operator is warned, in order
 */
@Validated
@ConfigurationProperties("ketenbrug.webhook")
public record WebhookSettings(
    @NotNull @Pattern(regexp = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?") String herkomst,
    @Min(100) @Max(300_000) int tijdslimiet,
    @NotNull Duration eerstePauze,
    @NotNull Duration langstePauze,
    @NotNull Duration langsteLater,
    @Min(1) @Max(20) int pogingenPerGebeurtenis,
    @Min(2) @Max(20) int dossiersOpRij,
    @NotEmpty List<Duration> waarschuwingen) {

  private static final Duration LANGSTE = Duration.ofDays(30);

  public WebhookSettings {
    binnen("eerste-pauze", eerstePauze, Duration.ofSeconds(1), langstePauze);
    binnen("langste-pauze", langstePauze, eerstePauze, LANGSTE);
    binnen("langste-later", langsteLater, Duration.ofSeconds(1), LANGSTE);
    if (waarschuwingen != null
        && !waarschuwingen.stream().sorted().toList().equals(waarschuwingen)) {
      throw new IllegalArgumentException("ketenbrug.webhook.waarschuwingen staan niet op volgorde");
    }
  }

  private static void binnen(String naam, Duration duur, Duration van, Duration tot) {
    if (duur == null || van == null || tot == null) {
      return;
    }
    if (duur.compareTo(van) < 0 || duur.compareTo(tot) > 0) {
      throw new IllegalArgumentException(
          "ketenbrug.webhook.%s ligt tussen %s en %s".formatted(naam, van, tot));
    }
  }

  /** Steps of warning that belong to so long without success. */
  int stap(Duration zonderSucces) {
    return (int) waarschuwingen.stream().filter(na -> zonderSucces.compareTo(na) >= 0).count();
  }
}
