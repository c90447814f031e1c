package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.bvv.Leefsituatievaststelling.Feit;

/**
 * Derives the leefsituatie from the BRP.
 *
 * <p>Rv art. 475ga lid 2: the debtor counts as alleenstaande, unless the BRP shows that he is
 * gehuwd and that the spouse lives at his address. Former spouses who live together count as gehuwd
 * (A-EXECHTGENOOT). Of children only yes or no counts; a child under eighteen at his address counts
 * as ten laste komend (A-KIND, Pw art. 4 lid 1 onder e).
 *
 * <p>A date that is incomplete decides nothing it cannot decide: only when the answer depends on
 * its unknown part is there a refusal.
 */
public final class LeefsituatieUitBrp {

  private static final String PARTNER = "Rv art. 475ga lid 2";
  private static final String KIND = "Pw art. 4 lid 1 onder e";
  private static final int MEERDERJARIG = 18;

  private final BrpFeiten brp;
  private final List<Feit> feiten = new ArrayList<>();
  private final Set<Aanname> aannames = new LinkedHashSet<>();

  private LeefsituatieUitBrp(BrpFeiten brp) {
    this.brp = brp;
  }

  public static Leefsituatiebepaling bepaal(BrpFeiten brp) {
    return new LeefsituatieUitBrp(brp).bepaal();
  }

  private Leefsituatiebepaling bepaal() {
    if (!brp.woonadresNederland()) {
      feit(PARTNER, "De BRP toont geen woonadres in Nederland, en dus geen huisgenoten.");
      return vaststelling(Leefsituatie.ALLEENSTAANDE);
    }
    Antwoord gehuwd = gehuwd();
    if (gehuwd == Antwoord.ONZEKER) {
      return onzeker(PARTNER, "De aanvang van het huwelijk is te onvolledig om te beslissen.");
    }
    Antwoord kind = kind();
    if (kind == Antwoord.ONZEKER) {
      return onzeker(KIND, "Een geboortedatum is te onvolledig om te beslissen.");
    }
    if (gehuwd == Antwoord.JA) {
      return vaststelling(
          kind == Antwoord.JA
              ? Leefsituatie.GEHUWD_MET_KINDEREN
              : Leefsituatie.GEHUWD_ZONDER_KINDEREN);
    }
    return vaststelling(
        kind == Antwoord.JA ? Leefsituatie.ALLEENSTAANDE_OUDER : Leefsituatie.ALLEENSTAANDE);
  }

  private Antwoord gehuwd() {
    Antwoord antwoord = Antwoord.NEE;
    for (BrpFeiten.Partner partner : brp.partners()) {
      if (!partner.zelfdeAdres()) {
        feit(PARTNER, "Een (gewezen) echtgenoot woont niet op het adres.");
        continue;
      }
      antwoord = antwoord.of(huwelijkBegonnen(partner.aanvang()));
      if (huwelijkBegonnen(partner.aanvang()) == Antwoord.JA) {
        meldEchtgenoot(partner);
      }
    }
    if (antwoord == Antwoord.NEE) {
      feit(PARTNER, "De BRP toont geen echtgenoot op het adres.");
    }
    return antwoord;
  }

  /** A marriage whose date is wholly unknown was concluded all the same: the BRP records facts. */
  private Antwoord huwelijkBegonnen(Brpdatum aanvang) {
    if (aanvang.onbekend() || !aanvang.laatst().isAfter(brp.peildatum())) {
      return Antwoord.JA;
    }
    return aanvang.vroegst().isAfter(brp.peildatum()) ? Antwoord.NEE : Antwoord.ONZEKER;
  }

  private void meldEchtgenoot(BrpFeiten.Partner partner) {
    boolean ontbonden =
        partner.ontbinding() != null && !partner.ontbinding().vroegst().isAfter(brp.peildatum());
    if (ontbonden) {
      aannames.add(Aanname.EXECHTGENOOT);
      feit("Pw art. 3", "Een gewezen echtgenoot woont op het adres.");
    } else {
      feit(PARTNER, "Gehuwd of geregistreerd partner; de echtgenoot woont op het adres.");
    }
    if (!partner.heeftBsn()) {
      aannames.add(Aanname.PARTNERZONDERBSN);
    }
  }

  private Antwoord kind() {
    Antwoord antwoord = Antwoord.NEE;
    for (BrpFeiten.Kind kind : brp.kinderen()) {
      antwoord = antwoord.of(kind.zelfdeAdres() ? minderjarig(kind) : Antwoord.NEE);
    }
    if (antwoord == Antwoord.JA) {
      aannames.add(Aanname.KIND);
      feit(KIND, "Een kind jonger dan 18 jaar woont op het adres.");
    }
    if (antwoord == Antwoord.NEE) {
      feit(KIND, "Er woont geen kind jonger dan 18 jaar op het adres.");
    }
    return antwoord;
  }

  /** Born, and not yet eighteen on the day. */
  private Antwoord minderjarig(BrpFeiten.Kind kind) {
    LocalDate peildatum = brp.peildatum();
    LocalDate grens = peildatum.minusYears(MEERDERJARIG);
    Brpdatum geboren = kind.geboortedatum();
    if (!geboren.laatst().isAfter(grens) || geboren.vroegst().isAfter(peildatum)) {
      return Antwoord.NEE;
    }
    return geboren.vroegst().isAfter(grens) && !geboren.laatst().isAfter(peildatum)
        ? Antwoord.JA
        : Antwoord.ONZEKER;
  }

  private void feit(String artikel, String tekst) {
    Feit feit = new Feit(artikel, tekst);
    if (!feiten.contains(feit)) {
      feiten.add(feit);
    }
  }

  private Leefsituatievaststelling vaststelling(Leefsituatie leefsituatie) {
    return new Leefsituatievaststelling(
        leefsituatie, brp.peildatum(), feiten, aannames.stream().map(Aanname::regel).toList());
  }

  private static Weigering onzeker(String artikel, String reden) {
    return Weigeringsgrond.LEEFSITUATIE_ONBEKEND.weigering(artikel, reden);
  }

  private enum Antwoord {
    JA,
    NEE,
    ONZEKER;

    /** Yes wins over uncertain, uncertain over no. */
    Antwoord of(Antwoord other) {
      if (this == JA || other == JA) {
        return JA;
      }
      return this == ONZEKER || other == ONZEKER ? ONZEKER : NEE;
    }
  }
}
