package nl.ketenbrug;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A year of made-up people, from a seed: who they are, what the sources say of them from which day
 * on, what sources send, and which events all that must give. What is expected follows from what
 * happens to the people and from nothing of the engine.
 *
 * <p>The year ends today, for a register that answers about tomorrow is not believed, and a
 * determination must stay valid. It is looked at on twelve days, the rounds 0 to 11. At most one
 * thing happens to somebody between two rounds, so that the order of his events is certain; and one
 * more the day after his first attachment, before following asks about him.
 */
final class Volgjaar {

  static final int RONDEN = 12;
  private static final int DAGEN = 33;

  private final long zaad;
  private final LocalDate begin;
  private final Random toeval;
  private final int brpWeg;
  private final int polisWeg;
  private final List<Jaarleven> levens = new ArrayList<>();
  private final List<String> insolventies = new ArrayList<>();
  private final List<Zending> zendingen = new ArrayList<>();
  private final Map<String, Boolean> oordelen = new HashMap<>();
  private final List<Set<String>> zaken = new ArrayList<>();
  private final List<Set<String>> gevolgd = new ArrayList<>();

  private record Zending(LocalDate op, String regel) {}

  /**
   * @param vandaag the last day of the year
   */
  Volgjaar(long zaad, int personen, LocalDate vandaag) {
    this.zaad = zaad;
    this.begin = vandaag.minusDays((long) (RONDEN - 1) * DAGEN);
    this.toeval = new Random(zaad);
    this.brpWeg = 3 + toeval.nextInt(3);
    this.polisWeg = 7 + toeval.nextInt(3);
    List<String> bsns = alleBsns();
    Collections.shuffle(bsns, toeval);
    for (int i = 0; i < personen; i++) {
      levens.add(new Jaarleven(this, bsns.get(i), i, toeval));
    }
    for (int ronde = 0; ronde < RONDEN; ronde++) {
      zaken.add(new TreeSet<>());
      for (Jaarleven leven : levens) {
        leven.speel(ronde);
      }
      gevolgd.add(
          levens.stream()
              .filter(Jaarleven::isSchuldenaar)
              .map(Jaarleven::bsn)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /** Every number of the test range 9999xxxxx that passes the elfproef. */
  static List<String> alleBsns() {
    return new ArrayList<>(
        Motorbestanden.bsns(999_900_000, 10_000).stream().filter(b -> b.length() == 9).toList());
  }

  long zaad() {
    return zaad;
  }

  LocalDate dag(int ronde) {
    return begin.plusDays((long) ronde * DAGEN);
  }

  /**
   * The day on which the sources are asked in this round: after the attachments of it were laid.
   */
  LocalDate dagNa(int ronde) {
    return isBegin(ronde) ? dag(ronde).plusDays(1) : dag(ronde);
  }

  /** Whether somebody may have his first attachment in this round. */
  boolean isBegin(int ronde) {
    return ronde <= 1;
  }

  /** A day between the round before and this one. */
  LocalDate dagVoor(int ronde) {
    return dag(ronde).minusDays(ronde == 0 ? 0 : toeval.nextInt(DAGEN - 3));
  }

  /** The round in which the BRP is away for a day. */
  boolean isBrpWeg(int ronde) {
    return ronde == brpWeg;
  }

  boolean isPolisWeg(int ronde) {
    return ronde == polisWeg;
  }

  List<String> bsns() {
    return levens.stream().map(Jaarleven::bsn).toList();
  }

  /** Who has a running attachment at the end of this round. */
  Set<String> gevolgd(int ronde) {
    return gevolgd.get(ronde);
  }

  /** Cases about which a person must judge in this round. */
  Set<String> teBeoordelen(int ronde) {
    return zaken.get(ronde);
  }

  /** Whether this case is about the debtor it is proposed for. */
  boolean isDeze(String zaak) {
    return oordelen.get(zaak);
  }

  /** In order, for each person. */
  Map<String, List<Verwachting>> verwacht() {
    return levens.stream().collect(Collectors.toMap(Jaarleven::bsn, Jaarleven::verwacht));
  }

  long aantalVerwacht() {
    return levens.stream().mapToLong(leven -> leven.verwacht().size()).sum();
  }

  int aantalZendingen() {
    return zendingen.size();
  }

  void zend(LocalDate op, String bron, String bsn, String bericht, String velden) {
    zendingen.add(
        new Zending(
            op,
            "  - {bron: %s, op: \"%s\", bsn: \"%s\", bericht: %s, velden: {%s}}\n"
                .formatted(bron, op, bsn, bericht, velden)));
  }

  void beoordeel(int ronde, String zaak, boolean deze) {
    zaken.get(ronde).add(zaak);
    oordelen.put(zaak, deze);
  }

  void insolventie(String regel) {
    insolventies.add(regel);
  }

  /** The scenario file of the simulator. */
  String scenario() {
    StringBuilder yaml =
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
    levens.forEach(leven -> yaml.append(leven.yaml()));
    levens.forEach(Jaarleven::meldZaken);
    yaml.append("insolventies:\n");
    insolventies.forEach(yaml::append);
    yaml.append("zendingen:\n");
    zendingen.forEach(zending -> yaml.append(zending.regel()));
    return yaml.toString();
  }
}
