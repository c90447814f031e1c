package nl.ketenbrug.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What goes by itself around paper: the bundle of the day, the end at its moment, taking off the
 * queue what was handed over, and a warning of a bundle that nobody hands over. Each step is the
 * same when two engines do it.
 */
@Component
class Uitwijkronde {

  private static final Logger LOG = LoggerFactory.getLogger(Uitwijkronde.class);

  /** Events that one round takes off the queues. */
  private static final int GREEP = 500;

  private final Partners partners;
  private final Uitwijkbeheer beheer;
  private final Uitwijkregister register;
  private final Papierbundels bundels;
  private final Bundelmaker maker;
  private final Pull pull;
  private final Uitwijklog log;
  private final UitwijkSettings settings;
  private final Clock clock;
  private final Map<String, Papierbundels.Achterstand> gezien = new ConcurrentHashMap<>();

  Uitwijkronde(
      Partners partners,
      Uitwijkbeheer beheer,
      Uitwijkregister register,
      Papierbundels bundels,
      Bundelmaker maker,
      Pull pull,
      Uitwijklog log,
      UitwijkSettings settings,
      Clock clock,
      MeterRegistry registry) {
    this.partners = partners;
    this.beheer = beheer;
    this.register = register;
    this.bundels = bundels;
    this.maker = maker;
    this.pull = pull;
    this.log = log;
    this.settings = settings;
    this.clock = clock;
    for (Partner partner : partners.alle()) {
      Gauge.builder("ketenbrug.papierbundels.open", () -> stand(partner).aantal())
          .tag("afnemer", partner.code())
          .description("Bundels op papier die gemaakt zijn en niet bezorgd")
          .register(registry);
      Gauge.builder("ketenbrug.papierbundels.oudste.uren", () -> uren(partner))
          .tag("afnemer", partner.code())
          .description("Hoe lang de oudste daarvan ligt; 0 als er geen is")
          .register(registry);
    }
  }

  @Scheduled(fixedDelayString = "${ketenbrug.uitwijk.ronde:10000}")
  void ronde() {
    probeer(
        "beëindigen",
        () -> register.verstreken().forEach(een -> beheer.beeindig(een, LeveringSettings.NAAM)));
    LocalDate dag = beheer.bundeldag();
    probeer(
        "bundelen",
        () -> register.teBundelen(dag).forEach(een -> probeer("bundelen", () -> bundel(een, dag))));
    probeer("afnemen", this::neemAf);
    probeer("nagaan", this::kijk);
  }

  /** One that does not work holds up no other, and comes again. */
  private void probeer(String wat, Runnable werk) {
    try {
      werk.run();
    } catch (RuntimeException e) {
      // The text of the exception may quote an event.
      LOG.warn("Uitwijk: {} lukt nu niet ({})", wat, e.getClass().getSimpleName());
    }
  }

  private void bundel(Uitwijk uitwijk, LocalDate dag) {
    if (!maker.isTeLezen(uitwijk)) {
      return;
    }
    Zicht zicht = maker.zicht(uitwijk);
    boolean meer = true;
    while (meer) {
      meer =
          maker
              .maak(
                  uitwijk.id(),
                  LeveringSettings.NAAM,
                  zicht,
                  () -> register.gebundeld(uitwijk.id(), dag))
              .isPresent();
    }
  }

  private void neemAf() {
    for (Papierbundels.Rest rest : bundels.rest(GREEP)) {
      boolean af =
          partners
              .zoek(rest.partner())
              .map(partner -> pull.rondPapierAf(partner, rest.berichtId()))
              .orElse(true);
      if (af) {
        bundels.isAf(rest, clock.instant());
      }
    }
  }

  private void kijk() {
    Instant nu = clock.instant();
    Instant voor = nu.minus(Duration.ofDays(settings.waarschuwDagen()));
    register.waarschuw(voor, nu).forEach(this::waarschuw);
    for (Papierbundel bundel : bundels.waarschuw(voor, nu)) {
      LOG.warn(
          "Bundel {} voor {} is na {} dagen niet bezorgd",
          bundel.nummer(),
          bundel.partner(),
          settings.waarschuwDagen());
      log.noteer(
          List.of(
              new Uitwijklog.Besluit(
                  bundel.partner(),
                  register.zoek(bundel.uitwijk()).map(Uitwijk::dossier).orElse(null),
                  LeveringSettings.NAAM,
                  "bundel-ligt",
                  "bundel %d is na %d dagen niet bezorgd"
                      .formatted(bundel.nummer(), settings.waarschuwDagen()))));
    }
    partners.alle().forEach(een -> gezien.put(een.code(), bundels.achterstand(een.code())));
  }

  /** What goes by paper and is in no bundle reaches nobody. */
  private void waarschuw(Uitwijk uitwijk) {
    String uitleg =
        "wat op papier moet staat na %d dagen in geen bundel".formatted(settings.waarschuwDagen());
    LOG.warn("Uitwijk van {}: {}", uitwijk.partner(), uitleg);
    log.noteer(
        List.of(
            new Uitwijklog.Besluit(
                uitwijk.partner(),
                uitwijk.dossier(),
                LeveringSettings.NAAM,
                "niet-gebundeld",
                uitleg)));
  }

  private Papierbundels.Achterstand stand(Partner partner) {
    return gezien.getOrDefault(partner.code(), new Papierbundels.Achterstand(0, null));
  }

  private long uren(Partner partner) {
    Instant oudste = stand(partner).oudste();
    return oudste == null ? 0 : Duration.between(oudste, clock.instant()).toHours();
  }
}
