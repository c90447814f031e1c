package nl.ketenbrug.bench;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nl.ketenbrug.message.Bsn;

/**
 * Made-up beslagen as the register sends them, each of a debtor of its own; the same seed gives the
 * same ones on the same day.
 */
final class Ketenberichten {

  /** Who the debtor is, which decides what the engine has to do. */
  enum Soort {
    /** BRP and Polis are asked and the beslagvrije voet is computed: two events. */
    PERSOON(2),
    /** No beslagvrije voet and nothing to ask: one event. */
    ORGANISATIE(1);

    private final int gebeurtenissen;

    Soort(int gebeurtenissen) {
      this.gebeurtenissen = gebeurtenissen;
    }

    /** Events that follow from one beslag. */
    int gebeurtenissen() {
      return gebeurtenissen;
    }
  }

  /** Who pays the debtor, in the messages and in the scenario of the simulated sources. */
  static final String LOONHEFFINGENNUMMER = "999900011L01";

  private static final String OP_LOON =
      """
        <derdeBeslagene>
          <loonheffingennummer>%s</loonheffingennummer>
          <naam>Bakkerij De Proefkorst BV</naam>
        </derdeBeslagene>
        <soortBeslag>executoriaal-derdenbeslag</soortBeslag>
        <bronVanInkomen>loon</bronVanInkomen>
      """;

  private static final String COORDINATOR =
      """
        <coordinator>
          <indicatie>ja</indicatie>
          <sinds>%s</sinds>
        </coordinator>
      """;

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final int ORGANISATIES = 1_000_000;

  private final Soort soort;
  private final long seed;
  private final LocalDate betekend;
  private final List<Bsn> personen;

  /**
   * @param clock what is delivered was served the day before it says: after more than three working
   *     days an attachment is registered late, and the engine signals that
   */
  Ketenberichten(Soort soort, long seed, Clock clock) {
    this.soort = soort;
    this.seed = seed;
    this.betekend = LocalDate.ofInstant(clock.instant(), NEDERLAND).minusDays(1);
    this.personen = new ArrayList<>(testpersonen());
    Collections.shuffle(personen, new Random(seed));
  }

  /** All numbers of the test range that pass the elfproef. */
  static List<Bsn> testpersonen() {
    List<Bsn> nummers = new ArrayList<>();
    for (int stam = 99_990_000; stam <= 99_999_999; stam++) {
      int controle = controlecijfer(stam);
      if (controle < 10) {
        nummers.add(new Bsn(Integer.toString(stam) + controle));
      }
    }
    return nummers;
  }

  private static int controlecijfer(int stam) {
    String cijfers = Integer.toString(stam);
    int som = 0;
    for (int i = 0; i < cijfers.length(); i++) {
      som += (cijfers.charAt(i) - '0') * (9 - i);
    }
    return som % 11;
  }

  Soort soort() {
    return soort;
  }

  /** How many messages there are, each of another debtor. */
  int voorraad() {
    return soort == Soort.PERSOON ? personen.size() : ORGANISATIES;
  }

  /** The persons of the first so many messages; of messages about organisations just somebody. */
  List<Bsn> personen(int aantal) {
    return personen.subList(0, soort == Soort.PERSOON ? aantal : 1);
  }

  /**
   * @param nummer from 0, below {@link #voorraad}; another number is another debtor
   * @param bytes length in UTF-8; a comment fills it up, which is received and kept in the log, and
   *     not passed on
   * @throws IllegalArgumentException when there are no more debtors
   */
  String bericht(int nummer, int bytes) {
    if (nummer >= voorraad()) {
      throw new IllegalArgumentException(
          "Er zijn maar %d verschillende schuldenaren".formatted(voorraad()));
    }
    String kaal = soort == Soort.PERSOON ? persoon(nummer) : organisatie(nummer);
    String kop = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--";
    int rest =
        bytes
            - (kop + "-->\n").getBytes(StandardCharsets.UTF_8).length
            - kaal.getBytes(StandardCharsets.UTF_8).length;
    return kop + vulling(nummer, Math.max(1, rest)) + "-->\n" + kaal;
  }

  /** Not all the same letter, which a disk or database could store in no room. */
  private String vulling(int nummer, int lengte) {
    Random random = new Random(seed + nummer);
    StringBuilder tekst = new StringBuilder(lengte);
    while (tekst.length() < lengte) {
      tekst.append((char) (tekst.length() % 8 == 0 ? ' ' : 'a' + random.nextInt(26)));
    }
    return tekst.toString();
  }

  private String persoon(int nummer) {
    return beslag(
        nummer,
        "<bsn>" + personen.get(nummer).value() + "</bsn>",
        OP_LOON.formatted(LOONHEFFINGENNUMMER));
  }

  /**
   * A beslag on the wages of a person, without a word on who coordinates: of it follow two events
   * and no more, however many there are in a dossier.
   *
   * @param registratie what makes it another beslag than the next
   * @param oin of the bailiff
   * @param betekend day of service
   */
  static String opLoon(String registratie, Bsn bsn, String oin, LocalDate betekend) {
    return beslag(
        registratie,
        "<bsn>" + bsn.value() + "</bsn>",
        oin,
        OP_LOON.formatted(LOONHEFFINGENNUMMER),
        "",
        betekend);
  }

  private String organisatie(int nummer) {
    return beslag(
        nummer,
        "<kvkNummer>%08d</kvkNummer>".formatted(99_000_000 + nummer),
        """
          <soortBeslag>roerende-zaken</soortBeslag>
          <bronVanInkomen>geen-periodieke-betaling</bronVanInkomen>
        """);
  }

  private String beslag(int nummer, String schuldenaar, String waarop) {
    return beslag(
        "METING-%d-%d".formatted(seed, nummer),
        schuldenaar,
        "00000099000000990000",
        waarop,
        COORDINATOR.formatted(betekend),
        betekend);
  }

  private static String beslag(
      String registratie,
      String schuldenaar,
      String oin,
      String waarop,
      String coordinator,
      LocalDate betekend) {
    return """
    <Beslagmutatie xmlns="urn:ketenbrug:bron:beslagregister:1">
      <registratieId>%s</registratieId>
      <mutatietijdstip>%s</mutatietijdstip>
      <mutatiesoort>gelegd</mutatiesoort>
      <schuldenaar>%s</schuldenaar>
      <beslaglegger>
        <oin>%s</oin>
        <dossierkenmerk>%s</dossierkenmerk>
      </beslaglegger>
    %s  <titel>
        <soort>vonnis</soort>
        <datum>2026-04-15</datum>
        <kenmerk>ROL-99-0001</kenmerk>
      </titel>
      <betekening>
        <datum>%s</datum>
        <tijd>10:01:00</tijd>
      </betekening>
      <hoofdsom>112345</hoofdsom>
      <kosten>20100</kosten>
      <rente>5077</rente>
      <restant>137522</restant>
      <preferentie>concurrent</preferentie>
    %s  <status>lopend</status>
    </Beslagmutatie>
    """
        .formatted(
            registratie,
            betekend.atTime(16, 1).atZone(NEDERLAND).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
            schuldenaar,
            oin,
            registratie,
            waarop,
            betekend,
            coordinator);
  }
}
