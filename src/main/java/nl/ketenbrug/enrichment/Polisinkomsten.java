package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.ketenbrug.bvv.Betalingssoort;
import nl.ketenbrug.bvv.Inkomstenopgave;
import nl.ketenbrug.bvv.Inkomstenverhouding;
import nl.ketenbrug.bvv.Termijn;
import nl.ketenbrug.message.Bedrag;

/**
 * Canonical {@code Inkomsten} as the law's calculation reads them: relations that run, with their
 * complete statements.
 */
final class Polisinkomsten {

  private Polisinkomsten() {}

  /**
   * @param peildatum relations that ended before this day are over and do not count
   */
  static List<Inkomstenverhouding> lees(
      Canoniek inkomsten, Inkomstenverhouding.Persoon van, LocalDate peildatum) {
    return inkomsten.delen("k:Inkomstenverhouding").stream()
        .filter(verhouding -> loopt(verhouding, peildatum))
        .map(verhouding -> verhouding(verhouding, van))
        .filter(verhouding -> !verhouding.opgaven().isEmpty())
        .toList();
  }

  private static boolean loopt(Canoniek verhouding, LocalDate peildatum) {
    return verhouding
        .tekst("k:einde")
        .map(einde -> !volledig(einde) || !LocalDate.parse(einde).isBefore(peildatum))
        .orElse(true);
  }

  private static Inkomstenverhouding verhouding(
      Canoniek verhouding, Inkomstenverhouding.Persoon van) {
    List<Inkomstenopgave> opgaven =
        verhouding.delen("k:Inkomstenopgave").stream()
            .filter(opgave -> volledig(opgave.verplicht("k:begin")))
            .filter(opgave -> opgave.tekst("k:einde").map(Polisinkomsten::volledig).orElse(false))
            .map(Polisinkomsten::opgave)
            .sorted(Comparator.comparing(Inkomstenopgave::begin))
            .toList();
    // Which letter of art. 475c lid 1 it is does not change income; order and split are not
    // computed here.
    return new Inkomstenverhouding(
        verhouding.tekst("k:loonheffingennummer").orElse("onbekend")
            + "/"
            + verhouding.tekst("k:volgnummer").orElse("0"),
        van,
        Betalingssoort.E_LOON,
        termijn(opgaven),
        opgaven);
  }

  private static Inkomstenopgave opgave(Canoniek opgave) {
    return new Inkomstenopgave(
        LocalDate.parse(opgave.verplicht("k:begin")),
        LocalDate.parse(opgave.verplicht("k:einde")),
        bedrag(opgave, "loonLbPh"),
        bedrag(opgave, "ingehoudenLbPh"),
        bedrag(opgave, "vakantietoeslag"),
        bedrag(opgave, "opgebouwdVakantietoeslag"),
        bedrag(opgave, "extraPeriodesalaris"),
        bedrag(opgave, "opgebouwdExtraPeriodesalaris"));
  }

  private static Bedrag bedrag(Canoniek opgave, String veld) {
    return opgave.tekst("k:" + veld).map(Long::valueOf).map(Bedrag::new).orElse(Bedrag.NUL);
  }

  /** The term that most statements have; the schema of Polis does not name it. */
  private static Termijn termijn(List<Inkomstenopgave> opgaven) {
    Map<Termijn, Long> aantallen =
        opgaven.stream()
            .map(Polisinkomsten::termijn)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return aantallen.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Termijn.MAAND);
  }

  private static Termijn termijn(Inkomstenopgave opgave) {
    boolean heleMaand =
        opgave.begin().getDayOfMonth() == 1
            && opgave.eind().equals(YearMonth.from(opgave.begin()).atEndOfMonth());
    long dagen = ChronoUnit.DAYS.between(opgave.begin(), opgave.eind()) + 1;
    if (heleMaand || dagen > 28) {
      return Termijn.MAAND;
    }
    return dagen == 7 ? Termijn.WEEK : dagen == 28 ? Termijn.VIER_WEKEN : Termijn.MAAND;
  }

  private static boolean volledig(String datum) {
    return datum.matches("\\d{4}-\\d{2}-\\d{2}");
  }
}
