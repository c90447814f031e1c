package nl.ketenbrug.recht;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.nl.Als;
import io.cucumber.java.nl.Dan;
import io.cucumber.java.nl.Gegeven;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.bvv.Geldigheid;
import nl.ketenbrug.bvv.Herbepaling;
import nl.ketenbrug.bvv.Herbepaling.Aanleiding;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.message.Bedrag;

/** How long a determination holds, when it must be made anew, and when a term ends. */
public class Tijdstappen {

  private final List<Herbepaling.Feit> feiten = new ArrayList<>();
  private final Set<LocalDate> gelijkgesteld = new HashSet<>();
  private Geldigheid geldigheid;
  private Herbepaling.Oordeel oordeel;
  private Herbepaling.Ingang ingang;
  private LocalDate laatste;

  @Gegeven("een vaststelling van {dag} voor twaalf maanden")
  public void vaststelling(LocalDate dag) {
    geldigheid = Geldigheid.vanaf(dag, Geldigheid.MAANDEN);
  }

  @Gegeven("een met redenen gemelde structurele wijziging op {dag}")
  public void wijziging(LocalDate dag) {
    feiten.add(new Herbepaling.Feit(Aanleiding.STRUCTURELE_WIJZIGING, dag));
  }

  @Gegeven("een ander relevant feit dat bekend werd op {dag}")
  public void feit(LocalDate dag) {
    feiten.add(new Herbepaling.Feit(Aanleiding.ANDERE_WETENSCHAP, dag));
  }

  @Gegeven("nieuwe normbedragen op {dag}")
  public void normen(LocalDate dag) {
    feiten.add(new Herbepaling.Feit(Aanleiding.NORMWIJZIGING, dag));
  }

  @Gegeven("{dag} is bij koninklijk besluit gelijkgesteld met een feestdag")
  public void gelijkgesteld(LocalDate dag) {
    gelijkgesteld.add(dag);
  }

  @Als("op {dag} wordt beoordeeld of opnieuw moet worden vastgesteld")
  public void beoordeel(LocalDate dag) {
    oordeel = Herbepaling.beoordeel(geldigheid, dag, feiten);
  }

  @Als(
      "het bedrag gaat van {bedrag} naar {bedrag}, bekend op {dag}, eerste betaling na de mededeling op {dag}")
  public void nieuwBedrag(Bedrag oud, Bedrag nieuw, LocalDate bekend, LocalDate betaling) {
    ingang = Herbepaling.ingang(oud, nieuw, bekend, betaling);
  }

  @Als("bij een beslag van {dag} en een mededeling van {dag} wordt gemeld op {dag}")
  public void melding(LocalDate beslag, LocalDate mededeling, LocalDate melding) {
    ingang =
        Herbepaling.ingangNaMelding(beslag, mededeling, melding, new Wettermijn(gelijkgesteld));
  }

  @Als("een termijn van {int} dag(en) begint na {dag}")
  public void termijn(int dagen, LocalDate gebeurtenis) {
    laatste = new Wettermijn(gelijkgesteld).laatsteDag(gebeurtenis, dagen);
  }

  @Dan("bestaat er een plicht sinds {dag}, op grond van {string}")
  public void plicht(LocalDate sinds, String artikel) {
    oordeel(Herbepaling.Mate.VERPLICHT, sinds, artikel);
  }

  @Dan("bestaat er een bevoegdheid sinds {dag}, op grond van {string}")
  public void bevoegdheid(LocalDate sinds, String artikel) {
    oordeel(Herbepaling.Mate.BEVOEGD, sinds, artikel);
  }

  @Dan("hoeft er niets, op grond van {string}")
  public void niets(String artikel) {
    oordeel(Herbepaling.Mate.GEEN, null, artikel);
  }

  @Dan("telt het nieuwe bedrag vanaf {dag}")
  public void vanaf(LocalDate dag) {
    assertThat(ingang.vanaf()).isEqualTo(dag);
  }

  @Dan("berust dat op aanname {word}")
  public void aanname(String code) {
    assertThat(ingang.aanname()).isNotNull();
    assertThat(ingang.aanname().code()).isEqualTo(code);
  }

  @Dan("is de laatste dag {dag}")
  public void laatste(LocalDate dag) {
    assertThat(laatste).isEqualTo(dag);
  }

  @Dan("is {dag} geen werkdag")
  public void geenWerkdag(LocalDate dag) {
    assertThat(new Wettermijn(gelijkgesteld).werkdag(dag)).isFalse();
  }

  private void oordeel(Herbepaling.Mate mate, LocalDate sinds, String artikel) {
    assertThat(oordeel.mate()).isEqualTo(mate);
    assertThat(oordeel.sinds()).isEqualTo(sinds);
    assertThat(oordeel.artikel()).isEqualTo(artikel);
  }
}
