package nl.ketenbrug.enrichment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.ketenbrug.message.Bronweigering;

/** The service of signals as a test wants it: with its pages, its order and its faults. */
final class Proefsignalen {

  /** Signals on a page. */
  static final int BLADZIJDE = 2;

  private static final String HERKOMST =
      """
      <herkomst><bron>urn:nld:oin:00000099000000070000:systeem:handelsregister</bron>\
      <berichtId>019a9000-0010-7a11-8b22-000000000010</berichtId>\
      <tijdstip>2026-11-17T08:05:13.410Z</tijdstip></herkomst>""";

  private record Signaal(String kenmerk, Instant moment, String kvkNummer, String soort) {}

  private final List<Signaal> signalen = Collections.synchronizedList(new ArrayList<>());

  List<String> abonnementen = List.of("abo-9999");
  boolean nieuwsteEerst;
  boolean opKenmerk;
  boolean zegtBladzijden = true;
  boolean kring;
  boolean andereBladzijde;

  /** Number of the page that comes empty; 0 for none. */
  int leeg;

  /** Number of the page that misses its last signal; 0 for none. */
  int half;

  /** What the source says to have fewer on every second page. */
  int achter;

  /** Added to every page. */
  String onleesbaar = "";

  /** Whether a fetched signal is not there. */
  String weg = "";

  /** Thrown at a question that holds the text beside it. */
  RuntimeException fout;

  String bij = "";

  /** The number that a fetched signal says to be about; null for its own. */
  String anderNummer;

  void geef(String kenmerk, Instant moment, String kvkNummer) {
    geef(kenmerk, moment, kvkNummer, "gewijzigde-inschrijving");
  }

  void geef(String kenmerk, Instant moment, String kvkNummer, String soort) {
    signalen.add(new Signaal(kenmerk, moment, kvkNummer, soort));
  }

  void verlies(String kenmerk) {
    signalen.removeIf(signaal -> signaal.kenmerk().equals(kenmerk));
  }

  String beantwoord(String vraag) {
    if (fout != null && vraag.contains(bij)) {
      throw fout;
    }
    String antwoord = "<Signaalantwoord xmlns=\"urn:ketenbrug:invordering:1\">%s</Signaalantwoord>";
    if (vraag.contains("<abonnementen/>")) {
      return antwoord.formatted(
          abonnementen.stream()
              .map("<abonnement>%s</abonnement>"::formatted)
              .collect(Collectors.joining("", "<abonnementen>", "</abonnementen>")));
    }
    return antwoord.formatted(
        vraag.contains("<bladzijde>") ? bladzijde(vraag) : signaal(veld(vraag, "kenmerk")));
  }

  private String bladzijde(String vraag) {
    Instant vanaf = Instant.parse(veld(vraag, "vanaf"));
    int nummer = Integer.parseInt(veld(vraag, "nummer"));
    Comparator<Signaal> volgorde = Comparator.comparing(Signaal::moment);
    List<Signaal> alle =
        signalen.stream()
            .filter(signaal -> !signaal.moment().isBefore(vanaf))
            .sorted(
                opKenmerk
                    ? Comparator.comparing(Signaal::kenmerk)
                    : nieuwsteEerst ? volgorde.reversed() : volgorde)
            .toList();
    int begin = kring ? 0 : Math.min(alle.size(), (nummer - 1) * BLADZIJDE);
    int bladzijden = kring ? nummer + 1 : (alle.size() + BLADZIJDE - 1) / BLADZIJDE;
    String kop =
        zegtBladzijden
            ? " nummer=\"%d\" bladzijden=\"%d\" totaal=\"%d\""
                .formatted(
                    andereBladzijde ? nummer + 1 : nummer,
                    bladzijden,
                    alle.size() - (nummer % 2 == 0 ? achter : 0))
            : "";
    int einde = Math.min(alle.size(), begin + BLADZIJDE) - (nummer == half ? 1 : 0);
    return alle.subList(begin, nummer == leeg ? begin : einde).stream()
        .map(
            signaal ->
                "<signaal><kenmerk>%s</kenmerk>%s<kvkNummer>%s</kvkNummer><tijdstip>%s</tijdstip></signaal>"
                    .formatted(
                        signaal.kenmerk(), soort(signaal), signaal.kvkNummer(), signaal.moment()))
        .collect(Collectors.joining("", "<bladzijde" + kop + ">", onleesbaar + "</bladzijde>"));
  }

  private static String soort(Signaal signaal) {
    return signaal.soort().startsWith("Signaal")
        ? "<soort>onbekend</soort><soortBijBron>%s</soortBijBron>".formatted(signaal.soort())
        : "<soort>%s</soort>".formatted(signaal.soort());
  }

  private String signaal(String kenmerk) {
    if (kenmerk.equals(weg)) {
      throw new Bronweigering("handelsregister", "bron-weigert-vraag", "weigert");
    }
    Signaal signaal =
        signalen.stream().filter(s -> s.kenmerk().equals(kenmerk)).findFirst().orElseThrow();
    return "<Inschrijving><kenmerk>%s</kenmerk>%s<kvkNummer>%s</kvkNummer><tijdstip>%s</tijdstip>%s</Inschrijving>"
        .formatted(
            kenmerk,
            soort(signaal),
            anderNummer == null ? signaal.kvkNummer() : anderNummer,
            signaal.moment().minus(Duration.ofSeconds(1)),
            HERKOMST);
  }

  private static String veld(String vraag, String naam) {
    Matcher veld = Pattern.compile("<" + naam + ">([^<]+)").matcher(vraag);
    return veld.find() ? veld.group(1) : "";
  }
}
