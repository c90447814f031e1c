package nl.ketenbrug.recht;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.nl.Als;
import io.cucumber.java.nl.Dan;
import io.cucumber.java.nl.Gegeven;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.Aftrek;
import nl.ketenbrug.bvv.Beslagsoort;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Detentie;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Herberekening.Vergelijking;
import nl.ketenbrug.bvv.Instelling;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.Rechterlijkeverhoging;
import nl.ketenbrug.bvv.Termijn;
import nl.ketenbrug.bvv.Toelichting;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verhogingen;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.message.Bedrag;

/** One calculation: facts in, amount or refusal out, and what its receipt says. */
public class Berekeningstappen {

  private static final BeslagvrijeVoet BVV =
      new BeslagvrijeVoet(Cijfers.lees(Path.of("config/bvv")));
  private static final Herberekening HERBEREKENING = new Herberekening(BVV);

  private Verzoek.Builder verzoek;
  private Bedrag woonkosten;
  private LocalDate woonkostenTot;
  private LocalDate verlengdTot;
  private Bedrag tekortEchtgenoot;
  private boolean eigenwoning;
  private boolean huurder;
  private Bedrag lid7Bedrag;
  private Bedrag inkomenPartner;
  private Bedrag eigenInkomen;
  private Bedrag loonheffingAuto;
  private Bedrag inrichting;
  private boolean beideInInrichting;
  private Uitkomst uitkomst;
  private Kwitantie kwitantie;
  private Vergelijking vergelijking;

  @Gegeven("een {leefsituatie} op {dag}")
  public void persoon(Leefsituatie leefsituatie, LocalDate dag) {
    verzoek = Verzoek.voor(dag, leefsituatie);
  }

  @Gegeven("een schuldenaar van wie de leefsituatie op {dag} onbekend is")
  public void zonderLeefsituatie(LocalDate dag) {
    verzoek = Verzoek.voor(dag, null);
  }

  @Gegeven("een belastbaar jaarinkomen van {bedrag}")
  public void jaarinkomen(Bedrag bedrag) {
    verzoek.belastbaarJaarinkomen(bedrag);
  }

  @Gegeven("een netto maandinkomen met vakantiebijslag van {bedrag}")
  public void maandinkomen(Bedrag bedrag) {
    verzoek.maandinkomen(bedrag);
  }

  @Gegeven("een netto inkomen van {bedrag} per vier weken")
  public void vierWeken(Bedrag bedrag) {
    verzoek.maandinkomen(bedrag).termijn(Termijn.VIER_WEKEN, false);
  }

  @Gegeven("een netto inkomen van {bedrag} per vier weken, om te rekenen naar een maand")
  public void vierWekenOmrekenen(Bedrag bedrag) {
    verzoek.maandinkomen(bedrag).termijn(Termijn.VIER_WEKEN, true);
  }

  @Gegeven("geen woonadres in Nederland volgens de BRP")
  public void zonderAdres() {
    verzoek.brpAdres(false);
  }

  @Gegeven("opgave van leefsituatie en inkomsten bij een vaste verblijfplaats")
  public void opgave() {
    verzoek.gegevensVerstrekt(true);
  }

  @Gegeven("een vaste verblijfplaats buiten Nederland")
  public void buitenland() {
    verzoek.buitenland(true);
  }

  @Gegeven("een woonlandfactor van {getal}")
  public void woonlandfactor(BigDecimal factor) {
    verzoek.woonlandfactor(factor);
  }

  @Gegeven("woonkosten van {bedrag} per maand")
  public void woonkosten(Bedrag bedrag) {
    woonkosten = bedrag;
  }

  @Gegeven("de woonkostenverhoging is toegekend tot {dag}")
  public void woonkostenTot(LocalDate dag) {
    woonkostenTot = dag;
  }

  @Gegeven("de woonkostenverhoging is verlengd tot {dag}")
  public void verlengdTot(LocalDate dag) {
    verlengdTot = dag;
  }

  @Gegeven("een echtgenoot die {bedrag} van de hogere woonkosten niet kan betalen")
  public void tekort(Bedrag bedrag) {
    tekortEchtgenoot = bedrag;
  }

  @Gegeven("een verzoek om verhoging wegens een eigen woning")
  public void eigenwoning() {
    eigenwoning = true;
  }

  @Gegeven("een verzoek om verhoging wegens een huurwoning zonder huurtoeslag")
  public void huurwoning() {
    huurder = true;
  }

  @Gegeven("een verhoging volgens de AMvB van {bedrag}")
  public void lid7Bedrag(Bedrag bedrag) {
    lid7Bedrag = bedrag;
  }

  @Gegeven("onbeslagen inkomen van de echtgenoot van {bedrag} per maand")
  public void inkomenPartner(Bedrag bedrag) {
    inkomenPartner = bedrag;
  }

  @Gegeven("eigen onbeslagen inkomen van {bedrag} per maand")
  public void eigenInkomen(Bedrag bedrag) {
    eigenInkomen = bedrag;
  }

  @Gegeven("loonheffing over de auto van de werkgever van {bedrag} per maand")
  public void loonheffing(Bedrag bedrag) {
    loonheffingAuto = bedrag;
  }

  @Gegeven("verblijf in een inrichting voor {bedrag} per maand")
  public void inrichting(Bedrag prijs) {
    inrichting = prijs;
  }

  @Gegeven("ook de echtgenoot verblijft in de inrichting")
  public void beiden() {
    beideInInrichting = true;
  }

  @Gegeven("een beslag op het banksaldo")
  public void bank() {
    verzoek.soort(Beslagsoort.BANK);
  }

  @Gegeven("een beslissing van de kantonrechter dat artikel 475a lid 5 geldt")
  public void bankbeslagToegestaan() {
    verzoek.bankbeslagToegestaan(true);
  }

  @Gegeven("een door de kantonrechter bepaald bedrag van {bedrag} van {dag} tot {dag}")
  public void rechter(Bedrag bedrag, LocalDate vanaf, LocalDate tot) {
    verzoek.rechterlijkeVerhoging(new Rechterlijkeverhoging(bedrag, vanaf, tot));
  }

  @Gegeven("een uitkering die voor artikel 475dc lid 2 is aangewezen")
  public void aangewezen() {
    verzoek.aangewezenUitkering(true);
  }

  @Gegeven("detentie zonder gekozen grondslag")
  public void detentie() {
    verzoek.detentie(Detentie.ZONDER_GRONDSLAG);
  }

  @Als("de beslagvrije voet wordt berekend")
  public void bereken() {
    verzoek
        .verhogingen(
            new Verhogingen(
                woonkosten,
                woonkostenTot,
                verlengdTot,
                tekortEchtgenoot,
                eigenwoning,
                huurder,
                lid7Bedrag))
        .aftrek(new Aftrek(inkomenPartner, eigenInkomen, loonheffingAuto));
    if (inrichting != null) {
      verzoek.instelling(new Instelling(inrichting, beideInInrichting, false));
    }
    uitkomst = BVV.bereken(verzoek.build());
    if (uitkomst instanceof Vaststelling vaststelling) {
      kwitantie = vaststelling.kwitantie();
    }
  }

  @Als("de kwitantie opnieuw wordt berekend")
  public void opnieuw() {
    vergelijking = HERBEREKENING.opnieuw(kwitantie);
  }

  @Als("de kwitantie wordt berekend met het recht van {dag}")
  public void metRechtVan(LocalDate dag) {
    vergelijking = HERBEREKENING.metRechtVan(kwitantie, dag);
  }

  @Als("iemand op de kwitantie het jaarinkomen verandert in {bedrag}")
  public void verander(Bedrag bedrag) {
    List<Kwitantie.Invoer> invoer = new ArrayList<>();
    for (Kwitantie.Invoer regel : kwitantie.invoer()) {
      boolean inkomen = regel.naam().equals("belastbaarJaarinkomen");
      invoer.add(
          inkomen
              ? new Kwitantie.Invoer(
                  regel.naam(), Long.toString(bedrag.cent()), regel.eenheid(), regel.herkomst())
              : regel);
    }
    assertThat(invoer).isNotEqualTo(kwitantie.invoer());
    kwitantie =
        new Kwitantie(
            kwitantie.regelversie(),
            kwitantie.cijferbestand(),
            kwitantie.peildatum(),
            kwitantie.rechtVan(),
            invoer,
            kwitantie.invoerDigest(),
            kwitantie.stappen(),
            kwitantie.cijfers(),
            kwitantie.aannames(),
            kwitantie.bedragCent(),
            kwitantie.basisCent(),
            kwitantie.plafondCent(),
            kwitantie.geldigVanaf(),
            kwitantie.geldigTot(),
            kwitantie.verhogingTot());
  }

  @Dan("is de beslagvrije voet {bedrag}")
  public void isVoet(Bedrag bedrag) {
    assertThat(vaststelling().bedrag()).isEqualTo(bedrag);
  }

  @Dan("is het beschermde banksaldo {bedrag}")
  public void isSaldo(Bedrag bedrag) {
    assertThat(vaststelling().bedrag()).isEqualTo(bedrag);
  }

  @Dan("is het bedrag voor de verminderingen {bedrag}")
  public void isBasis(Bedrag bedrag) {
    assertThat(vaststelling().basis()).isEqualTo(bedrag);
  }

  @Dan("is het maximum {bedrag}")
  public void isMaximum(Bedrag bedrag) {
    assertThat(vaststelling().plafond()).isEqualTo(bedrag);
  }

  @Dan("is de som van de formule {bedrag}")
  public void isSom(Bedrag bedrag) {
    assertThat(stap("475da-2")).isEqualTo(bedrag);
  }

  @Dan("is het onderdeel {word} {bedrag}")
  public void isOnderdeel(String naam, Bedrag bedrag) {
    assertThat(stap("475da-2-" + naam)).isEqualTo(bedrag);
  }

  @Dan("geldt de vaststelling van {dag} tot {dag}")
  public void geldt(LocalDate vanaf, LocalDate tot) {
    vaststelling();
    assertThat(kwitantie.geldigVanaf()).isEqualTo(vanaf);
    assertThat(kwitantie.geldigTot()).isEqualTo(tot);
  }

  @Dan("eindigt de woonkostenverhoging op {dag}")
  public void verhogingTot(LocalDate dag) {
    vaststelling();
    assertThat(kwitantie.verhogingTot()).isEqualTo(dag);
  }

  @Dan("staat {word} als aanname op de kwitantie")
  public void aanname(String code) {
    vaststelling();
    assertThat(kwitantie.aannames()).extracting(Kwitantie.AannameRegel::code).contains(code);
  }

  @Dan("is er geen bedrag maar {word}, op grond van {string}")
  public void geweigerd(String code, String artikel) {
    assertThat(uitkomst)
        .isInstanceOfSatisfying(
            Weigering.class,
            weigering -> {
              assertThat(weigering.code()).isEqualTo(code);
              assertThat(weigering.artikel()).isEqualTo(artikel);
              assertThat(weigering.reden()).isNotBlank();
              assertThat(weigering.remedie()).isNotBlank();
            });
  }

  @Dan("komt dezelfde kwitantie eruit")
  public void dezelfde() {
    assertThat(vergelijking.nieuw())
        .isInstanceOfSatisfying(
            Vaststelling.class, nieuw -> assertThat(nieuw.kwitantie()).isEqualTo(kwitantie));
  }

  @Dan("is het bedrag dan {bedrag}")
  public void nieuwBedrag(Bedrag bedrag) {
    assertThat(vergelijking.nieuw())
        .isInstanceOfSatisfying(
            Vaststelling.class, nieuw -> assertThat(nieuw.bedrag()).isEqualTo(bedrag));
  }

  @Dan("verschilt het onderdeel {word} {bedrag}")
  public void verschilt(String naam, Bedrag bedrag) {
    assertThat(vergelijking.verschillen())
        .filteredOn(verschil -> verschil.id().equals("475da-2-" + naam))
        .extracting(Herberekening.Stapverschil::verschilCent)
        .containsExactly(bedrag.cent());
  }

  @Dan("wordt de kwitantie niet geloofd")
  public void nietGeloofd() {
    assertThat(vergelijking.nieuw()).isInstanceOf(Weigering.class);
  }

  @Dan("noemt de toelichting {string}")
  public void noemt(String tekst) {
    vaststelling();
    assertThat(Toelichting.van(kwitantie)).contains(tekst);
  }

  private Vaststelling vaststelling() {
    assertThat(uitkomst).isInstanceOf(Vaststelling.class);
    return (Vaststelling) uitkomst;
  }

  private Bedrag stap(String id) {
    return vaststelling().kwitantie().stappen().stream()
        .filter(stap -> stap.id().equals(id))
        .map(stap -> new Bedrag(stap.afgerondCent()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("De kwitantie heeft geen stap " + id));
  }
}
