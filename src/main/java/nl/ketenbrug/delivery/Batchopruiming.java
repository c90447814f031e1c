package nl.ketenbrug.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes batches of which everything was answered long ago, and the receipts that the engine put
 * into {@code klaar} and {@code fout}. What is open stays, however old; so does every file that the
 * engine did not name itself. What is removed is on record first.
 */
@Component
class Batchopruiming {

  private static final Logger LOG = LoggerFactory.getLogger(Batchopruiming.class);

  private static final Pattern BEWIJS =
      Pattern.compile(
          "ontvangst-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\.csv(\\.reden\\.txt)?");

  private final Partners partners;
  private final Batchregister register;
  private final BatchesSettings map;
  private final BatchopruimingSettings settings;
  private final Berichtenlog log;
  private final Clock clock;

  Batchopruiming(
      Partners partners,
      Batchregister register,
      BatchesSettings map,
      BatchopruimingSettings settings,
      Berichtenlog log,
      Clock clock) {
    this.partners = partners;
    this.register = register;
    this.map = map;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /** Each hour; what does not succeed is left to the next one. */
  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void ronde() {
    Instant grens = clock.instant().minus(Duration.ofDays(settings.dagen()));
    try {
      register.ruimOp(grens, (partner, aantal) -> noteer(partner, "batches-opgeruimd", aantal));
    } catch (RuntimeException e) {
      LOG.warn("Oude batches zijn nu niet op te ruimen ({})", e.getClass().getSimpleName());
    }
    for (Partner partner : partners.alle()) {
      try {
        ruimOp(partner, grens);
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "Oude ontvangstbewijzen van {} zijn nu niet op te ruimen ({})",
            partner.code(),
            e.getClass().getSimpleName());
      }
    }
  }

  private void ruimOp(Partner partner, Instant grens) throws IOException {
    for (String naam : List.of("klaar", "fout")) {
      Path folder = Path.of(map.map(), partner.code(), naam);
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      List<Path> oud;
      try (Stream<Path> paden = Files.list(folder)) {
        oud = paden.filter(pad -> isVoor(pad, grens)).toList();
      }
      if (oud.isEmpty()) {
        continue;
      }
      noteer(partner.code(), "ontvangstbewijzen-opgeruimd", oud.size());
      for (Path pad : oud) {
        Files.deleteIfExists(pad);
      }
    }
  }

  /** When it was taken stands in its name; the time of the file is the partner's. */
  private static boolean isVoor(Path pad, Instant grens) {
    Matcher naam = BEWIJS.matcher(pad.getFileName().toString());
    return naam.matches()
        && Files.isRegularFile(pad, LinkOption.NOFOLLOW_LINKS)
        && UUID.fromString(naam.group(1)).getMostSignificantBits() >>> 16 < grens.toEpochMilli();
  }

  private void noteer(String partner, String code, long aantal) {
    Instant nu = clock.instant();
    log.schrijf(
        new LogRegelBouwer(Stap.GESIGNALEERD, BerichtId.nieuw(nu), nu)
            .gebeurtenistype("nl.ketenbrug.batches-opgeruimd")
            .partner(partner, null)
            .actor(LeveringSettings.NAAM)
            .reden(code, "%d, ouder dan %d dagen".formatted(aantal, settings.dagen()))
            .bouw());
  }
}
