package nl.ketenbrug;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** What happens to one person in a year, and what the partner must hear of it. */
final class Jaarleven {

  private static final String BRP = "nl.brp.";
  private static final String IKV = "nl.polisadministratie.inkomstenverhouding-";
  private static final String CIR = "nl.insolventieregister.";
  private static final String REGISTER = "nl.beslagregister.beslag-";
  private static final String[] VOORNAMEN = {
    "Alida", "Berend", "Cornelia", "Dirk", "Elsje", "Frans", "Geertje", "Hendrik", "Ida", "Joris"
  };

  private final Volgjaar jaar;
  private final String bsn;
  private final int nummer;
  private final Random toeval;
  private final List<Verwachting> verwacht = new ArrayList<>();
  private final String begin;
  private final StringBuilder wijzigingen = new StringBuilder();

  private String verblijf = "adres";
  private int huisnummer = 12;
  private LocalDate woontSinds = LocalDate.of(2019, 4, 1);
  private LocalDate overleden;
  private Verwachting overlijden;
  private int correcties;
  private LocalDate gehuwd;
  private final List<LocalDate> kinderen = new ArrayList<>();
  private boolean geheim;
  private boolean curatele;
  private boolean inOnderzoek;
  private final List<Baan> banen = new ArrayList<>();
  private final List<Beslag> beslagen = new ArrayList<>();
  private final List<Zaak> zaken = new ArrayList<>();
  private final int eersteBeslag;
  private int ronde;
  private LocalDate op;
  private int berichten;

  private static final class Baan {
    private final boolean zorg;
    private final int volgnummer;
    private LocalDate begin;
    private LocalDate eind;
    private int cent;
    private Verwachting gestart;
    private Verwachting beeindigd;

    Baan(boolean zorg, int volgnummer, LocalDate begin, int cent) {
      this.zorg = zorg;
      this.volgnummer = volgnummer;
      this.begin = begin;
      this.cent = cent;
    }

    String nummer() {
      return zorg ? "999900023L01" : "999900011L01";
    }
  }

  private static final class Beslag {
    private final String registratie;
    private final LocalDate betekend;
    private boolean gewijzigd;

    Beslag(String registratie, LocalDate betekend) {
      this.registratie = registratie;
      this.betekend = betekend;
    }
  }

  /** A case of the insolvency register that may be about this person. */
  private static final class Zaak {
    private final String nummer;
    private final boolean faillissement;
    private final boolean deze;
    private final List<String> publicaties = new ArrayList<>();
    private final List<Verwachting> verteld = new ArrayList<>();
    private LocalDate weg;

    Zaak(String nummer, boolean faillissement, boolean deze) {
      this.nummer = nummer;
      this.faillissement = faillissement;
      this.deze = deze;
    }
  }

  /** Something that may happen now, and how often it should. */
  private record Kans(int gewicht, Runnable gebeurt) {}

  Jaarleven(Volgjaar jaar, String bsn, int nummer, Random toeval) {
    this.jaar = jaar;
    this.bsn = bsn;
    this.nummer = nummer;
    this.toeval = toeval;
    this.eersteBeslag = toeval.nextInt(10) == 0 ? 1 : 0;
    banen.add(new Baan(false, 1, LocalDate.of(2020, 1, 1), 285_000));
    if (toeval.nextInt(5) == 0) {
      banen.add(new Baan(true, 2, LocalDate.of(2021, 6, 1), 90_000));
    }
    this.begin =
        "  - bsn: \"%s\"\n    doel: leven %d\n    brp: %s\n    polis: %s\n"
            .formatted(bsn, nummer, brp(), polis());
  }

  String bsn() {
    return bsn;
  }

  List<Verwachting> verwacht() {
    return verwacht;
  }

  boolean isSchuldenaar() {
    return !beslagen.isEmpty();
  }

  String yaml() {
    return wijzigingen.isEmpty() ? begin : begin + "    wijzigingen:\n" + wijzigingen;
  }

  /** What happens between the round before and this one. */
  void speel(int nu) {
    ronde = nu;
    op = jaar.dagVoor(nu);
    if (nu == eersteBeslag) {
      legBeslag();
      if (toeval.nextInt(3) == 0) {
        op = jaar.dagNa(nu);
        veranderMeteen();
      }
      return;
    }
    if (nu == 0 || toeval.nextInt(100) < 35) {
      return;
    }
    List<Kans> kansen = kansen();
    int keuze = toeval.nextInt(kansen.stream().mapToInt(Kans::gewicht).sum());
    for (Kans kans : kansen) {
      keuze -= kans.gewicht();
      if (keuze < 0) {
        kans.gebeurt().run();
        return;
      }
    }
  }

  /** Between the answer at the attachment and the first question of following. */
  private void veranderMeteen() {
    kies(List.<Runnable>of(
            this::verhuis,
            this::trouwOfScheid,
            this::krijgKind,
            this::wisselGeheim,
            this::wisselCuratele,
            this::beginBaan,
            () -> eindigBaan(banen.get(0)),
            () -> wijzigLoon(banen.get(0), 80)))
        .run();
  }

  private List<Kans> kansen() {
    List<Kans> kansen = new ArrayList<>();
    kansen.add(new Kans(1, () -> {}));
    if (overleden != null) {
      if (correcties < 2) {
        kansen.add(new Kans(6, this::corrigeerOverlijden));
      }
      kansen.add(new Kans(4, this::trekOverlijdenIn));
      return kansen;
    }
    brpKansen(kansen);
    polisKansen(kansen);
    beslagKansen(kansen);
    cirKansen(kansen);
    return kansen;
  }

  private void brpKansen(List<Kans> kansen) {
    kansen.add(new Kans(12, this::verhuis));
    kansen.add(new Kans(6, this::overlijd));
    kansen.add(new Kans(5, this::trouwOfScheid));
    kansen.add(new Kans(3, this::krijgKind));
    kansen.add(new Kans(2, this::vertrek));
    kansen.add(new Kans(2, this::wisselGeheim));
    kansen.add(new Kans(2, this::wisselCuratele));
    kansen.add(new Kans(2, this::wisselOnderzoek));
    if (!geheim && magKennisgeven()) {
      kansen.add(new Kans(4, this::meldOnvolledig));
    }
  }

  private void polisKansen(List<Kans> kansen) {
    List<Baan> lopend = banen.stream().filter(baan -> baan.eind == null).toList();
    if (banen.size() < 6) {
      kansen.add(new Kans(6, this::beginBaan));
    }
    if (!lopend.isEmpty()) {
      kansen.add(new Kans(6, () -> eindigBaan(kies(lopend))));
      kansen.add(new Kans(5, () -> wijzigLoon(kies(lopend), 80)));
      kansen.add(new Kans(3, () -> wijzigLoon(kies(lopend), 95)));
    }
    banen.stream()
        .filter(baan -> baan.beeindigd != null)
        .findFirst()
        .ifPresent(
            baan -> {
              kansen.add(new Kans(8, () -> corrigeerEind(baan)));
              kansen.add(new Kans(6, () -> trekEindIn(baan)));
            });
    banen.stream()
        .filter(baan -> baan.gestart != null && baan.eind == null)
        .findFirst()
        .ifPresent(baan -> kansen.add(new Kans(6, () -> trekBaanIn(baan))));
  }

  private void beslagKansen(List<Kans> kansen) {
    if (!isSchuldenaar()) {
      return;
    }
    // Without income the determination is refused, and the dossier waits for an operator.
    boolean heeftLoon = banen.stream().anyMatch(baan -> baan.eind == null);
    boolean bronnenErZijn = !jaar.isBrpWeg(ronde) && !jaar.isPolisWeg(ronde);
    if (beslagen.size() < 3 && heeftLoon && verblijf.equals("adres") && bronnenErZijn) {
      kansen.add(new Kans(5, this::legBeslag));
    }
    beslagen.stream()
        .filter(beslag -> !beslag.gewijzigd)
        .findFirst()
        .ifPresent(beslag -> kansen.add(new Kans(5, () -> wijzigBeslag(beslag))));
    // The last one only of whom no case is known: what becomes of that then is another story.
    if (beslagen.size() > 1 || zaken.isEmpty()) {
      kansen.add(new Kans(3, () -> eindigBeslag(kies(beslagen), "ingetrokken")));
      kansen.add(new Kans(2, () -> eindigBeslag(kies(beslagen), "opgeheven")));
    }
  }

  private void cirKansen(List<Kans> kansen) {
    if (!isSchuldenaar()) {
      return;
    }
    if (zaken.isEmpty() && ronde > eersteBeslag) {
      kansen.add(new Kans(6, this::spreekUit));
    }
    zaken.stream()
        .filter(zaak -> zaak.weg == null && zaak.publicaties.size() < 3)
        .findFirst()
        .ifPresent(
            zaak -> {
              kansen.add(new Kans(12, () -> publiceer(zaak)));
              kansen.add(new Kans(6, () -> verwijder(zaak)));
            });
  }

  private <T> T kies(List<T> uit) {
    return uit.get(toeval.nextInt(uit.size()));
  }

  // --- BRP

  /** A notice tells nothing by itself of whom the BRP was asked about before. */
  private boolean magKennisgeven() {
    return isSchuldenaar() && ronde > eersteBeslag && !jaar.isBrpWeg(ronde);
  }

  /** Often the municipality says so too; the partner must hear it once. */
  private void meld(String bericht, String velden) {
    if (!isSchuldenaar() || magKennisgeven() && toeval.nextBoolean()) {
      berichten++;
      jaar.zend(
          op,
          "brp-stuf",
          bsn,
          bericht,
          "referentie: J-%d-%d%s".formatted(nummer, berichten, velden));
    }
  }

  private void verhuis() {
    String was = verblijf.equals("adres") ? Integer.toString(huisnummer) : "";
    verblijf = "adres";
    huisnummer += 2;
    woontSinds = op;
    brpOp();
    meld(
        "verhuisd",
        ", verhuisd: \"%s\", was: \"%s\", huisnummer: \"%d\", object: \"%s\", geheim: \"%d\""
            .formatted(stuf(op), was, huisnummer, adresseerbaarObject(), geheim ? 7 : 0));
    hoort(
        BRP + "persoon-verhuisd",
        null,
        Map.of(
            "oud.huisnummer",
            geheim ? "" : was,
            "nieuw.huisnummer",
            geheim ? "" : Integer.toString(huisnummer)));
  }

  /** As the BRP of the simulator names it: told twice, and the year fails, when it is another. */
  private String adresseerbaarObject() {
    return "990101%010d"
        .formatted(Integer.toUnsignedLong(Objects.hash("9901ZA", huisnummer, null, null)));
  }

  /**
   * The municipality tells of a move of which it knows the month only. Whether the BRP told it
   * already cannot be seen then, so the notice itself is the event; the BRP gives no other address.
   */
  private void meldOnvolledig() {
    berichten++;
    jaar.zend(
        op,
        "brp-stuf",
        bsn,
        "verhuisd-onvolledig",
        "referentie: J-%d-%d, verhuisd: \"%s\"".formatted(nummer, berichten, stuf(op)));
    hoort(
        BRP + "persoon-verhuisd",
        null,
        Map.of(
            "oud.huisnummer",
            "12",
            "nieuw.huisnummer",
            "14",
            "nieuw.datumVan",
            op.toString().substring(0, 7)));
  }

  private void overlijd() {
    overleden = op.minusDays(1);
    correcties = 0;
    brpOp();
    meld("overleden", ", overleden: \"%s\"".formatted(stuf(overleden)));
    overlijden =
        hoort(
            BRP + "persoon-overleden",
            null,
            Map.of(
                "oud.overleden", "false",
                "nieuw.overleden", "true",
                "nieuw.datumOverlijden", overleden.toString()));
  }

  private void corrigeerOverlijden() {
    LocalDate was = overleden;
    // Not so far back that the BRP could have told it before it was first asked.
    overleden = was.minusDays(1);
    correcties++;
    brpOp();
    meld(
        "overlijden-gecorrigeerd",
        ", was: \"%s\", overleden: \"%s\"".formatted(stuf(was), stuf(overleden)));
    overlijden =
        hoort(
            BRP + "persoon-overleden-gecorrigeerd",
            overlijden,
            Map.of(
                "oud.datumOverlijden", was.toString(),
                "nieuw.datumOverlijden", overleden.toString()));
  }

  private void trekOverlijdenIn() {
    LocalDate was = overleden;
    overleden = null;
    brpOp();
    if (!isSchuldenaar()) {
      // Of a debtor a notice of this may be told beside what the BRP told before it: it has no day
      // of its own (follow-a-source.md).
      meld("overlijden-ingetrokken", ", was: \"%s\"".formatted(stuf(was)));
    }
    hoort(
        BRP + "persoon-overleden-ingetrokken",
        overlijden,
        Map.of(
            "oud.datumOverlijden", was.toString(),
            "nieuw.datumOverlijden", "",
            "nieuw.overleden", "false"));
  }

  private void trouwOfScheid() {
    String was = gehuwd == null ? "" : gehuwd.toString();
    gehuwd = gehuwd == null ? op : null;
    brpOp();
    if (gehuwd != null) {
      meld("gehuwd", ", gehuwd: \"%s\"".formatted(stuf(op)));
    }
    hoort(
        BRP + "partnerschap-gewijzigd",
        null,
        Map.of("oud.begin", was, "nieuw.begin", gehuwd == null ? "" : gehuwd.toString()));
  }

  private void krijgKind() {
    String waren = geboortedagen();
    kinderen.add(op);
    brpOp();
    hoort(
        BRP + "kind-gewijzigd",
        null,
        Map.of("oud.geboortedatum", waren, "nieuw.geboortedatum", geboortedagen()));
  }

  private String geboortedagen() {
    return kinderen.stream().map(LocalDate::toString).sorted().collect(Collectors.joining(","));
  }

  private void vertrek() {
    if (!verblijf.equals("adres") || inOnderzoek) {
      return;
    }
    verblijf = toeval.nextBoolean() ? "buitenland" : "onbekend";
    woontSinds = op;
    brpOp();
    hoort(
        BRP
            + (verblijf.equals("buitenland")
                ? "persoon-geemigreerd"
                : "persoon-vertrokken-onbekend-waarheen"),
        null,
        Map.of(
            "oud.huisnummer", geheim ? "" : Integer.toString(huisnummer), "nieuw.huisnummer", ""));
  }

  private void wisselGeheim() {
    geheim = !geheim;
    brpOp();
    hoort(
        BRP + "geheimhouding-gewijzigd",
        null,
        Map.of(
            "oud.geheimhouding",
            Boolean.toString(!geheim),
            "nieuw.geheimhouding",
            Boolean.toString(geheim)));
  }

  private void wisselCuratele() {
    curatele = !curatele;
    brpOp();
    hoort(
        BRP + (curatele ? "curatele-geregistreerd" : "curatele-beeindigd"),
        null,
        Map.of("nieuw.curatele", Boolean.toString(curatele)));
  }

  private void wisselOnderzoek() {
    if (!verblijf.equals("adres")) {
      return;
    }
    inOnderzoek = !inOnderzoek;
    brpOp();
    hoort(BRP + "gegevens-in-onderzoek", null, Map.of());
  }

  // --- Polis

  private void beginBaan() {
    int volgnummer = 1 + banen.stream().mapToInt(baan -> baan.volgnummer).max().orElse(0);
    // An employer tells of a month when it is over.
    LocalDate eersteDag = op.withDayOfMonth(1).minusMonths(1);
    Baan baan = new Baan(toeval.nextBoolean(), volgnummer, eersteDag, 150_000);
    banen.add(baan);
    polisOp();
    baan.gestart = hoort(IKV + "gestart", null, velden(baan, "nieuw.begin", baan.begin.toString()));
  }

  private void eindigBaan(Baan baan) {
    baan.eind = op;
    polisOp();
    baan.beeindigd =
        hoort(
            IKV + "beeindigd",
            null,
            velden(baan, "oud.einde", "", "nieuw.einde", baan.eind.toString()));
  }

  private void corrigeerEind(Baan baan) {
    LocalDate was = baan.eind;
    baan.eind = was.minusDays(1);
    polisOp();
    baan.beeindigd =
        hoort(
            IKV + "beeindigd-gecorrigeerd",
            baan.beeindigd,
            velden(baan, "oud.einde", was.toString(), "nieuw.einde", baan.eind.toString()));
  }

  private void trekEindIn(Baan baan) {
    LocalDate was = baan.eind;
    baan.eind = null;
    polisOp();
    hoort(
        IKV + "beeindigd-ingetrokken",
        baan.beeindigd,
        velden(baan, "oud.einde", was.toString(), "nieuw.einde", ""));
    baan.beeindigd = null;
  }

  private void trekBaanIn(Baan baan) {
    banen.remove(baan);
    polisOp();
    hoort(IKV + "ingetrokken", baan.gestart, velden(baan, "oud.begin", baan.begin.toString()));
  }

  /**
   * @param procent of the wage that is left; more than ten percent less is worth telling
   */
  private void wijzigLoon(Baan baan, int procent) {
    int was = baan.cent;
    baan.cent = was * procent / 100;
    polisOp();
    if (procent < 90) {
      hoort(
          IKV + "gewijzigd",
          null,
          velden(
              baan,
              "oud.loonLbPh",
              Integer.toString(was),
              "nieuw.loonLbPh",
              Integer.toString(baan.cent)));
    }
  }

  private static Map<String, String> velden(Baan baan, String... meer) {
    Map<String, String> velden = new java.util.HashMap<>();
    for (int i = 0; i < meer.length; i += 2) {
      velden.put(meer[i], meer[i + 1]);
    }
    String kant = velden.keySet().stream().anyMatch(v -> v.startsWith("nieuw")) ? "nieuw" : "oud";
    velden.put(kant + ".loonheffingennummer", baan.nummer());
    velden.put(kant + ".volgnummer", Integer.toString(baan.volgnummer));
    return velden;
  }

  // --- attachments

  private void legBeslag() {
    berichten++;
    String registratie = "JAAR-%d-%d".formatted(nummer, berichten);
    jaar.zend(op, "beslagregister", bsn, "gelegd", "registratie: " + registratie);
    // Told also to who was no debtor before.
    beslagbericht("gelegd", registratie, "137522", "lopend");
    beslagen.add(new Beslag(registratie, op));
  }

  private void wijzigBeslag(Beslag beslag) {
    beslag.gewijzigd = true;
    zendBeslag(beslag, "gewijzigd");
    beslagbericht("gewijzigd", beslag.registratie, "96876", "lopend");
  }

  private void eindigBeslag(Beslag beslag, String hoe) {
    beslagen.remove(beslag);
    zendBeslag(beslag, hoe);
    // The register withdraws a registration, and the engine names no event that went with it.
    beslagbericht(hoe, beslag.registratie, "137522", "beeindigd");
  }

  private void zendBeslag(Beslag beslag, String bericht) {
    jaar.zend(
        op,
        "beslagregister",
        bsn,
        bericht,
        "registratie: %s, betekend: \"%s\"".formatted(beslag.registratie, beslag.betekend));
  }

  private void beslagbericht(String soort, String registratie, String restant, String status) {
    noteer(
        REGISTER + soort,
        null,
        Map.of("registratieId", registratie, "restant", restant, "status", status));
  }

  // --- insolvency register

  private void spreekUit() {
    boolean faillissement = toeval.nextBoolean();
    boolean deze = toeval.nextInt(10) < 7;
    Zaak zaak =
        new Zaak(
            "%s.16/25/%d".formatted(faillissement ? "F" : "R", nummer + 1), faillissement, deze);
    zaken.add(zaak);
    jaar.beoordeel(ronde, zaak.nummer, deze);
    publiceer(zaak);
  }

  private void publiceer(Zaak zaak) {
    String[] codes =
        zaak.faillissement
            ? new String[] {"1300", "1307", "1316"}
            : new String[] {"2301", "2309", "2328"};
    String[] typen =
        zaak.faillissement
            ? new String[] {
              "faillissement-uitgesproken", "curator-vervangen", "faillissement-beeindigd"
            }
            : new String[] {"wsnp-uitgesproken", "bewindvoerder-vervangen", "wsnp-beeindigd"};
    int hoeveelste = zaak.publicaties.size();
    String kenmerk =
        "16.mne.25.%d.%s.%s.1.00"
            .formatted(nummer + 1, zaak.faillissement ? "F" : "R", codes[hoeveelste]);
    zaak.publicaties.add(
        "{datum: %s, kenmerk: %s, code: \"%s\"}".formatted(op, kenmerk, codes[hoeveelste]));
    if (zaak.deze) {
      zaak.verteld.add(
          hoort(
              CIR + typen[hoeveelste],
              null,
              Map.of("nummer", zaak.nummer, "kenmerk", kenmerk, "datum", op.toString())));
    }
  }

  /** The register made a mistake: each event of it is withdrawn. */
  private void verwijder(Zaak zaak) {
    zaak.weg = op;
    List.copyOf(zaak.verteld)
        .forEach(
            eerder ->
                hoort(
                    CIR + "insolventie-verwijderd",
                    eerder,
                    Map.of("kenmerk", eerder.velden().get("kenmerk"))));
  }

  /** Puts the cases in the scenario, when all that happens to them is known. */
  void meldZaken() {
    for (Zaak zaak : zaken) {
      // Of somebody else with the same name and day of birth only an initial is known.
      String voornaam =
          zaak.deze ? "voornaam: " + voornaam() : "voorletters: " + voornaam().charAt(0) + ".";
      jaar.insolventie(
          "  - {nummer: %s, persoon: {%s, achternaam: %s, geboortedatum: %s}, publicaties: [%s]%s}\n"
              .formatted(
                  zaak.nummer,
                  voornaam,
                  achternaam(),
                  geboren(),
                  String.join(", ", zaak.publicaties),
                  zaak.weg == null
                      ? ""
                      : ", verwijderd: {dag: %s, reden: Onterecht}".formatted(zaak.weg)));
    }
  }

  // --- what is told, and what the sources know

  /** Only of a debtor: at his first attachment the sources are asked, and all later is told. */
  private Verwachting hoort(String type, Verwachting over, Map<String, String> velden) {
    if (!isSchuldenaar()) {
      return null;
    }
    return noteer(type, over, velden);
  }

  private Verwachting noteer(String type, Verwachting over, Map<String, String> velden) {
    Verwachting nieuw = new Verwachting(bsn, ronde, type, over, velden);
    verwacht.add(nieuw);
    return nieuw;
  }

  private void brpOp() {
    wijzigingen.append("      - {op: \"%s\", brp: %s}\n".formatted(op, brp()));
  }

  private void polisOp() {
    wijzigingen.append("      - {op: \"%s\", polis: %s}\n".formatted(op, polis()));
  }

  private String brp() {
    List<String> delen = new ArrayList<>();
    delen.add("naam: {voornamen: %s, geslachtsnaam: %s}".formatted(voornaam(), achternaam()));
    delen.add("geslacht: V, geboren: \"%s\"".formatted(geboren()));
    delen.add("gemeente: {code: \"9901\", naam: Verzonnendam}");
    delen.add("verblijf: {sinds: \"%s\"%s}".formatted(woontSinds, plaats()));
    if (overleden != null) {
      delen.add("overleden: \"%s\"".formatted(overleden));
    }
    if (gehuwd != null) {
      delen.add(
          "partners: [{naam: {geslachtsnaam: Denkbeeld}, geslacht: V, geboren: \"1981-07-19\", soort: H, sinds: \"%s\"}]"
              .formatted(gehuwd));
    }
    if (!kinderen.isEmpty()) {
      delen.add(
          kinderen.stream()
              .sorted(Comparator.naturalOrder())
              .map(k -> "{naam: {geslachtsnaam: Nazaat}, geboren: \"%s\"}".formatted(k))
              .collect(Collectors.joining(", ", "kinderen: [", "]")));
    }
    if (geheim) {
      delen.add("geheimhouding: true");
    }
    if (curatele) {
      delen.add("onderCuratele: true");
    }
    if (inOnderzoek) {
      delen.add("inOnderzoek: [verblijfplaats]");
    }
    return "{" + String.join(", ", delen) + "}";
  }

  private String plaats() {
    return switch (verblijf) {
      case "adres" ->
          ", adres: {straat: Bedachtelaan, huisnummer: %d, postcode: 9901ZA, woonplaats: Verzonnendam}"
              .formatted(huisnummer);
      case "buitenland" ->
          ", buitenland: {regel1: Erfundene Gasse 5, land: {code: \"6029\", naam: Bondsrepubliek Duitsland}}";
      default -> "";
    };
  }

  private String polis() {
    return banen.stream()
        .map(
            baan ->
                "{werkgever: %s, volgnummer: %d, begin: \"%s\"%s, loonheffingskorting: true, uren: 156, brutoCent: %d, ingehoudenCent: 20000, uitbetalingsmaand: 0}"
                    .formatted(
                        baan.zorg ? "zorg" : "bakkerij",
                        baan.volgnummer,
                        baan.begin,
                        baan.eind == null ? "" : ", eind: \"" + baan.eind + "\"",
                        baan.cent))
        .collect(Collectors.joining(", ", "{inkomstenverhoudingen: [", "]}"));
  }

  private String voornaam() {
    return VOORNAMEN[nummer % VOORNAMEN.length];
  }

  /** Another one for each: two cases may not look alike by chance. */
  private String achternaam() {
    StringBuilder letters = new StringBuilder();
    for (int rest = nummer; letters.length() < 3; rest /= 20) {
      letters.append("aeioubdfghklmnprstvz".charAt(rest % 20));
    }
    return "Verzin" + letters;
  }

  private LocalDate geboren() {
    return LocalDate.of(1960, 1, 1).plusDays(11L * nummer);
  }

  private static String stuf(LocalDate dag) {
    return dag.toString().replace("-", "");
  }
}
