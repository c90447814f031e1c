package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.bvv.Kwitantie.Invoer;
import nl.ketenbrug.bvv.Kwitantie.Operand;
import nl.ketenbrug.bvv.Kwitantie.Stap;
import nl.ketenbrug.message.Bedrag;

/**
 * The written notice to the debtor, made from the receipt alone.
 *
 * <p>Rv art. 475i lid 2: the amount, the data it rests on and the calculation, with a reference to
 * Rv art. 475g lid 1, 475da lid 5 and 7 and 475e lid 1. The official model is unavailable, so the
 * layout is our own (A-MODEL). Holds no name; the sender adds that.
 */
public final class Toelichting {

  private static final DateTimeFormatter DATUM =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.forLanguageTag("nl-NL"));

  private static final Map<String, String> NAMEN =
      Map.ofEntries(
          Map.entry("peildatum", "Dag van de vaststelling"),
          Map.entry("soort", "Soort beslag"),
          Map.entry("leefsituatie", "Leefsituatie"),
          Map.entry("belastbaarJaarinkomen", "Belastbaar jaarinkomen (met uw echtgenoot samen)"),
          Map.entry("brpAdres", "Woonadres in Nederland volgens de BRP"),
          Map.entry("gegevensVerstrekt", "U gaf uw leefsituatie en inkomsten op"),
          Map.entry("buitenland", "Vaste verblijfplaats buiten Nederland"),
          Map.entry("woonlandfactor", "Woonlandfactor"),
          Map.entry("verhogingen.woonkosten", "Woonkosten"),
          Map.entry("verhogingen.woonkostenTot", "Verhoging voor woonkosten tot"),
          Map.entry("verhogingen.verlengdTot", "Verhoging voor woonkosten verlengd tot"),
          Map.entry(
              "verhogingen.tekortEchtgenoot", "Woonkosten die uw echtgenoot niet kan betalen"),
          Map.entry("verhogingen.eigenwoning", "U woont in een eigen woning"),
          Map.entry(
              "verhogingen.huurderBuitenHuurtoeslag", "U huurt een woning zonder huurtoeslag"),
          Map.entry("verhogingen.lid7Bedrag", "Bedrag van de verhoging van lid 7"),
          Map.entry("instelling.kosten", "Prijs van de inrichting"),
          Map.entry("instelling.beideEchtgenoten", "Ook uw echtgenoot verblijft in de inrichting"),
          Map.entry("instelling.met95Procent", "De grens van 95% geldt ook in de inrichting"),
          Map.entry("aftrek.inkomenPartner", "Inkomen van uw echtgenoot zonder beslag"),
          Map.entry("aftrek.eigenInkomen", "Uw andere inkomen zonder beslag"),
          Map.entry("aftrek.loonheffingAuto", "Loonheffing over de auto van uw werkgever"),
          Map.entry("maandinkomen", "Uw inkomen met vakantiebijslag"),
          Map.entry("termijn", "Termijn van uw inkomen"),
          Map.entry("termijnOmrekenen", "Uw inkomen is omgerekend naar een maand"),
          Map.entry("bankbeslagToegestaan", "Beslissing van de kantonrechter over uw banksaldo"),
          Map.entry("rechterlijkeVerhoging.bedrag", "Door de kantonrechter bepaald bedrag"),
          Map.entry("rechterlijkeVerhoging.vanaf", "Beslissing van de kantonrechter vanaf"),
          Map.entry("rechterlijkeVerhoging.tot", "Beslissing van de kantonrechter tot"),
          Map.entry("detentie", "Detentie"),
          Map.entry("aangewezenUitkering", "Aangewezen uitkering"),
          Map.entry("geldigheidMaanden", "Geldigheidsduur"));

  private Toelichting() {}

  /**
   * A part of the notice.
   *
   * @param kop its heading
   * @param zinnen sentences under the heading
   * @param punten what is listed below those, each of one or more lines
   */
  public record Deel(String kop, List<String> zinnen, List<String> punten) {

    public Deel {
      zinnen = List.copyOf(zinnen);
      punten = List.copyOf(punten);
    }

    private String tekst() {
      return Stream.of(Stream.of(kop), zinnen.stream(), punten.stream().map(punt -> "- " + punt))
          .flatMap(regels -> regels)
          .collect(Collectors.joining("\n"));
    }
  }

  /** Plain text in Dutch, lines separated by a line feed. */
  public static String van(Kwitantie kwitantie) {
    return delen(kwitantie).stream().map(Deel::tekst).collect(Collectors.joining("\n\n"));
  }

  /** The same in parts, in the order in which they are read. */
  public static List<Deel> delen(Kwitantie kwitantie) {
    return List.of(
        kop(kwitantie),
        new Deel(
            "Van welke gegevens is uitgegaan?",
            List.of(),
            kwitantie.invoer().stream().map(Toelichting::invoer).toList()),
        new Deel(
            "Hoe is het berekend?",
            List.of(),
            kwitantie.stappen().stream().map(Toelichting::stap).toList()),
        new Deel(
            "Wat is aangenomen?",
            List.of(),
            kwitantie.aannames().stream()
                .map(a -> "%s (%s)".formatted(a.tekst(), a.code()))
                .toList()),
        bronnen(kwitantie),
        bank(kwitantie) ? SLOT_BANK : SLOT);
  }

  private static final Deel SLOT =
      new Deel(
          "Klopt er iets niet, of verandert er iets?",
          List.of(),
          List.of(
              "Meld het binnen vier weken nadat u dit bericht kreeg. Wordt de beslagvrije voet dan"
                  + " hoger, dan telt dat vanaf het beslag (Rv art. 475i lid 3).",
              "U bent verplicht uw inkomsten te noemen en gegevens die ontbreken te geven (Rv art."
                  + " 475g lid 1).",
              "Hebt u hoge woonkosten, een eigen woning of een woning waarvoor geen huurtoeslag"
                  + " bestaat? Dan kunt u om een verhoging vragen (Rv art. 475da lid 5 en lid 7).",
              "Staat u niet met een woonadres in de BRP maar hebt u wel een vaste verblijfplaats?"
                  + " Geef dan uw leefsituatie en inkomsten op (Rv art. 475e lid 1).",
              "Is de uitkomst voor u kennelijk onevenredig hard? Dan kunt u de kantonrechter om een"
                  + " hoger bedrag vragen (Rv art. 475fa)."));

  private static final Deel SLOT_BANK =
      new Deel(
          "Klopt er iets niet?",
          List.of("Meld het zo snel mogelijk aan wie het beslag legt."),
          List.of());

  private static Deel kop(Kwitantie k) {
    String bedrag = new Bedrag(k.bedragCent()).toString();
    if (bank(k)) {
      return new Deel(
          "Beschermd bedrag op uw bankrekeningen: " + bedrag,
          List.of(
              "Vastgesteld op %s. Het geldt tot %s."
                  .formatted(datum(k.peildatum()), datum(k.geldigTot())),
              "Wie beslag legt op uw bankrekening mag dit bedrag niet innen."),
          List.of());
    }
    List<String> zinnen = new ArrayList<>();
    zinnen.add(
        "Vastgesteld op %s. De vaststelling geldt van %s tot %s."
            .formatted(datum(k.peildatum()), datum(k.geldigVanaf()), datum(k.geldigTot())));
    zinnen.add("Wie beslag legt op uw inkomen moet u dit bedrag laten houden.");
    if (k.verhogingTot() != null) {
      zinnen.add("De verhoging voor woonkosten geldt tot " + datum(k.verhogingTot()) + ".");
    }
    return new Deel("Uw beslagvrije voet: " + bedrag + " per maand", zinnen, List.of());
  }

  private static Deel bronnen(Kwitantie k) {
    List<String> nietLetterlijk =
        k.cijfers().stream()
            .filter(c -> !c.status().equals(Cijferstatus.VASTGESTELD.naam()))
            .map(c -> "%s is %s: %s".formatted(c.naam(), c.status(), c.bron()))
            .toList();
    List<String> zinnen = new ArrayList<>();
    zinnen.add(
        "De cijfers en de tekst van de wet zoals die golden op %s (bestand %s, SHA-256 %s)."
            .formatted(datum(k.rechtVan()), k.cijferbestand().naam(), k.cijferbestand().sha256()));
    if (!nietLetterlijk.isEmpty()) {
      zinnen.add("Niet letterlijk in een officiële tekst staan:");
    }
    return new Deel("Welke cijfers zijn gebruikt?", zinnen, nietLetterlijk);
  }

  private static String invoer(Invoer i) {
    if (i.naam().equals("aannames")) {
      return "Zie de aannames hieronder: " + i.waarde();
    }
    if (i.naam().startsWith("feit.")) {
      return i.waarde();
    }
    return "%s: %s (%s)".formatted(NAMEN.getOrDefault(i.naam(), i.naam()), waarde(i), i.herkomst());
  }

  private static String waarde(Invoer i) {
    return switch (i.eenheid()) {
      case "cent/jaar" -> euro(i) + " per jaar";
      case "cent/maand" -> euro(i) + " per maand";
      case "cent/termijn" -> euro(i) + " per termijn";
      case "datum" -> datum(LocalDate.parse(i.waarde()));
      case "maanden" -> i.waarde() + " maanden";
      default -> i.waarde();
    };
  }

  private static String euro(Invoer i) {
    return new Bedrag(Long.parseLong(i.waarde())).toString();
  }

  private static String stap(Stap s) {
    String operanden =
        s.operanden().stream()
            .map(o -> o.naam() + " = " + getal(o) + eenheid(o.eenheid()))
            .collect(Collectors.joining("; "));
    String artikel = s.artikel().equals("-") ? "" : " (" + s.artikel() + ")";
    return "%s%s: %s\n  %s, met %s"
        .formatted(s.omschrijving(), artikel, new Bedrag(s.afgerondCent()), s.formule(), operanden);
  }

  /** For the eye: amounts with a long fraction in cents, and a decimal comma. */
  private static String getal(Operand o) {
    if (!o.eenheid().startsWith("EUR/maand") && !o.eenheid().startsWith("EUR/jaar")) {
      return o.waarde().replace('.', ',');
    }
    BigDecimal waarde = new BigDecimal(o.waarde());
    boolean bedrag = !o.eenheid().contains(" per ");
    boolean inCenten = bedrag && (waarde.scale() < 2 || waarde.scale() > 3);
    return (inCenten ? waarde.setScale(2, RoundingMode.HALF_UP) : waarde)
        .toPlainString()
        .replace('.', ',');
  }

  private static String eenheid(String eenheid) {
    return switch (eenheid) {
      case "EUR/jaar" -> " euro per jaar";
      case "EUR/maand" -> " euro per maand";
      default -> "";
    };
  }

  private static boolean bank(Kwitantie kwitantie) {
    return kwitantie.invoer().stream()
        .anyMatch(i -> i.naam().equals("soort") && i.waarde().equals(Beslagsoort.BANK.naam()));
  }

  private static String datum(LocalDate datum) {
    return DATUM.format(datum);
  }
}
