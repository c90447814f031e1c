package nl.ketenbrug.dossier;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What is registered about one debtor at one moment. */
@Repository
public class Registerstanden {

  private final Dossiers dossiers;
  private final Coordinatoren coordinatoren;
  private final Bvvstanden standen;
  private final Herkenningen herkenningen;
  private final Kluis kluis;

  Registerstanden(
      Dossiers dossiers,
      Coordinatoren coordinatoren,
      Bvvstanden standen,
      Herkenningen herkenningen,
      Kluis kluis) {
    this.herkenningen = herkenningen;
    this.dossiers = dossiers;
    this.coordinatoren = coordinatoren;
    this.standen = standen;
    this.kluis = kluis;
  }

  /**
   * @param dossier also of somebody about whom nothing is registered
   * @param beslagen those that run and that the register is about, the oldest first (art. 478 lid 1
   *     Rv)
   * @param coordinator when it rests on one of them
   * @param beslagvrijeVoet the determination in force; empty when there is none of them
   * @param geheim whether the debtor is known to have his data kept secret
   */
  public record Registerstand(
      Dossiersleutel dossier,
      List<Beslag> beslagen,
      Optional<Coordinator> coordinator,
      Optional<Bvvstand> beslagvrijeVoet,
      boolean geheim) {}

  /**
   * Everything as it was at one moment, whatever is being registered meanwhile.
   *
   * @param dag the day on which a determination must be in force
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Registerstand van(Bsn bsn, LocalDate dag) {
    Dossiersleutel dossier = kluis.dossier(bsn);
    List<Beslag> lopend =
        dossiers.beslagen(dossier).stream()
            .filter(Beslag::loopt)
            .filter(beslag -> Registerbereik.omvat(beslag.bronVanInkomen()))
            .sorted(oudsteEerst())
            .toList();
    return new Registerstand(
        dossier,
        lopend,
        // The register may have moved an attachment to another debtor; what rested on it stays
        // behind until the next event of this one.
        coordinatoren.van(dossier).filter(c -> lopend.stream().anyMatch(een -> isVan(c, een))),
        standen.van(dossier).filter(stand -> !lopend.isEmpty() && isVanKracht(stand, dag)),
        herkenningen.van(dossier).map(Herkenbaar::geheimhouding).orElse(false));
  }

  private static boolean isVan(Coordinator coordinator, Beslag beslag) {
    return beslag.registratieId().equals(coordinator.registratieId());
  }

  private static boolean isVanKracht(Bvvstand stand, LocalDate dag) {
    return !dag.isBefore(stand.geldigVan()) && dag.isBefore(stand.geldigTot());
  }

  private static Comparator<Beslag> oudsteEerst() {
    return Comparator.comparing(Beslag::dag)
        .thenComparing(Beslag::tijd, Comparator.nullsLast(Comparator.naturalOrder()))
        .thenComparing(Beslag::eerste);
  }
}
