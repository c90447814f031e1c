package nl.ketenbrug.simulator.zending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.simulator.scenario.Zending;
import nl.ketenbrug.simulator.zending.Verzending.Stand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the messages of the scenario when their day has come, one after another: by day, within
 * a day as the file has them. A message that the engine did not take (503, or no answer) is offered
 * again, later and later, and the next one waits for it. Any other answer is the end of it.
 * Thread-safe.
 */
public final class Bezorger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bezorger.class);
  private static final int NIET_NU = 503;
  private static final Duration EERSTE_PAUZE = Duration.ofMillis(250);
  private static final Duration LANGSTE_PAUZE = Duration.ofSeconds(5);

  /** How often is looked which day it is. */
  private static final Duration RONDE = Duration.ofMillis(200);

  private final Clock kalender;
  private final Clock klok;
  private final Zendteksten teksten;
  private final Verzonden verzonden;
  private final Optional<Motor> motor;
  private final List<Verzending> verzendingen = new ArrayList<>();
  private Thread draad;

  /**
   * @param kalender the day that is played
   * @param klok the real time
   * @param stand file of what was delivered before, or null
   * @param motor without one nothing is delivered
   * @throws IllegalArgumentException when a message has no text, or one that leaves something open
   */
  public Bezorger(
      List<Zending> zendingen,
      Zendteksten teksten,
      Clock kalender,
      Clock klok,
      Path stand,
      Optional<Motor> motor) {
    this.kalender = kalender;
    this.klok = klok;
    this.teksten = teksten;
    this.verzonden = new Verzonden(stand);
    this.motor = motor;
    // A sort that keeps the order of the file within a day.
    zendingen.stream().sorted(Comparator.comparing(Zending::dag)).forEach(this::voegToe);
  }

  /** Begins to deliver, where there is an engine to deliver to. */
  public void start() {
    if (motor.isPresent()) {
      draad = new Thread(() -> bezorg(motor.get()), "simulator-zendingen");
      draad.setDaemon(true);
      draad.start();
    }
  }

  boolean bezorgt() {
    return motor.isPresent();
  }

  synchronized List<Verzending> overzicht() {
    return List.copyOf(verzendingen);
  }

  /** Puts a message behind those that are there; it goes when its day has come. */
  synchronized Verzending voegToe(Zending zending) {
    teksten.van(zending);
    Verzending nieuw =
        Verzending.nieuw(verzendingen.size() + 1, zending, verzonden.isEerder(zending));
    verzendingen.add(nieuw);
    return nieuw;
  }

  private void bezorg(Motor naar) {
    try {
      Duration pauze = EERSTE_PAUZE;
      while (true) {
        Optional<Verzending> volgende = volgende();
        if (volgende.isEmpty()) {
          Thread.sleep(RONDE.toMillis());
          continue;
        }
        Verzending na = bied(naar, volgende.get());
        noteer(na);
        if (na.isKlaar()) {
          pauze = EERSTE_PAUZE;
          continue;
        }
        Thread.sleep(pauze.toMillis());
        Duration dubbel = pauze.multipliedBy(2);
        pauze = dubbel.compareTo(LANGSTE_PAUZE) > 0 ? LANGSTE_PAUZE : dubbel;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Verzending> volgende() {
    LocalDate vandaag = LocalDate.now(kalender);
    return verzendingen.stream().filter(v -> v.isTeDoen(vandaag)).findFirst();
  }

  private Verzending bied(Motor naar, Verzending verzending) throws InterruptedException {
    Zending zending = verzending.zending();
    String xml;
    try {
      xml = teksten.van(zending);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return verzending.na(Stand.MISLUKT, klok.instant(), null, e.getMessage());
    }
    try {
      HttpResponse<String> antwoord = naar.lever(zending.bron(), xml);
      Stand stand = antwoord.statusCode() == NIET_NU ? Stand.OPNIEUW : Stand.BEANTWOORD;
      return verzending.na(stand, klok.instant(), antwoord.statusCode(), antwoord.body());
    } catch (IOException e) {
      return verzending.na(Stand.OPNIEUW, klok.instant(), null, e.toString());
    }
  }

  private void noteer(Verzending verzending) {
    synchronized (this) {
      verzendingen.set(verzending.nummer() - 1, verzending);
    }
    if (verzending.stand() != Stand.BEANTWOORD) {
      return;
    }
    try {
      verzonden.bewaar(verzending.zending());
    } catch (UncheckedIOException e) {
      // Delivered it is; a simulator that starts anew would do so once more, which the engine
      // knows.
      LOG.error("Wat bezorgd is, is niet te bewaren: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (draad != null) {
      draad.interrupt();
      draad.join();
    }
  }
}
