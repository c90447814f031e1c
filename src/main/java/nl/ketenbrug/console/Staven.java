package nl.ketenbrug.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nl.ketenbrug.bvv.Herberekening.Stapverschil;
import nl.ketenbrug.bvv.Kwitantie.Stap;

/**
 * A calculation as bars, one under the other: where each stands, in units of the SVG.
 *
 * @param nul where nothing is
 * @param omschrijving the same in sentences, for who does not see the drawing
 */
record Staven(int breedte, int hoogte, int nul, List<Staaf> staven, String omschrijving) {

  /**
   * @param y of the line of text; the bar lies under it
   * @param soort {@code meer}, {@code minder}, {@code gelijk} or {@code totaal}; the sign or the
   *     equals sign in {@code waarde} tells the same without colour
   */
  record Staaf(int y, String naam, String waarde, int x, int breedte, String soort) {}

  /** Parts of the sum of Rv art. 475da lid 2: these add up, all other steps give a new amount. */
  private static final String ONDERDEEL = "475da-2-";

  private static final int BREED = 720;
  private static final int RAND = 4;
  private static final int RIJ = 46;
  private static final int MAX_TEKENS = 70;

  /** From nothing to the amount: what each step adds, takes off or leaves. */
  static Staven vanStappen(List<Stap> stappen) {
    List<Deel> delen = new ArrayList<>();
    long stand = 0;
    for (Stap stap : stappen) {
      long uitkomst = stap.afgerondCent();
      if (stap.id().startsWith(ONDERDEEL)) {
        delen.add(Deel.verandering(stap.omschrijving(), stand, stand + uitkomst));
        stand += uitkomst;
        continue;
      }
      boolean totaal = stap.id().equals("475da-2") || stap.id().equals("afronding");
      delen.add(
          totaal
              ? new Deel(stap.omschrijving(), 0, uitkomst, "totaal", "= " + euro(uitkomst))
              : Deel.verandering(stap.omschrijving(), stand, uitkomst));
      stand = uitkomst;
    }
    return van(delen);
  }

  /** What each step became more or less. */
  static Staven vanVerschillen(List<Stapverschil> verschillen) {
    return van(
        verschillen.stream()
            .map(v -> Deel.verandering(v.omschrijving(), 0, v.verschilCent()))
            .toList());
  }

  /** Cents as euros, as people write them here: 1.234,56. */
  static String euro(Long cent) {
    if (cent == null) {
      return "–";
    }
    return "%s%s,%02d"
        .formatted(cent < 0 ? "−" : "", duizendtallen(Math.abs(cent / 100)), Math.abs(cent % 100));
  }

  static String metTeken(long cent) {
    return (cent > 0 ? "+" : "") + euro(cent);
  }

  private static String duizendtallen(long euro) {
    return Long.toString(euro).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ".");
  }

  private record Deel(String naam, long van, long tot, String soort, String waarde) {
    static Deel verandering(String naam, long van, long tot) {
      String soort = tot > van ? "meer" : tot < van ? "minder" : "gelijk";
      return new Deel(naam, van, tot, soort, metTeken(tot - van));
    }
  }

  private static Staven van(List<Deel> delen) {
    long laagste = uitersten(delen).min().orElse(0);
    long hoogste = uitersten(delen).max().orElse(0);
    double schaal = (BREED - 2.0 * RAND) / Math.max(1, hoogste - laagste);
    List<Staaf> staven = new ArrayList<>();
    for (int i = 0; i < delen.size(); i++) {
      Deel deel = delen.get(i);
      int begin = RAND + (int) Math.round((Math.min(deel.van, deel.tot) - laagste) * schaal);
      int breedte = (int) Math.round(Math.abs(deel.tot - deel.van) * schaal);
      // A change of a few cents, or none, must still be seen where it happens.
      int zichtbaar = Math.max(3, breedte);
      staven.add(
          new Staaf(
              16 + i * RIJ,
              kort(deel.naam),
              deel.waarde,
              Math.min(begin, BREED - RAND - zichtbaar),
              zichtbaar,
              deel.soort));
    }
    int nul = RAND + (int) Math.round(-laagste * schaal);
    int hoogte = delen.size() * RIJ + RAND;
    return new Staven(BREED, hoogte, nul, staven, inWoorden(delen));
  }

  private static LongStream uitersten(List<Deel> delen) {
    return delen.stream().flatMap(d -> Stream.of(0L, d.van, d.tot)).mapToLong(Long::longValue);
  }

  private static String inWoorden(List<Deel> delen) {
    return delen.stream()
        .map(d -> d.naam + ": " + d.waarde + " euro.")
        .collect(Collectors.joining(" "));
  }

  private static String kort(String tekst) {
    return tekst.length() <= MAX_TEKENS ? tekst : tekst.substring(0, MAX_TEKENS - 1) + "…";
  }
}
