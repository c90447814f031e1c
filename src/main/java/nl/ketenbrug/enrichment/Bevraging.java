package nl.ketenbrug.enrichment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronvragen;

/**
 * Asks the sources for one attachment and judges their answers; only a complete good answer is
 * used.
 */
final class Bevraging {

  /** A good answer in which nothing is said of anybody. */
  private static final Set<String> ZONDER_GEGEVENS =
      Set.of("niets-gevonden", "niet-van-toepassing");

  private final Bronvragen bronnen;
  private final Bron brp;
  private final Bronantwoorden antwoorden;
  private final Map<String, Object> koppen;

  /**
   * @param brp the source at which the BRP is asked
   * @param koppen the properties of the message that the questions belong to
   */
  Bevraging(Bronvragen bronnen, Bron brp, Bronantwoorden antwoorden, Map<String, Object> koppen) {
    this.bronnen = bronnen;
    this.brp = brp;
    this.antwoorden = antwoorden;
    this.koppen = koppen;
  }

  /** Whom the BRP knows of these, in as many questions as the source wants, side by side. */
  CompletableFuture<List<Canoniek>> personen(List<Bsn> bsns) {
    CompletableFuture<List<Canoniek>> alle = CompletableFuture.completedFuture(List.of());
    int perVraag = brp.personenPerVraag();
    for (int i = 0; i < bsns.size(); i += perVraag) {
      List<Bsn> deel = bsns.subList(i, Math.min(i + perVraag, bsns.size()));
      alle =
          alle.thenCombine(
              bronnen
                  .personen(brp.naam(), deel, koppen)
                  .thenApply(antwoord -> personen(antwoord, deel)),
              Bevraging::samen);
    }
    return alle;
  }

  private static List<Canoniek> samen(List<Canoniek> een, List<Canoniek> ander) {
    List<Canoniek> samen = new ArrayList<>(een);
    samen.addAll(ander);
    return samen;
  }

  /** Empty when Polis knows nothing of this person. */
  CompletableFuture<Optional<Canoniek>> inkomsten(Bsn bsn) {
    return bronnen.polis(bsn, koppen).thenApply(antwoord -> inkomsten(antwoord, bsn));
  }

  /** Waits; what made the question fail comes out as it was. */
  static <T> T wacht(CompletableFuture<T> vraag) {
    try {
      return vraag.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException oorzaak) {
        throw oorzaak;
      }
      throw e;
    }
  }

  private List<Canoniek> personen(String antwoord, List<Bsn> bsns) {
    Canoniek personen = Canoniek.lees(antwoord).delen("/k:Personen").get(0);
    beoordeel(brp.naam(), personen);
    List<String> gevraagd = bsns.stream().map(Bsn::value).toList();
    List<Canoniek> gevonden = personen.delen("k:Persoon");
    if (!gevonden.stream()
        .allMatch(persoon -> gevraagd.contains(persoon.tekst("k:bsn").orElse("")))) {
      throw new Bronweigering(
          brp.naam(),
          "antwoord-ander-persoon",
          "de BRP antwoordde over iemand naar wie niet gevraagd is");
    }
    antwoorden.meld(brp.naam());
    return gevonden;
  }

  private Optional<Canoniek> inkomsten(String antwoord, Bsn bsn) {
    Canoniek inkomsten = Canoniek.lees(antwoord).delen("/k:Inkomsten").get(0);
    beoordeel("polis", inkomsten);
    if (ZONDER_GEGEVENS.contains(inkomsten.verplicht("@uitkomst"))) {
      antwoorden.meld("polis");
      return Optional.empty();
    }
    if (!inkomsten.tekst("k:bsn").orElse("").equals(bsn.value())) {
      throw new Bronweigering(
          "polis",
          "antwoord-ander-persoon",
          "Polis antwoordde over iemand naar wie niet gevraagd is");
    }
    antwoorden.meld("polis");
    return Optional.of(inkomsten);
  }

  private static void beoordeel(String bron, Canoniek antwoord) {
    String uitkomst = antwoord.verplicht("@uitkomst");
    if (uitkomst.equals("fout")) {
      throw new BronNietBereikbaar(
          bron, BronNietBereikbaar.KON_NIET, "Bron " + bron + " kon nu niet antwoorden", null);
    }
    if (uitkomst.equals("niet-gerechtigd")) {
      throw new Bronweigering(
          bron, "bron-niet-gerechtigd", "bron " + bron + " staat deze vraag niet toe");
    }
  }
}
