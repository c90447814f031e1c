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
  private final Kluis kluis;

  Registerstanden(Dossiers dossiers, Coordinatoren coordinatoren, Bvvstanden standen, Kluis kluis) {
    this.dossiers = dossiers;
    this.coordinatoren = coordinatoren;
    this.standen = standen;
    this.kluis = kluis;
  }

  /**
   * @param dossier also of somebody about whom nothing is registered
   * @param beslagen those that run, the oldest first (art. 478 lid 1 Rv)
   * @param beslagvrijeVoet the determination in force
   */
  public record Registerstand(
      Dossiersleutel dossier,
      List<Beslag> beslagen,
      Optional<Coordinator> coordinator,
      Optional<Bvvstand> beslagvrijeVoet) {}

  /**
   * Everything as it was at one moment, whatever is being registered meanwhile.
   *
   * @param dag the day on which a determination must be in force
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Registerstand van(Bsn bsn, LocalDate dag) {
    Dossiersleutel dossier = kluis.dossier(bsn);
    return new Registerstand(
        dossier,
        dossiers.beslagen(dossier).stream().filter(Beslag::loopt).sorted(oudsteEerst()).toList(),
        coordinatoren.van(dossier),
        standen.van(dossier).filter(stand -> dag.isBefore(stand.geldigTot())));
  }

  private static Comparator<Beslag> oudsteEerst() {
    return Comparator.comparing(Beslag::dag)
        .thenComparing(Beslag::tijd, Comparator.nullsLast(Comparator.naturalOrder()))
        .thenComparing(Beslag::eerste);
  }
}
