package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.bvv.Kwitantie.Invoer;
import nl.ketenbrug.message.Bedrag;

/** A request as the list of inputs on the receipt, and back, without loss. */
final class Invoerlijst {

  private static final String FEIT = "feit.";

  private static final Set<String> RECHTERLIJK =
      Set.of(
          "rechterlijkeVerhoging.bedrag",
          "rechterlijkeVerhoging.vanaf",
          "rechterlijkeVerhoging.tot");

  /** Beyond it a date is a mistake, and adding months could leave the calendar. */
  private static final int LAATSTE_JAAR = 9999;

  /** Digits of a factor in all; an exponent would make a short text a very long number. */
  private static final int CIJFERS_VAN_FACTOR = 20;

  private final List<Invoer> regels = new ArrayList<>();
  private final Map<String, String> herkomst;

  private Invoerlijst(Map<String, String> herkomst) {
    this.herkomst = herkomst;
  }

  /** Facts that are unknown are left out; facts that are not the ordinary case are all there. */
  static List<Invoer> van(Verzoek v) {
    Invoerlijst lijst = new Invoerlijst(v.herkomst());
    lijst.datum("peildatum", v.peildatum());
    lijst.tekst("soort", v.soort().naam());
    lijst.tekst("leefsituatie", v.leefsituatie() == null ? null : v.leefsituatie().naam());
    lijst.cent("belastbaarJaarinkomen", v.belastbaarJaarinkomen(), "cent/jaar");
    lijst.regel("brpAdres", v.brpAdres() ? "ja" : "nee", "-");
    lijst.waar("gegevensVerstrekt", v.gegevensVerstrekt());
    lijst.waar("buitenland", v.buitenland());
    lijst.factor("woonlandfactor", v.woonlandfactor());
    lijst.verhogingen(v.verhogingen());
    lijst.instelling(v.instelling());
    lijst.cent("aftrek.inkomenPartner", v.aftrek().inkomenPartner(), "cent/maand");
    lijst.cent("aftrek.eigenInkomen", v.aftrek().eigenInkomen(), "cent/maand");
    lijst.cent("aftrek.loonheffingAuto", v.aftrek().loonheffingAuto(), "cent/maand");
    lijst.cent(
        "maandinkomen",
        v.maandinkomen(),
        v.termijn() == Termijn.MAAND ? "cent/maand" : "cent/termijn");
    lijst.tekst("termijn", v.termijn() == Termijn.MAAND ? null : v.termijn().name());
    lijst.waar("termijnOmrekenen", v.termijnOmrekenen());
    lijst.waar("bankbeslagToegestaan", v.bankbeslagToegestaan());
    lijst.rechterlijk(v.rechterlijkeVerhoging());
    lijst.tekst("detentie", v.detentie() == Detentie.GEEN ? null : v.detentie().name());
    lijst.waar("aangewezenUitkering", v.aangewezenUitkering());
    if (v.geldigheidMaanden() != Geldigheid.MAANDEN) {
      lijst.regel("geldigheidMaanden", Integer.toString(v.geldigheidMaanden()), "maanden");
    }
    for (int i = 0; i < v.feiten().size(); i++) {
      lijst.tekst(FEIT + (i + 1), v.feiten().get(i));
    }
    if (!v.aannames().isEmpty()) {
      lijst.tekst(
          "aannames", v.aannames().stream().map(Aanname::code).collect(Collectors.joining(" ")));
    }
    return lijst.regels;
  }

  /**
   * SHA-256 over name, value, unit and source of each input, in the order of the list; each text is
   * one line that starts with its length, so that no two lists share a text.
   */
  static String digest(List<Invoer> invoer) {
    return Sha256.hex(
        invoer.stream()
            .flatMap(i -> Stream.of(i.naam(), i.waarde(), i.eenheid(), i.herkomst()))
            .map(t -> t.length() + ":" + t + "\n")
            .collect(Collectors.joining()));
  }

  /**
   * The request that this list was made of; empty when no request gives exactly this list, so that
   * no input is left out or read otherwise than it stands there.
   */
  static Optional<Verzoek> lees(List<Invoer> invoer) {
    try {
      Verzoek verzoek = verzoek(invoer);
      return van(verzoek).equals(invoer) ? Optional.of(verzoek) : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
      return Optional.empty(); // a text that is no number, no date or no name of its list
    }
  }

  private static Verzoek verzoek(List<Invoer> invoer) {
    Map<String, String> w = new TreeMap<>();
    invoer.forEach(i -> w.put(i.naam(), i.waarde()));
    if (!w.containsKey("peildatum")) {
      throw new IllegalArgumentException("De peildatum ontbreekt");
    }
    String ls = w.get("leefsituatie");
    Verzoek.Builder builder =
        Verzoek.voor(datum(w, "peildatum"), ls == null ? null : Leefsituatie.van(ls))
            .soort(Beslagsoort.van(w.get("soort")))
            .belastbaarJaarinkomen(bedrag(w, "belastbaarJaarinkomen"))
            .brpAdres(ja(w, "brpAdres"))
            .gegevensVerstrekt(ja(w, "gegevensVerstrekt"))
            .buitenland(ja(w, "buitenland"))
            .verhogingen(verhogingen(w))
            .aftrek(
                new Aftrek(
                    bedrag(w, "aftrek.inkomenPartner"),
                    bedrag(w, "aftrek.eigenInkomen"),
                    bedrag(w, "aftrek.loonheffingAuto")))
            .maandinkomen(bedrag(w, "maandinkomen"))
            .termijn(Termijn.valueOf(w.getOrDefault("termijn", "MAAND")), ja(w, "termijnOmrekenen"))
            .bankbeslagToegestaan(ja(w, "bankbeslagToegestaan"))
            .detentie(Detentie.valueOf(w.getOrDefault("detentie", "GEEN")))
            .aangewezenUitkering(ja(w, "aangewezenUitkering"))
            .geldigheidMaanden(
                Integer.parseInt(
                    w.getOrDefault("geldigheidMaanden", Integer.toString(Geldigheid.MAANDEN))));
    if (w.containsKey("woonlandfactor")) {
      builder.woonlandfactor(factor(w.get("woonlandfactor")));
    }
    if (w.containsKey("instelling.kosten")) {
      builder.instelling(
          new Instelling(
              bedrag(w, "instelling.kosten"),
              ja(w, "instelling.beideEchtgenoten"),
              ja(w, "instelling.met95Procent")));
    }
    if (w.keySet().containsAll(RECHTERLIJK)) {
      builder.rechterlijkeVerhoging(
          new Rechterlijkeverhoging(
              bedrag(w, "rechterlijkeVerhoging.bedrag"),
              datum(w, "rechterlijkeVerhoging.vanaf"),
              datum(w, "rechterlijkeVerhoging.tot")));
    }
    invoer.stream().filter(i -> i.naam().startsWith(FEIT)).forEach(i -> builder.feit(i.waarde()));
    if (w.containsKey("aannames")) {
      Stream.of(w.get("aannames").split(" ")).map(Aanname::van).forEach(builder::aanname);
    }
    invoer.stream()
        .filter(i -> !i.herkomst().equals("opgegeven"))
        .forEach(i -> builder.herkomst(i.naam(), i.herkomst()));
    return builder.build();
  }

  private void verhogingen(Verhogingen v) {
    cent("verhogingen.woonkosten", v.woonkosten(), "cent/maand");
    datum("verhogingen.woonkostenTot", v.woonkostenTot());
    datum("verhogingen.verlengdTot", v.verlengdTot());
    cent("verhogingen.tekortEchtgenoot", v.tekortEchtgenoot(), "cent/maand");
    waar("verhogingen.eigenwoning", v.eigenwoning());
    waar("verhogingen.huurderBuitenHuurtoeslag", v.huurderBuitenHuurtoeslag());
    cent("verhogingen.lid7Bedrag", v.lid7Bedrag(), "cent/maand");
  }

  private static Verhogingen verhogingen(Map<String, String> w) {
    return new Verhogingen(
        bedrag(w, "verhogingen.woonkosten"),
        datum(w, "verhogingen.woonkostenTot"),
        datum(w, "verhogingen.verlengdTot"),
        bedrag(w, "verhogingen.tekortEchtgenoot"),
        ja(w, "verhogingen.eigenwoning"),
        ja(w, "verhogingen.huurderBuitenHuurtoeslag"),
        bedrag(w, "verhogingen.lid7Bedrag"));
  }

  private void instelling(Instelling i) {
    if (i == null) {
      return;
    }
    cent("instelling.kosten", i.kosten(), "cent/maand");
    waar("instelling.beideEchtgenoten", i.beideEchtgenoten());
    waar("instelling.met95Procent", i.met95Procent());
  }

  private void rechterlijk(Rechterlijkeverhoging r) {
    if (r == null) {
      return;
    }
    cent("rechterlijkeVerhoging.bedrag", r.bedrag(), "cent/maand");
    datum("rechterlijkeVerhoging.vanaf", r.vanaf());
    datum("rechterlijkeVerhoging.tot", r.tot());
  }

  private void regel(String naam, String waarde, String eenheid) {
    regels.add(new Invoer(naam, waarde, eenheid, herkomst.getOrDefault(naam, "opgegeven")));
  }

  private void tekst(String naam, String waarde) {
    if (waarde != null) {
      regel(naam, waarde, "-");
    }
  }

  private void waar(String naam, boolean waarde) {
    if (waarde) {
      regel(naam, "ja", "-");
    }
  }

  private void cent(String naam, Bedrag bedrag, String eenheid) {
    if (bedrag != null) {
      regel(naam, Long.toString(bedrag.cent()), eenheid);
    }
  }

  private void datum(String naam, LocalDate datum) {
    if (datum != null) {
      regel(naam, datum.toString(), "datum");
    }
  }

  private void factor(String naam, BigDecimal factor) {
    if (factor != null) {
      regel(naam, factor.stripTrailingZeros().toPlainString(), "factor");
    }
  }

  private static Bedrag bedrag(Map<String, String> w, String naam) {
    return w.containsKey(naam) ? new Bedrag(Long.parseLong(w.get(naam))) : null;
  }

  private static LocalDate datum(Map<String, String> w, String naam) {
    if (!w.containsKey(naam)) {
      return null;
    }
    LocalDate datum = LocalDate.parse(w.get(naam));
    if (!kan(datum)) {
      throw new IllegalArgumentException("Dit jaar kan niet");
    }
    return datum;
  }

  static boolean kan(LocalDate datum) {
    return datum.getYear() >= 1 && datum.getYear() <= LAATSTE_JAAR;
  }

  private static BigDecimal factor(String tekst) {
    if (!tekst.matches("[0-9.]{1," + CIJFERS_VAN_FACTOR + "}")) {
      throw new IllegalArgumentException("Dit is geen factor");
    }
    return new BigDecimal(tekst);
  }

  private static boolean ja(Map<String, String> w, String naam) {
    return "ja".equals(w.get(naam));
  }
}
