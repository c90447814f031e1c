package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Proeftransactie;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The work on one part as the routes call it, on a real database, without broker and sources: what
 * a source says of a dossier is what the test lets it say, and time stands still until it is moved.
 */
final class Herzieningsproef {

  static final List<String> BSNS =
      List.of("999990019", "999990020", "999990032", "999990044", "999990056");
  static final Cijfers CIJFERS = Cijfers.lees(Path.of("config/bvv"));
  static final Duration UITSTEL = Duration.ofSeconds(10);
  static final int POGINGEN = 4;

  /** What a source says of one dossier, or how it fails. */
  interface Bron {
    Vaststelling antwoord(Dossiersleutel dossier);
  }

  final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  final Tijd tijd = new Tijd(Instant.parse("2026-11-20T10:00:00Z"));
  final Herzieningen herzieningen = voorraad.herzieningen(tijd);
  final List<Dossiersleutel> dossiers = new ArrayList<>();
  final List<LogRegel> log = new ArrayList<>();
  final List<Herzieningswachtrij.Deel> terug = new ArrayList<>();
  final Map<Dossiersleutel, Integer> gevraagd = new HashMap<>();
  final Bronantwoorden antwoorden = new Bronantwoorden(tijd);
  final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
  final Herzieningsdag dagen = new Herzieningsdag(CIJFERS, tijd);
  final HerzieningSettings settings =
      new HerzieningSettings(
          false,
          20,
          100,
          400,
          5000,
          500,
          60_000,
          UITSTEL.toMillis(),
          POGINGEN,
          Duration.ofDays(1),
          Period.ofMonths(3));
  final Herzieningsbeheer beheer =
      new Herzieningsbeheer(
          herzieningen, dagen, log::add, Proeftransactie.met(() -> {}), settings, tijd);
  final Herzieningswerk werk;
  Bron bron;
  private int gemaakt;

  Herzieningsopruiming opruiming() {
    return new Herzieningsopruiming(herzieningen, log::add, settings, tijd);
  }

  Herzieningsproef() {
    for (String tabel :
        List.of(
            "herziening_uitkomst",
            "herziening",
            "herbepaling_nodig",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag",
            "wachtend")) {
      jdbc.sql("delete from " + tabel).update();
    }
    for (String bsn : BSNS) {
      Dossiersleutel dossier = voorraad.beslag(bsn, "R-" + bsn, List.of("00000099000000110000"));
      voorraad.stand(stand(dossier), null);
      dossiers.add(dossier);
    }
    dossiers.sort(java.util.Comparator.comparing(Dossiersleutel::value));
    bron = dossier -> vaststelling(dagen.vandaag(), 3_000_000);
    Herzieningsnazorg nazorg =
        new Herzieningsnazorg(herzieningen, antwoorden, log::add, settings, tijd);
    werk =
        new Herzieningswerk(
            herzieningen,
            new Wachtrij(),
            dagen,
            new Bepaling(),
            nazorg,
            new AfzenderSettings(new Oin("00000099000000000000")),
            json,
            tijd);
  }

  /** Begun by this reason, and everybody handed out in one part. */
  Herziening begonnen(Reden reden) {
    Herziening herziening = beheer.start(reden, Modus.STRENG, false, null, "beheerder");
    herzieningen.zetUit(dagen.nu(herziening), 100, 400);
    return herziening;
  }

  /** One part from the queue, up to where the broker would commit. */
  List<String> verwerk(Herziening herziening, int ronde) {
    return verwerk(herziening, 1, ronde);
  }

  List<String> verwerk(Herziening herziening, int deel, int ronde) {
    Exchange exchange = bereken(herziening, deel, ronde);
    legVast(exchange);
    werk.kom(exchange);
    return werk.teVerzenden(exchange);
  }

  /** What the part left on the queue, until it leaves nothing there; at most so many times. */
  List<String> verwerkAlles(Herziening herziening, int hoogstens) {
    List<String> verzonden = new ArrayList<>(verwerk(herziening, 0));
    for (int i = 0; i < hoogstens && !terug.isEmpty(); i++) {
      Herzieningswachtrij.Deel deel = terug.remove(terug.size() - 1);
      tijd.verder(Duration.ofMinutes(5));
      verzonden.addAll(verwerk(herziening, deel.ronde()));
    }
    return verzonden;
  }

  Exchange bereken(Herziening herziening, int ronde) {
    return bereken(herziening, 1, ronde);
  }

  private Exchange bereken(Herziening herziening, int deel, int ronde) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange
        .getMessage()
        .setBody(
            "{\"herziening\":\"%s\",\"deel\":%d,\"ronde\":%d}"
                .formatted(herziening.id(), deel, ronde));
    werk.bereken(exchange);
    return exchange;
  }

  /** The stylesheet is another one each time, so that nothing is the same by chance. */
  void legVast(Exchange exchange) {
    for (Message message : werk.teMaken(exchange)) {
      Exchange deel = exchange.copy();
      deel.setMessage(message);
      deel.getMessage().setBody("<Gebeurtenis nummer='" + ++gemaakt + "'/>");
      werk.onthoud(deel);
    }
    werk.legVast(exchange);
  }

  Herziening opnieuw(Herziening herziening) {
    return herzieningen.een(herziening.id()).orElseThrow();
  }

  Map<String, Long> uitkomsten(Herziening herziening) {
    return herzieningen.verslag(herziening.id()).uitkomsten();
  }

  void status(Herziening herziening, Status naar) {
    herzieningen.wijzig(herziening.id(), Set.of(Status.values()), naar);
  }

  List<String> logcodes() {
    return log.stream().map(LogRegel::code).toList();
  }

  static Vaststelling vaststelling(LocalDate dag, long inkomen) {
    return (Vaststelling)
        new BeslagvrijeVoet(CIJFERS)
            .bereken(
                Verzoek.voor(dag, Leefsituatie.ALLEENSTAANDE)
                    .belastbaarJaarinkomen(new Bedrag(inkomen))
                    .build());
  }

  static Bvvstand stand(Dossiersleutel dossier) {
    LocalDate van = LocalDate.of(2026, 3, 10);
    return new Bvvstand(
        dossier,
        BerichtId.nieuw(Instant.parse("2026-03-10T10:00:00Z")),
        new Bedrag(100_000),
        new Bedrag(100_000),
        new Bedrag(200_000),
        "alleenstaande",
        van,
        van,
        van.plusYears(1),
        "2026-01-01.yaml",
        "a".repeat(64),
        "2026-07-14");
  }

  private final class Bepaling extends Dossierbepaling {
    Bepaling() {
      super(null, null, null, null, null);
    }

    @Override
    Bepaald bepaal(Herziening herziening, Herzieningsdossier dossier, Map<String, Object> koppen) {
      gevraagd.merge(dossier.dossier(), 1, Integer::sum);
      Vaststelling vaststelling = bron.antwoord(dossier.dossier());
      antwoorden.meld("polis");
      return new Bepaald(vaststelling, Optional.of(true));
    }

    @Override
    Bsn bsn(Herzieningsdossier dossier) {
      return new Bsn(BSNS.get(0));
    }
  }

  private final class Wachtrij extends Herzieningswachtrij {
    Wachtrij() {
      super(null, null, json);
    }

    @Override
    void stuur(Deel deel, long moment) {
      terug.add(deel);
    }
  }

  /** Stands still. */
  static final class Tijd extends Clock {
    private Instant nu;

    Tijd(Instant nu) {
      this.nu = nu;
    }

    void verder(Duration duur) {
      nu = nu.plus(duur);
    }

    @Override
    public Instant instant() {
      return nu;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(nu, zone);
    }
  }
}
