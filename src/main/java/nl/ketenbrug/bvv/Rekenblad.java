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

/** The working sheet of one calculation: hands out figures and remembers what was done. */
final class Rekenblad {

  private final Verzoek verzoek;
  private final Halfjaar halfjaar;
  private final LocalDate rechtVan;
  private final List<Stap> stappen = new ArrayList<>();
  private final Set<Cijfer> gebruikt = new LinkedHashSet<>();
  private final Set<Aanname> aannames = new LinkedHashSet<>();
  private LocalDate verhogingTot;

  Rekenblad(Verzoek verzoek, Halfjaar halfjaar, LocalDate rechtVan) {
    this.verzoek = verzoek;
    this.halfjaar = halfjaar;
    this.rechtVan = rechtVan;
    aannames.add(Aanname.PERIODE);
    aannames.addAll(verzoek.aannames());
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

  /** The figure for the debtor's household; from now on it stands on the receipt. */
  BigDecimal cijfer(Cijfernaam naam) {
    return cijfer(naam, verzoek.leefsituatie());
  }

  BigDecimal cijfer(Cijfernaam naam, Leefsituatie leefsituatie) {
    Cijfer cijfer = halfjaar.cijfer(naam, leefsituatie);
    gebruikt.add(cijfer);
    return cijfer.waarde();
  }

  void neemAan(Aanname aanname) {
    aannames.add(aanname);
  }

  void verhogingTot(LocalDate tot) {
    this.verhogingTot = tot;
  }

  LocalDate verhogingTot() {
    return verhogingTot;
  }

  Stapregel stap(String id, String artikel, String omschrijving, String formule) {
    return new Stapregel(id, artikel, omschrijving, formule);
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
  final class Stapregel {

    private final String id;
    private final String artikel;
    private final String omschrijving;
    private final String formule;
    private final List<Operand> operanden = new ArrayList<>();

    private Stapregel(String id, String artikel, String omschrijving, String formule) {
      this.id = id;
      this.artikel = artikel;
      this.omschrijving = omschrijving;
      this.formule = formule;
    }

    Stapregel met(String naam, BigDecimal waarde, String eenheid) {
      operanden.add(new Operand(naam, waarde.toPlainString(), eenheid));
      return this;
    }

    Stapregel met(String naam, Maandbedrag waarde) {
      operanden.add(new Operand(naam, waarde.onafgerond(), "EUR/maand"));
      return this;
    }

    Stapregel met(String naam, String waarde) {
      operanden.add(new Operand(naam, waarde, "-"));
      return this;
    }

    Maandbedrag is(Maandbedrag uitkomst) {
      stappen.add(
          new Stap(
              id,
              artikel,
              omschrijving,
              formule,
              operanden,
              uitkomst.onafgerond(),
              uitkomst.afgerond().cent()));
      return uitkomst;
    }
  }
}
