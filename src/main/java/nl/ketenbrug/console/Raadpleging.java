package nl.ketenbrug.console;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Raadpleegrecht;
import nl.ketenbrug.dossier.Beslag;
import nl.ketenbrug.dossier.Beslaglegger;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Registerstanden.Registerstand;

/**
 * What a partner is told about one debtor. Own contract [O]. It does not repeat the number that was
 * asked for, so that it can stand in the log.
 *
 * @param raadplegingId under which the consultation stands in the log
 * @param beslagen those that run; none is an answer too
 * @param coordinator who collects for all, or null
 * @param metBeslagvrijeVoet whether the partner is entitled to the next, for this purpose;
 *     otherwise nothing is said about it
 * @param beslagvrijeVoet the determination in force, or null
 */
record Raadpleging(
    UUID raadplegingId,
    Instant moment,
    String doelbinding,
    String kenmerk,
    List<Lopend> beslagen,
    Coordinatie coordinator,
    boolean metBeslagvrijeVoet,
    Vaststelling beslagvrijeVoet) {

  /** By an OIN or by a number of the register of bailiffs; one of the two. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Partij(String oin, String gerechtsdeurwaarderId) {
    static Partij van(Beslaglegger legger) {
      return legger.soort() == Beslaglegger.Soort.OIN
          ? new Partij(legger.waarde(), null)
          : new Partij(null, legger.waarde());
    }
  }

  /** A running attachment, as the register last reported it; words of the canonical model. */
  record Lopend(
      String registratieId,
      String soort,
      String bronVanInkomen,
      Partij beslaglegger,
      String derdeBeslagene,
      LocalDate dagVanBeslag,
      @JsonFormat(pattern = "HH:mm:ss") LocalTime tijdVanBeslag,
      Integer rang,
      String preferentie,
      String status) {

    /** With seconds, as both answers have it; null when it is not known. */
    String tijd() {
      return tijdVanBeslag == null ? null : DateTimeFormatter.ISO_LOCAL_TIME.format(tijdVanBeslag);
    }

    static Lopend van(Beslag beslag, boolean metDerde) {
      return new Lopend(
          beslag.registratieId(),
          beslag.soort(),
          beslag.bronVanInkomen(),
          Partij.van(beslag.beslaglegger()),
          metDerde ? beslag.derdeBeslagene() : null,
          beslag.dag(),
          beslag.tijd(),
          beslag.rang(),
          beslag.preferentie(),
          beslag.status());
    }
  }

  /**
   * @param registratieId the attachment it rests on
   */
  record Coordinatie(String registratieId, Partij partij, LocalDate sinds, String artikel) {}

  /**
   * @param bedrag cents a month
   * @param geldigTot first day on which it no longer holds (art. 475d lid 2 Rv)
   */
  record Vaststelling(UUID berichtId, long bedrag, LocalDate geldigVan, LocalDate geldigTot) {
    static Vaststelling van(Bvvstand stand) {
      return new Vaststelling(
          stand.bericht().value(), stand.bedrag().cent(), stand.geldigVan(), stand.geldigTot());
    }
  }

  static Raadpleging van(
      UUID id, Instant moment, Raadpleegvraag vraag, Raadpleegrecht recht, Registerstand stand) {
    boolean metBedrag = recht.beslagvrijeVoet() && vraag.doelbinding().metBedrag();
    boolean metDerde = vraag.doelbinding().metDerde() && !stand.geheim();
    return new Raadpleging(
        id,
        moment,
        vraag.doelbinding().code(),
        vraag.kenmerk(),
        stand.beslagen().stream().map(beslag -> Lopend.van(beslag, metDerde)).toList(),
        stand
            .coordinator()
            .map(
                c ->
                    new Coordinatie(
                        c.registratieId(),
                        Partij.van(c.beslaglegger()),
                        c.sinds(),
                        "art. 478 lid " + c.lid() + " Rv"))
            .orElse(null),
        metBedrag,
        metBedrag ? stand.beslagvrijeVoet().map(Vaststelling::van).orElse(null) : null);
  }
}
