package nl.ketenbrug.enrichment;

import java.time.Duration;
import java.util.function.Supplier;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Bronuitval.Weg;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.GeweigerdBericht;
import org.springframework.stereotype.Component;

/**
 * Lets an attachment ask its sources, unless one of them is away: then one attachment after each
 * pause tries for all. So those that wait keep no reader from the events that need no source, and
 * the sources that do answer are not asked about the same person again and again.
 */
@Component
class Bronpoort {

  private final Bronuitval uitval;
  private final Duration pauze;
  private final String brp;

  Bronpoort(Bronuitval uitval, BronpoortSettings settings, VerrijkingSettings verrijking) {
    this.uitval = uitval;
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
  <T> T door(Supplier<T> vragen) {
    uitval
        .belet(pauze)
        .ifPresent(
            weg -> {
              throw nogWeg(weg);
            });
    try {
      T antwoord = vragen.get();
      uitval.isTerug();
      return antwoord;
    } catch (BronNietBereikbaar e) {
      if (e.isVanDezeVraag()) {
        // Else one person about whom it always answers so would hold up everybody.
        uitval.isTerug(e.bron());
      } else {
        uitval.isWeg(e.bron(), e.code());
      }
      throw e;
    } catch (Bronweigering e) {
      // It answered, and refuses: that is of this attachment alone.
      uitval.isTerug(e.bron());
      throw e;
    } catch (GeweigerdBericht e) {
      // By what the BRP said; the sources behind it were perhaps not asked.
      uitval.isTerug(brp);
      throw e;
    }
  }

  private static BronNietBereikbaar nogWeg(Weg weg) {
    return new BronNietBereikbaar(
        weg.bron(),
        weg.code(),
        "Bron %s antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd"
            .formatted(weg.bron()),
        null);
  }
}
