package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.bvv.Aftrek;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Inkomen;
import nl.ketenbrug.bvv.Inkomensbepaling;
import nl.ketenbrug.bvv.Inkomensvaststelling;
import nl.ketenbrug.bvv.Inkomstenverhouding;
import nl.ketenbrug.bvv.Inkomstenverhouding.Persoon;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.LeefsituatieUitBrp;
import nl.ketenbrug.bvv.Leefsituatiebepaling;
import nl.ketenbrug.bvv.Leefsituatievaststelling;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.GeweigerdBericht;
import org.springframework.stereotype.Component;

/**
 * Lays what BRP and Polis say before the law, and takes its outcome back. A refusal of the law
 * becomes a refusal of the message.
 */
@Component
class Vaststeller {

  private final BeslagvrijeVoet beslagvrijeVoet;
  private final VerrijkingSettings settings;

  Vaststeller(BeslagvrijeVoet beslagvrijeVoet, VerrijkingSettings settings) {
    this.beslagvrijeVoet = beslagvrijeVoet;
    this.settings = settings;
  }

  /**
   * What is certain before the incomes are asked: the partner must be known first (art. 475ga lid 2
   * Rv).
   */
  record Grondslag(
      LocalDate peildatum, Huishouden huishouden, Leefsituatievaststelling vaststelling) {
    Leefsituatie leefsituatie() {
      return vaststelling.leefsituatie();
    }

    boolean gehuwd() {
      return leefsituatie().gehuwd();
    }
  }

  Grondslag grondslag(Huishouden huishouden, LocalDate peildatum) {
    Leefsituatiebepaling bepaling = LeefsituatieUitBrp.bepaal(huishouden.feiten(peildatum));
    if (bepaling instanceof Weigering weigering) {
      throw weiger(weigering);
    }
    return new Grondslag(peildatum, huishouden, (Leefsituatievaststelling) bepaling);
  }

  /**
   * @param derdeBeslagenen who pays the debtor and is attached already; income from others is
   *     unattached (art. 475db lid 1 b Rv)
   */
  Vaststelling bepaal(
      Grondslag grondslag,
      Optional<Canoniek> inkomsten,
      Optional<Canoniek> partnerInkomsten,
      Set<String> derdeBeslagenen) {
    List<Inkomstenverhouding> verhoudingen = new ArrayList<>();
    inkomsten.ifPresent(
        deel ->
            verhoudingen.addAll(
                Polisinkomsten.lees(deel, Persoon.SCHULDENAAR, grondslag.peildatum())));
    if (verhoudingen.isEmpty()) {
      // Silence of Polis is no proof that there is no income; nil would lower the beslagvrije voet.
      throw new GeweigerdBericht(
          "OnvoldoendeInkomensgegevens",
          "Polis kent geen lopend inkomen van de schuldenaar (art. 475d lid 1 Rv)");
    }
    partnerInkomsten.ifPresent(
        deel ->
            verhoudingen.addAll(
                Polisinkomsten.lees(deel, Persoon.ECHTGENOOT, grondslag.peildatum())));
    Inkomensbepaling bepaling = Inkomen.bepaal(settings.inkomensstrategie(), verhoudingen);
    if (bepaling instanceof Weigering weigering) {
      throw weiger(weigering);
    }
    return bereken(grondslag, (Inkomensvaststelling) bepaling, derdeBeslagenen);
  }

  private Vaststelling bereken(
      Grondslag grondslag, Inkomensvaststelling inkomen, Set<String> derdeBeslagenen) {
    Huishouden huishouden = grondslag.huishouden();
    Verzoek.Builder verzoek =
        Verzoek.voor(grondslag.peildatum(), grondslag.leefsituatie())
            .leefsituatieUit(grondslag.vaststelling(), settings.brp())
            .inkomenUit(inkomen)
            .brpAdres(huishouden.woontInNederland())
            .buitenland(huishouden.woontInBuitenland())
            .aftrek(
                new Aftrek(
                    grondslag.gehuwd() ? inkomen.nettoMaandinkomen(Persoon.ECHTGENOOT) : null,
                    onbeslagen(inkomen, derdeBeslagenen),
                    null))
            .herkomst("brpAdres", settings.brp())
            .herkomst("buitenland", settings.brp())
            .herkomst("aftrek.inkomenPartner", "polis")
            .herkomst("aftrek.eigenInkomen", "polis");
    if (grondslag.gehuwd() && partnerZonderInkomen(inkomen)) {
      verzoek.feit("Polis kent geen lopend inkomen van de echtgenoot; het telt als nul");
    }
    Uitkomst uitkomst = beslagvrijeVoet.bereken(verzoek.build());
    if (uitkomst instanceof Weigering weigering) {
      throw weiger(weigering);
    }
    return (Vaststelling) uitkomst;
  }

  private static boolean partnerZonderInkomen(Inkomensvaststelling inkomen) {
    return inkomen.verhoudingen().stream()
        .noneMatch(verhouding -> verhouding.van() == Persoon.ECHTGENOOT);
  }

  private static Bedrag onbeslagen(Inkomensvaststelling inkomen, Set<String> derdeBeslagenen) {
    return new Bedrag(
        inkomen.verhoudingen().stream()
            .filter(verhouding -> verhouding.van() == Persoon.SCHULDENAAR)
            .filter(verhouding -> !derdeBeslagenen.contains(verhouding.kenmerk().split("/")[0]))
            .mapToLong(verhouding -> verhouding.nettoMaandinkomen().cent())
            .sum());
  }

  private static GeweigerdBericht weiger(Weigering weigering) {
    return new GeweigerdBericht(weigering.code(), weigering.artikel() + ": " + weigering.reden());
  }
}
