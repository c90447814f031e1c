package nl.ketenbrug.recht;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.nl.Als;
import io.cucumber.java.nl.Dan;
import io.cucumber.java.nl.Gegeven;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.Betalingssoort;
import nl.ketenbrug.bvv.Inkomen;
import nl.ketenbrug.bvv.Inkomensbepaling;
import nl.ketenbrug.bvv.Inkomensstrategie;
import nl.ketenbrug.bvv.Inkomensvaststelling;
import nl.ketenbrug.bvv.Inkomstenopgave;
import nl.ketenbrug.bvv.Inkomstenverhouding;
import nl.ketenbrug.bvv.Inkomstenverhouding.Persoon;
import nl.ketenbrug.bvv.Termijn;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.message.Bedrag;

/** Wage statements of the polisadministratie over 2026, and the income that follows from them. */
public class Inkomenstappen {

  private final List<Inkomstenopgave> schuldenaar = new ArrayList<>();
  private final List<Inkomstenopgave> echtgenoot = new ArrayList<>();
  private Inkomensbepaling bepaling;

  @Gegeven(
      "loon over maand {int} van {bedrag}, waarvan {bedrag} ingehouden, en {bedrag} opgebouwde vakantiebijslag")
  public void loon(int maand, Bedrag loon, Bedrag ingehouden, Bedrag opgebouwd) {
    schuldenaar.add(opgave(maand, loon, ingehouden, Bedrag.NUL, opgebouwd));
  }

  @Gegeven(
      "loon over maand {int} van {bedrag}, waarvan {bedrag} ingehouden en {bedrag} uitbetaalde vakantiebijslag, en {bedrag} opgebouwd")
  public void loonMetUitbetaling(
      int maand, Bedrag loon, Bedrag ingehouden, Bedrag uitbetaald, Bedrag opgebouwd) {
    schuldenaar.add(opgave(maand, loon, ingehouden, uitbetaald, opgebouwd));
  }

  @Gegeven("een echtgenoot met over maand {int} {bedrag} waarvan {bedrag} ingehouden")
  public void echtgenoot(int maand, Bedrag loon, Bedrag ingehouden) {
    echtgenoot.add(opgave(maand, loon, ingehouden, Bedrag.NUL, Bedrag.NUL));
  }

  @Gegeven("geen loonopgaven")
  public void niets() {
    assertThat(schuldenaar).isEmpty();
  }

  @Als("het inkomen wordt bepaald naar de meest recente maand")
  public void recent() {
    bepaal(Inkomensstrategie.MEEST_RECENTE_MAAND);
  }

  @Als("het inkomen wordt bepaald als gemiddelde van alle maanden")
  public void gemiddelde() {
    bepaal(Inkomensstrategie.GEMIDDELDE_SELECTIEPERIODE);
  }

  @Dan("is het belastbaar jaarinkomen {bedrag}")
  public void jaarinkomen(Bedrag bedrag) {
    assertThat(vaststelling().belastbaarJaarinkomen()).isEqualTo(bedrag);
  }

  @Dan("is het netto maandinkomen van de schuldenaar {bedrag}")
  public void netto(Bedrag bedrag) {
    assertThat(vaststelling().nettoMaandinkomen(Persoon.SCHULDENAAR)).isEqualTo(bedrag);
  }

  @Dan("is het netto maandinkomen van de echtgenoot {bedrag}")
  public void nettoEchtgenoot(Bedrag bedrag) {
    assertThat(vaststelling().nettoMaandinkomen(Persoon.ECHTGENOOT)).isEqualTo(bedrag);
  }

  @Dan("is het inkomen niet te bepalen: {word}")
  public void geweigerd(String code) {
    assertThat(bepaling)
        .isInstanceOfSatisfying(
            Weigering.class, weigering -> assertThat(weigering.code()).isEqualTo(code));
  }

  private void bepaal(Inkomensstrategie strategie) {
    List<Inkomstenverhouding> verhoudingen = new ArrayList<>();
    voegToe(verhoudingen, Persoon.SCHULDENAAR, schuldenaar);
    voegToe(verhoudingen, Persoon.ECHTGENOOT, echtgenoot);
    bepaling = Inkomen.bepaal(strategie, verhoudingen);
  }

  private static void voegToe(
      List<Inkomstenverhouding> uit, Persoon van, List<Inkomstenopgave> opgaven) {
    if (!opgaven.isEmpty()) {
      uit.add(new Inkomstenverhouding("loon", van, Betalingssoort.E_LOON, Termijn.MAAND, opgaven));
    }
  }

  private static Inkomstenopgave opgave(
      int maand, Bedrag loon, Bedrag ingehouden, Bedrag uitbetaald, Bedrag opgebouwd) {
    YearMonth deze = YearMonth.of(2026, maand);
    return new Inkomstenopgave(
        deze.atDay(1),
        deze.atEndOfMonth(),
        loon,
        ingehouden,
        uitbetaald,
        opgebouwd,
        Bedrag.NUL,
        Bedrag.NUL);
  }

  private Inkomensvaststelling vaststelling() {
    assertThat(bepaling).isInstanceOf(Inkomensvaststelling.class);
    return (Inkomensvaststelling) bepaling;
  }
}
