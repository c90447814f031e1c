package nl.ketenbrug.recht;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.nl.Als;
import io.cucumber.java.nl.Dan;
import io.cucumber.java.nl.Gegeven;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.BrpFeiten;
import nl.ketenbrug.bvv.Brpdatum;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.LeefsituatieUitBrp;
import nl.ketenbrug.bvv.Leefsituatiebepaling;
import nl.ketenbrug.bvv.Leefsituatievaststelling;
import nl.ketenbrug.bvv.Weigering;

/** What the BRP shows of a household, and what follows from it. Dates as the BRP writes them. */
public class Brpstappen {

  private final List<BrpFeiten.Partner> partners = new ArrayList<>();
  private final List<BrpFeiten.Kind> kinderen = new ArrayList<>();
  private boolean woontInNederland = true;
  private Leefsituatiebepaling bepaling;

  @Gegeven("volgens de BRP heeft de schuldenaar geen woonadres in Nederland")
  public void nietInNederland() {
    woontInNederland = false;
  }

  @Gegeven("volgens de BRP is de schuldenaar alleen op het adres")
  public void alleen() {
    assertThat(partners).isEmpty();
  }

  @Gegeven("volgens de BRP is er een huwelijk vanaf {string} met iemand op hetzelfde adres")
  public void gehuwd(String aanvang) {
    partners.add(new BrpFeiten.Partner(true, Brpdatum.van(aanvang), null, true));
  }

  @Gegeven("volgens de BRP is er een huwelijk vanaf {string} met iemand op een ander adres")
  public void elders(String aanvang) {
    partners.add(new BrpFeiten.Partner(true, Brpdatum.van(aanvang), null, false));
  }

  @Gegeven(
      "volgens de BRP is het huwelijk van {string} ontbonden op {string} en wonen zij nog op hetzelfde adres")
  public void ontbonden(String aanvang, String einde) {
    partners.add(new BrpFeiten.Partner(true, Brpdatum.van(aanvang), Brpdatum.van(einde), true));
  }

  @Gegeven("volgens de BRP woont er een kind van {string} op het adres")
  public void kind(String geboren) {
    kinderen.add(new BrpFeiten.Kind(Brpdatum.van(geboren), true));
  }

  @Gegeven("volgens de BRP woont er een kind van {string} op een ander adres")
  public void kindElders(String geboren) {
    kinderen.add(new BrpFeiten.Kind(Brpdatum.van(geboren), false));
  }

  @Als("de leefsituatie op {dag} wordt bepaald")
  public void bepaal(LocalDate dag) {
    bepaling = LeefsituatieUitBrp.bepaal(new BrpFeiten(dag, woontInNederland, partners, kinderen));
  }

  @Dan("is de schuldenaar een {leefsituatie}")
  public void is(Leefsituatie leefsituatie) {
    assertThat(bepaling)
        .isInstanceOfSatisfying(
            Leefsituatievaststelling.class,
            zo -> assertThat(zo.leefsituatie()).isEqualTo(leefsituatie));
  }

  @Dan("berust de leefsituatie op aanname {word}")
  public void aanname(String code) {
    assertThat(bepaling)
        .isInstanceOfSatisfying(
            Leefsituatievaststelling.class,
            zo ->
                assertThat(zo.aannames()).extracting(Kwitantie.AannameRegel::code).contains(code));
  }

  @Dan("is de leefsituatie niet te bepalen: {word}")
  public void geweigerd(String code) {
    assertThat(bepaling)
        .isInstanceOfSatisfying(
            Weigering.class, weigering -> assertThat(weigering.code()).isEqualTo(code));
  }
}
