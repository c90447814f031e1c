package nl.ketenbrug.recht;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.datatable.DataTable;
import io.cucumber.java.nl.Als;
import io.cucumber.java.nl.Dan;
import io.cucumber.java.nl.Gegeven;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.Afdracht;
import nl.ketenbrug.bvv.Beslagvolgorde;
import nl.ketenbrug.bvv.Betaling;
import nl.ketenbrug.bvv.Betalingssoort;
import nl.ketenbrug.bvv.Omslag;
import nl.ketenbrug.bvv.Omslaguitkomst;
import nl.ketenbrug.bvv.Verdeling;
import nl.ketenbrug.bvv.Verdelingsuitkomst;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.message.Bedrag;

/** Payments of one debtor: which is attached, what share of the voet it leaves, what is paid. */
public class Betalingstappen {

  private final List<Betaling> betalingen = new ArrayList<>();
  private final List<Afdracht.Nabetaling> nabetalingen = new ArrayList<>();
  private final List<Verdeling.Deel> delen = new ArrayList<>();
  private Bedrag voet;
  private Omslaguitkomst omslag;
  private Verdelingsuitkomst verdeling;

  @Gegeven("een {betaling} van {bedrag} netto per maand")
  public void betaling(Betalingssoort soort, Bedrag netto) {
    betalingen.add(new Betaling("betaling " + betalingen.size(), soort, netto, null));
  }

  @Gegeven("een {betaling} van {bedrag} netto per maand, beslagen op {dag}")
  public void beslagen(Betalingssoort soort, Bedrag netto, LocalDate dag) {
    betalingen.add(new Betaling("betaling " + betalingen.size(), soort, netto, dag));
  }

  @Gegeven("een vastgestelde beslagvrije voet van {bedrag}")
  public void voet(Bedrag bedrag) {
    voet = bedrag;
  }

  @Gegeven("over maand {int} is {bedrag} betaald en {bedrag} nabetaald bij een voet van {bedrag}")
  public void nabetaling(int maand, Bedrag betaald, Bedrag nabetaald, Bedrag toen) {
    nabetalingen.add(new Afdracht.Nabetaling(YearMonth.of(2026, maand), betaald, nabetaald, toen));
  }

  @Gegeven("een aandeel van {bedrag} voor {word}")
  public void aandeel(Bedrag bedrag, String beslag) {
    delen.add(new Verdeling.Deel(beslag, bedrag));
  }

  @Als("de voet over de betalingen wordt omgeslagen")
  public void slaOm() {
    omslag = Omslag.verdeel(voet, betalingen);
  }

  @Als("een opbrengst van {bedrag} wordt verdeeld")
  public void verdeel(Bedrag opbrengst) {
    verdeling = Verdeling.van(opbrengst, delen);
  }

  @Dan("zijn de aandelen in de voet")
  public void aandelen(DataTable tabel) {
    assertThat(omslag)
        .isInstanceOfSatisfying(
            Omslag.class,
            om -> {
              assertThat(om.aandelen())
                  .extracting(aandeel -> aandeel.voet().cent())
                  .containsExactlyElementsOf(centen(tabel));
              assertThat(om.aandelen().stream().mapToLong(deel -> deel.voet().cent()).sum())
                  .isEqualTo(voet.cent());
            });
  }

  @Dan("is de afdracht per betaling")
  public void afdracht(DataTable tabel) {
    assertThat(omslag)
        .isInstanceOfSatisfying(
            Omslag.class,
            om ->
                assertThat(om.aandelen())
                    .extracting(aandeel -> aandeel.afdracht().cent())
                    .containsExactlyElementsOf(centen(tabel)));
  }

  @Dan("draagt de derde {bedrag} af")
  public void draagtAf(Bedrag bedrag) {
    assertThat(betalingen).hasSize(1);
    assertThat(Afdracht.van(betalingen.get(0).netto(), voet)).isEqualTo(bedrag);
  }

  @Dan("draagt de derde van de nabetaling {bedrag} af")
  public void draagtNabetalingAf(Bedrag bedrag) {
    assertThat(nabetalingen).isNotEmpty();
    assertThat(Afdracht.vanNabetaling(nabetalingen)).isEqualTo(bedrag);
  }

  @Dan("is de volgorde van beslag")
  public void volgorde(DataTable tabel) {
    Taal taal = new Taal();
    List<Betaling> volgorde = Beslagvolgorde.van(betalingen);
    List<List<String>> rijen = tabel.cells();
    assertThat(volgorde).hasSize(rijen.size());
    for (int i = 0; i < rijen.size(); i++) {
      assertThat(volgorde.get(i).soort()).isEqualTo(taal.betaling(rijen.get(i).get(0)));
      assertThat(volgorde.get(i).netto().cent()).isEqualTo(cent(rijen.get(i).get(1)));
    }
  }

  @Dan("mag het beslag in plaats daarvan op het {betaling}")
  public void magAfwijken(Betalingssoort soort) {
    assertThat(Beslagvolgorde.magAfwijken(betalingen, van(soort), voet)).isTrue();
  }

  @Dan("mag het beslag niet in plaats daarvan op het {betaling}")
  public void magNietAfwijken(Betalingssoort soort) {
    assertThat(Beslagvolgorde.magAfwijken(betalingen, van(soort), voet)).isFalse();
  }

  @Dan("wordt de omslag geweigerd")
  public void geweigerd() {
    assertThat(omslag).isInstanceOf(Weigering.class);
  }

  @Dan("is de verdeling die van de coördinator")
  public void verdeeld() {
    assertThat(verdeling)
        .isInstanceOfSatisfying(Verdeling.class, zo -> assertThat(zo.delen()).isEqualTo(delen));
  }

  @Dan("is er geen verdeling maar {word}")
  public void nietVerdeeld(String code) {
    assertThat(verdeling)
        .isInstanceOfSatisfying(
            Weigering.class, weigering -> assertThat(weigering.code()).isEqualTo(code));
  }

  private Betaling van(Betalingssoort soort) {
    return betalingen.stream().filter(b -> b.soort() == soort).findFirst().orElseThrow();
  }

  private static List<Long> centen(DataTable tabel) {
    return tabel.cells().stream().map(rij -> cent(rij.get(rij.size() - 1))).toList();
  }

  private static long cent(String tekst) {
    return new Taal().bedrag(tekst.replace("€ ", "")).cent();
  }
}
