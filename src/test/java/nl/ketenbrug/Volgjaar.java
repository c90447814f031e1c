package nl.ketenbrug;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A year of made-up people at the sources: who they are, what changes when, and which events that
 * must give.
 */
final class Volgjaar {

  static final int JAAR = 2026;

  private static final String BRP = "nl.brp.";
  private static final String IKV = "nl.polisadministratie.inkomstenverhouding-";

  private static final String THUIS =
      "verblijf: {sinds: \"2019-04-01\", adres: {straat: Bedachtelaan, huisnummer: 12, postcode: 9901ZA, woonplaats: Verzonnendam}}";
  private static final String BAAN = baan("bakkerij", 1, "2020-01-01", null, 285_000);

  private final List<String> bsns;
  private final StringBuilder scenario =
      new StringBuilder(
          """
          geweigerdeAfnemers: []
          werkgevers:
            bakkerij:
              {naam: Bakkerij De Proefkorst BV, loonheffingennummer: 999900011L01, fiNr: "999900011",
               straat: Deegstraat, huisnummer: 1, postcode: 9901XA, plaats: Verzonnendam}
            zorg:
              {naam: Stichting Zorgschijn, loonheffingennummer: 999900023L01, fiNr: "999900023",
               straat: Deegstraat, huisnummer: 3, postcode: 9901XA, plaats: Verzonnendam}
          personen:
          """);
  private final List<String> verwacht = new ArrayList<>();

  /**
   * @param bsns one for each person; the kinds of life repeat
   */
  Volgjaar(List<String> bsns) {
    this.bsns = bsns;
    for (int i = 0; i < bsns.size(); i++) {
      // Spread over the year; the second change of somebody comes two months later.
      leven(bsns.get(i), i % 16, 2 + (i / 16 + i) % 9);
    }
  }

  /** The scenario file of the simulator. */
  String scenario() {
    return scenario.toString();
  }

  List<String> bsns() {
    return bsns;
  }

  /** Every event of the year as {@code bsn type}, sorted. */
  List<String> verwacht() {
    return verwacht.stream().sorted().toList();
  }

  private void leven(String bsn, int soort, int maand) {
    String op = dag(maand, 3);
    String later = dag(maand + 2, 3);
    scenario.append(
        "  - bsn: \"%s\"\n    doel: leven %d\n    brp: %s\n    polis: %s\n    wijzigingen:\n"
            .formatted(bsn, soort, brp(THUIS, ""), polis(BAAN)));
    switch (soort) {
      case 0 -> {
        brpOp(op, THUIS.replace("2019-04-01", op).replace("huisnummer: 12", "huisnummer: 14"), "");
        verwacht(bsn, BRP + "persoon-verhuisd");
      }
      case 1 -> {
        brpOp(op, THUIS, "overleden: \"" + op + "\"");
        verwacht(bsn, BRP + "persoon-overleden");
      }
      case 2 -> {
        brpOp(op, THUIS, "overleden: \"" + op + "\"");
        brpOp(later, THUIS, "overleden: \"" + dag(maand, 2) + "\"");
        verwacht(bsn, BRP + "persoon-overleden", BRP + "persoon-overleden-gecorrigeerd");
      }
      case 3 -> {
        brpOp(op, THUIS, "overleden: \"" + op + "\"");
        brpOp(later, THUIS, "");
        verwacht(bsn, BRP + "persoon-overleden", BRP + "persoon-overleden-ingetrokken");
      }
      case 4 -> {
        brpOp(
            op,
            THUIS,
            "partners: [{naam: {geslachtsnaam: Denkbeeld}, geslacht: V, geboren: \"1981-07-19\", soort: H, sinds: \"%s\"}]"
                .formatted(op));
        verwacht(bsn, BRP + "partnerschap-gewijzigd");
      }
      case 5 -> {
        brpOp(
            op,
            THUIS,
            "kinderen: [{naam: {geslachtsnaam: Verzonneling}, geboren: \"%s\"}]".formatted(op));
        verwacht(bsn, BRP + "kind-gewijzigd");
      }
      case 6 -> {
        brpOp(
            op,
            "verblijf: {sinds: \"%s\", buitenland: {regel1: Erfundene Gasse 5, land: {code: \"6029\", naam: Bondsrepubliek Duitsland}}}"
                .formatted(op),
            "");
        verwacht(bsn, BRP + "persoon-geemigreerd");
      }
      case 7 -> {
        polisOp(op, baan("bakkerij", 1, "2020-01-01", dag(maand, 1), 285_000));
        polisOp(
            later,
            baan("bakkerij", 1, "2020-01-01", dag(maand, 1), 285_000),
            baan("zorg", 1, dag(maand, 2), null, 300_000));
        verwacht(bsn, IKV + "beeindigd", IKV + "gestart");
      }
      case 8 -> {
        polisOp(op, baan("bakkerij", 1, "2020-01-01", null, 199_000));
        verwacht(bsn, IKV + "gewijzigd");
      }
      case 9 -> {
        brpOp(op, THUIS, "onderCuratele: true");
        brpOp(later, THUIS, "");
        verwacht(bsn, BRP + "curatele-geregistreerd", BRP + "curatele-beeindigd");
      }
      case 10 -> {
        brpOp(op, THUIS, "geheimhouding: true");
        verwacht(bsn, BRP + "geheimhouding-gewijzigd");
      }
      case 11 -> {
        polisOp(op, BAAN, baan("zorg", 4, "2025-06-01", null, 120_000));
        polisOp(later, BAAN);
        verwacht(bsn, IKV + "gestart", IKV + "ingetrokken");
      }
      case 12 -> {
        brpOp(op, THUIS, "inOnderzoek: [verblijfplaats]");
        verwacht(bsn, BRP + "gegevens-in-onderzoek");
      }
      case 13 -> {
        brpOp(op, "verblijf: {sinds: \"%s\"}".formatted(op), "");
        verwacht(bsn, BRP + "persoon-vertrokken-onbekend-waarheen");
      }
      case 14 -> {
        polisOp(op, baan("bakkerij", 1, "2020-01-01", dag(maand, 1), 285_000));
        polisOp(later, baan("bakkerij", 1, "2020-01-01", dag(maand, 2), 285_000));
        verwacht(bsn, IKV + "beeindigd", IKV + "beeindigd-gecorrigeerd");
      }
      // Somebody of whom the sources say the same all year.
      default -> polisOp(op, BAAN);
    }
  }

  private void verwacht(String bsn, String... typen) {
    for (String type : typen) {
      verwacht.add(bsn + " " + type);
    }
  }

  private void brpOp(String op, String verblijf, String meer) {
    scenario.append("      - {op: \"%s\", brp: %s}\n".formatted(op, brp(verblijf, meer)));
  }

  private void polisOp(String op, String... banen) {
    scenario.append("      - {op: \"%s\", polis: %s}\n".formatted(op, polis(banen)));
  }

  private static String brp(String verblijf, String meer) {
    return "{naam: {voornamen: Alida, geslachtsnaam: Verzonneling}, geslacht: V, geboren: \"1988-04-12\", gemeente: {code: \"9901\", naam: Verzonnendam}, %s%s}"
        .formatted(verblijf, meer.isEmpty() ? "" : ", " + meer);
  }

  private static String polis(String... banen) {
    return List.of(banen).stream()
        .collect(Collectors.joining(", ", "{inkomstenverhoudingen: [", "]}"));
  }

  private static String baan(
      String werkgever, int volgnummer, String begin, String eind, int cent) {
    return "{werkgever: %s, volgnummer: %d, begin: \"%s\"%s, loonheffingskorting: true, uren: 156, brutoCent: %d, ingehoudenCent: 31200, uitbetalingsmaand: 0}"
        .formatted(
            werkgever, volgnummer, begin, eind == null ? "" : ", eind: \"" + eind + "\"", cent);
  }

  private static String dag(int maand, int dag) {
    return "%d-%02d-%02d".formatted(JAAR, maand, dag);
  }
}
