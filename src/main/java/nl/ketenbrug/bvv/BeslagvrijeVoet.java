package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.message.Bedrag;

/**
 * Determines the beslagvrije voet of one debtor on one day.
 *
 * <p>The order is that of the law: Rv art. 475da lid 2 and 1 (or 475e lid 2, or lid 4),
 * woonlandfactor (lid 4), increases (lid 5 to 7), deductions (475db), 95% of income (475dc),
 * rounding, decision of the court (475fa). Same request and same figures always give the same
 * outcome.
 */
public final class BeslagvrijeVoet {

  /** Version of the rules in this package; changes whenever an outcome could change. */
  public static final String REGELVERSIE = "2026-07-14";

  private final Cijfers cijfers;

  public BeslagvrijeVoet(Cijfers cijfers) {
    this.cijfers = cijfers;
  }

  /** The amount with its receipt, or a refusal. Throws nothing for any request. */
  public Uitkomst bereken(Verzoek verzoek) {
    return bereken(verzoek, verzoek.peildatum());
  }

  /**
   * The same amount or the same refusal by the same rules, without a receipt: for a first look at
   * many dossiers. What is decided or sent to anybody needs {@link #bereken}.
   */
  public Bedragbepaling bedrag(Verzoek verzoek) {
    Cijferkeuze keuze = toegelaten(verzoek, verzoek.peildatum());
    return keuze instanceof Halfjaar halfjaar
        ? bepaal(Rekenblad.kaal(verzoek, halfjaar, verzoek.peildatum()))
        : (Weigering) keuze;
  }

  /** With text and figures of another day than that of the determination. */
  Uitkomst bereken(Verzoek verzoek, LocalDate rechtVan) {
    Cijferkeuze keuze = toegelaten(verzoek, rechtVan);
    if (keuze instanceof Weigering weigering) {
      return weigering;
    }
    Rekenblad blad = Rekenblad.metKwitantie(verzoek, (Halfjaar) keuze, rechtVan);
    Bedragbepaling bepaling = bepaal(blad);
    return bepaling instanceof Weigering weigering
        ? weigering
        : metKwitantie(blad, (Bedragvaststelling) bepaling);
  }

  /** The figures to compute with, or what stands in the way of a calculation. */
  private Cijferkeuze toegelaten(Verzoek verzoek, LocalDate rechtVan) {
    Cijferkeuze keuze = cijfers.op(rechtVan);
    if (keuze instanceof Halfjaar halfjaar) {
      Optional<Weigering> beletsel = Toelaatbaarheid.beletsel(verzoek, halfjaar);
      return beletsel.isPresent() ? beletsel.get() : keuze;
    }
    return keuze;
  }

  private static Bedragbepaling bepaal(Rekenblad blad) {
    return blad.verzoek().soort() == Beslagsoort.BANK ? bank(blad) : periodiek(blad);
  }

  private static Bedragvaststelling bank(Rekenblad blad) {
    Maandbedrag bedrag = Bankbeslag.bereken(blad);
    Bedrag afgerond = bedrag.afgerond();
    return vaststelling(blad, afgerond, afgerond, Bankbeslag.MAANDEN);
  }

  private static Bedragbepaling periodiek(Rekenblad blad) {
    if (blad.verzoek().detentie() == Detentie.REKEN_MET_FORMULE) {
      blad.neemAan(Aanname.DETENTIE);
    }
    Maandbedrag basis = Woonland.pasToe(blad, Grondbedrag.bereken(blad));
    Optional<Weigering> beletsel =
        Woonkostenverhoging.beletsel(blad, basis).or(() -> Eigenwoningverhoging.beletsel(blad));
    if (beletsel.isPresent()) {
      return beletsel.get();
    }
    basis = Woonkostenverhoging.pasToe(blad, basis);
    basis = Eigenwoningverhoging.pasToe(blad, basis);

    Maandbedrag bedrag = Inkomensgrens.pasToe(blad, Vermindering.pasToe(blad, basis));
    Bedrag afgerond = bedrag.afgerond();
    blad.stap("afronding", "-", "Afronding op hele centen", "half omhoog, eenmaal")
        .met("bedrag", bedrag)
        .is(afgerond);
    return vaststelling(
        blad,
        metRechter(blad, afgerond),
        basis == bedrag ? afgerond : basis.afgerond(),
        blad.verzoek().geldigheidMaanden());
  }

  /** Rv art. 475fa: a decision in force on the day of the determination raises the amount. */
  private static Bedrag metRechter(Rekenblad blad, Bedrag bedrag) {
    Rechterlijkeverhoging verhoging = blad.verzoek().rechterlijkeVerhoging();
    if (verhoging == null || !verhoging.geldtOp(blad.verzoek().peildatum())) {
      return bedrag;
    }
    Bedrag bepaald = verhoging.bedrag();
    return blad.stap(
            "475fa",
            "Rv art. 475fa",
            "Verhoging door de kantonrechter",
            "max(bedrag; bepaald bedrag)")
        .met("bedrag", Maandbedrag.van(bedrag))
        .met("bepaald bedrag", Maandbedrag.van(bepaald))
        .is(bedrag.compareTo(bepaald) >= 0 ? bedrag : bepaald);
  }

  private static Bedragvaststelling vaststelling(
      Rekenblad blad, Bedrag bedrag, Bedrag basis, int maanden) {
    Verzoek verzoek = blad.verzoek();
    if (maanden != Geldigheid.MAANDEN && verzoek.soort() == Beslagsoort.PERIODIEK) {
      blad.neemAan(Aanname.GELDIGHEID);
    }
    blad.cijfer(Cijfernaam.PLAFOND);
    return new Bedragvaststelling(
        bedrag,
        basis,
        blad.huishouden().plafondAfgerond(),
        Geldigheid.vanaf(verzoek.peildatum(), maanden).tot());
  }

  private static Vaststelling metKwitantie(Rekenblad blad, Bedragvaststelling uitkomst) {
    Verzoek verzoek = blad.verzoek();
    List<Kwitantie.Invoer> invoer = Invoerlijst.van(verzoek);
    Kwitantie kwitantie =
        new Kwitantie(
            REGELVERSIE,
            new Kwitantie.Bestand(blad.halfjaar().bestand(), blad.halfjaar().sha256()),
            verzoek.peildatum(),
            blad.rechtVan(),
            invoer,
            Invoerlijst.digest(invoer),
            blad.stappen(),
            blad.cijfers(),
            blad.aannames(),
            uitkomst.bedrag().cent(),
            uitkomst.basis().cent(),
            uitkomst.plafond().cent(),
            verzoek.peildatum(),
            uitkomst.geldigTot(),
            blad.verhogingTot());
    return new Vaststelling(uitkomst.bedrag(), uitkomst.basis(), uitkomst.plafond(), kwitantie);
  }
}
