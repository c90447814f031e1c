package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.bvv.Kwitantie.GebruiktCijfer;
import nl.ketenbrug.bvv.Kwitantie.Operand;
import nl.ketenbrug.bvv.Kwitantie.Stap;
import nl.ketenbrug.message.Bedrag;

/**
 * The working sheet of one calculation: hands out figures and remembers what was done. A bare sheet
 * hands out the same and remembers nothing, so that there is one law for an amount with a receipt
 * and for the amount alone.
 */
final class Rekenblad {

  /** The step of every bare sheet: forgets its operands and hands on its outcome. */
  private static final Stapregel ONGENOTEERD = new Stapregel(null, "", "", "", "");

  private final Verzoek verzoek;
  private final Halfjaar halfjaar;
  private final Huishoudcijfers huishouden;
  private final LocalDate rechtVan;
  private final boolean kaal;
  private final List<Stap> stappen;
  private final Set<Cijfer> gebruikt;
  private final Set<Aanname> aannames;
  private LocalDate verhogingTot;

  private Rekenblad(Verzoek verzoek, Halfjaar halfjaar, LocalDate rechtVan, boolean kaal) {
    this.verzoek = verzoek;
    this.halfjaar = halfjaar;
    this.huishouden = halfjaar.voor(verzoek.leefsituatie());
    this.rechtVan = rechtVan;
    this.kaal = kaal;
    this.stappen = kaal ? List.of() : new ArrayList<>();
    this.gebruikt = kaal ? Set.of() : new LinkedHashSet<>();
    this.aannames = kaal ? Set.of() : new LinkedHashSet<>();
  }

  /** For a request whose household is known. */
  static Rekenblad metKwitantie(Verzoek verzoek, Halfjaar halfjaar, LocalDate rechtVan) {
    Rekenblad blad = new Rekenblad(verzoek, halfjaar, rechtVan, false);
    blad.aannames.add(Aanname.PERIODE);
    blad.aannames.addAll(verzoek.aannames());
    return blad;
  }

  /** The same without a receipt. */
  static Rekenblad kaal(Verzoek verzoek, Halfjaar halfjaar, LocalDate rechtVan) {
    return new Rekenblad(verzoek, halfjaar, rechtVan, true);
  }

  Verzoek verzoek() {
    return verzoek;
  }

  Halfjaar halfjaar() {
    return halfjaar;
  }

  /** The day whose text of the law applies. */
  LocalDate rechtVan() {
    return rechtVan;
  }

  /** What is the same for every debtor with this household; names no figure on the receipt. */
  Huishoudcijfers huishouden() {
    return huishouden;
  }

  /** The figure for the debtor's household; from now on it stands on the receipt. */
  BigDecimal cijfer(Cijfernaam naam) {
    return gebruik(huishouden.cijfer(naam));
  }

  BigDecimal cijfer(Cijfernaam naam, Leefsituatie leefsituatie) {
    return gebruik(halfjaar.cijfer(naam, leefsituatie));
  }

  private BigDecimal gebruik(Cijfer cijfer) {
    if (!kaal) {
      gebruikt.add(cijfer);
    }
    return cijfer.waarde();
  }

  void neemAan(Aanname aanname) {
    if (!kaal) {
      aannames.add(aanname);
    }
  }

  void verhogingTot(LocalDate tot) {
    this.verhogingTot = tot;
  }

  LocalDate verhogingTot() {
    return verhogingTot;
  }

  Stapregel stap(String id, String artikel, String omschrijving, String formule) {
    return kaal ? ONGENOTEERD : new Stapregel(this, id, artikel, omschrijving, formule);
  }

  List<Stap> stappen() {
    return stappen;
  }

  List<GebruiktCijfer> cijfers() {
    return gebruikt.stream()
        .map(
            c ->
                new GebruiktCijfer(
                    c.naam().naam(),
                    c.voor(),
                    c.waarde().toPlainString(),
                    c.eenheid(),
                    c.artikel(),
                    c.status().naam(),
                    c.bron()))
        .toList();
  }

  List<Kwitantie.AannameRegel> aannames() {
    return aannames.stream().sorted().map(Aanname::regel).toList();
  }

  /** One step under construction; it is on the sheet once its outcome is known. */
  static final class Stapregel {

    private final Rekenblad blad;
    private final String id;
    private final String artikel;
    private final String omschrijving;
    private final String formule;
    private final List<Operand> operanden;

    private Stapregel(
        Rekenblad blad, String id, String artikel, String omschrijving, String formule) {
      this.blad = blad;
      this.operanden = blad == null ? List.of() : new ArrayList<>();
      this.id = id;
      this.artikel = artikel;
      this.omschrijving = omschrijving;
      this.formule = formule;
    }

    Stapregel met(String naam, BigDecimal waarde, String eenheid) {
      if (blad != null) {
        operanden.add(new Operand(naam, waarde.toPlainString(), eenheid));
      }
      return this;
    }

    Stapregel met(String naam, Maandbedrag waarde) {
      if (blad != null) {
        operanden.add(new Operand(naam, waarde.onafgerond(), "EUR/maand"));
      }
      return this;
    }

    Maandbedrag is(Maandbedrag uitkomst) {
      if (blad != null) {
        noteer(uitkomst, uitkomst.afgerond());
      }
      return uitkomst;
    }

    /** For an outcome in whole cents. */
    Bedrag is(Bedrag uitkomst) {
      if (blad != null) {
        noteer(Maandbedrag.van(uitkomst), uitkomst);
      }
      return uitkomst;
    }

    private void noteer(Maandbedrag uitkomst, Bedrag afgerond) {
      blad.stappen.add(
          new Stap(
              id,
              artikel,
              omschrijving,
              formule,
              operanden,
              uitkomst.onafgerond(),
              afgerond.cent()));
    }
  }
}
