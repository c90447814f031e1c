package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Bronuitval.Gemist;
import nl.ketenbrug.dossier.Bronuitval.Weg;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets an attachment ask its sources, unless one of them is away, which is so when it gave three
 * dossiers in a row no answer, whatever it said instead: then one attachment after each pause tries
 * for all. So those that wait keep no reader from the events that need no source, and the sources
 * that do answer are not asked about the same person again and again.
 */
@Component
class Bronpoort {

  private static final Logger LOG = LoggerFactory.getLogger(Bronpoort.class);
  private static final String POLIS = "polis";

  private final Bronuitval uitval;
  private final Bronantwoorden antwoorden;
  private final Clock clock;
  private final Duration pauze;
  private final String brp;

  Bronpoort(
      Bronuitval uitval,
      Bronantwoorden antwoorden,
      BronpoortSettings settings,
      VerrijkingSettings verrijking,
      Clock clock) {
    this.uitval = uitval;
    this.antwoorden = antwoorden;
    this.clock = clock;
    this.brp = verrijking.brp();
    this.pauze = Duration.ofSeconds(settings.herstelpauze());
  }

  /**
   * Turns back what waits already.
   *
   * @throws BronNietBereikbaar while nobody may ask
   */
  void houdTegen(BerichtId bericht) {
    uitval
        .belet(bericht, pauze)
        .ifPresent(
            weg -> {
              throw nogWeg(weg);
            });
  }

  /**
   * @param vragen asks all sources that the attachment needs
   * @throws BronNietBereikbaar when a source does not answer, or did not just now
   * @throws GeweigerdBericht when the law or a source refuses
   */
  <T> T door(Dossiersleutel dossier, BerichtId bericht, Supplier<T> vragen) {
    uitval
        .belet(pauze)
        .ifPresent(
            weg -> {
              throw nogWeg(weg);
            });
    Instant begin = clock.instant();
    try {
      T antwoord = vragen.get();
      uitval.isTerug();
      return antwoord;
    } catch (BronNietBereikbaar e) {
      anderenTerug(e.bron(), begin);
      if (!e.isVanDeMotor()) {
        mist(e.bron(), e.code(), dossier, bericht);
      }
      throw e;
    } catch (Bronweigering e) {
      anderenTerug(e.bron(), begin);
      if (!e.code().equals(Bronweigering.NIET_GERECHTIGD)) {
        // It answered, and refuses: that is of this attachment alone.
        uitval.isTerug(e.bron());
        throw e;
      }
      if (mist(e.bron(), e.code(), dossier, bericht)) {
        // Nobody may be asked about: that is no reason to set everybody apart.
        throw new BronNietBereikbaar(e.bron(), e.code(), e.getMessage(), null);
      }
      throw e;
    } catch (GeweigerdBericht e) {
      // By what the BRP said; the sources behind it were perhaps not asked.
      uitval.isTerug(brp);
      anderenTerug(brp, begin);
      throw e;
    }
  }

  /** They are asked side by side: what one of them spoils, the other may have answered. */
  private void anderenTerug(String bron, Instant begin) {
    Stream.of(brp, POLIS)
        .filter(ander -> !ander.equals(bron))
        .filter(ander -> antwoorden.sinds(ander, begin))
        .forEach(uitval::isTerug);
  }

  /** Whether the source is away. */
  private boolean mist(String bron, String code, Dossiersleutel dossier, BerichtId bericht) {
    Gemist gemist = uitval.mist(bron, code, dossier, bericht);
    if (gemist == Gemist.NU_WEG) {
      LOG.error("Bron {} antwoordt niet ({}); wat haar nodig heeft wacht daarop", bron, code);
    }
    return gemist != Gemist.ALLEEN;
  }

  private static BronNietBereikbaar nogWeg(Weg weg) {
    String zin =
        weg.code().equals(Bronweigering.NIET_GERECHTIGD)
            ? "Bron %s staat onze vragen niet toe; dit bericht wacht daarop en is nu niet gevraagd"
            : "Bron %s antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd";
    return new BronNietBereikbaar(weg.bron(), weg.code(), zin.formatted(weg.bron()), null);
  }
}
