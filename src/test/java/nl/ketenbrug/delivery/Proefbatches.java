package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches on a real database over a queue that is a list. */
final class Proefbatches {

  static final String KOP = "\"berichtId\";\"bsn\"\r\n";

  final Wachtrij wachtrij;
  final Leveringen leveringen;
  final Partner partner;
  final Batches batches;
  final Abonnementstand stand;

  Proefbatches(String code, Abonnement.Kanaal kanaal) {
    this(code, kanaal, null, List.of(), Clock.systemUTC());
  }

  Proefbatches(
      String code, Abonnement.Kanaal kanaal, Uitgiftetempo tempo, List<Stilte> stilte, Clock klok) {
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    partner =
        new Partner(
            code,
            "Proef",
            "00000099000000150000",
            new Abonnement(
                "art. 475g Rv",
                Set.of("nl.beslagregister.beslag-gelegd"),
                Abonnement.Bereik.ALLE_DOSSIERS,
                "beperkt-csv",
                kanaal,
                null,
                null,
                tempo,
                stilte),
            null,
            null,
            null);
    stand = new Abonnementstand(jdbc);
    leveringen = new Leveringen(jdbc, Clock.systemUTC());
    wachtrij = new Wachtrij(jdbc, leveringen, code);
    batches =
        new Batches(
            wachtrij,
            new Batchregister(jdbc, Clock.systemUTC()),
            leveringen,
            stand,
            Proefkeuzes.uitgifte(Testdatabase.bron(), klok));
  }

  /** A receipt with one outcome for these events. */
  static byte[] bewijs(List<UUID> ids, String uitkomst) {
    StringBuilder tekst = new StringBuilder("berichtId;uitkomst;reden\r\n");
    ids.forEach(id -> tekst.append(id).append(';').append(uitkomst).append(";past niet\r\n"));
    return Batchbestand.bytes(tekst.toString());
  }

  /** The partner's queue, with the answers in table levering. */
  static final class Wachtrij extends Pull {

    final List<Bericht> berichten = new ArrayList<>();
    final Map<UUID, Antwoord> antwoorden = new HashMap<>();
    final List<UUID> volgorde = new ArrayList<>();
    final List<String> aangeboden = new ArrayList<>();
    final Set<UUID> onzichtbaar = new HashSet<>();
    int valtUitNa = Integer.MAX_VALUE;

    /** What happens just after the next look at the queue. */
    Runnable naKijken = () -> {};

    /** Whether the engine ends between the answer and the row of the batch. */
    boolean eindigtNaAntwoord;

    private final JdbcClient jdbc;
    private final Leveringen leveringen;
    private final String code;

    Wachtrij(JdbcClient jdbc, Leveringen leveringen, String code) {
      super(null, null, null, null, null, null, null, null, null);
      this.jdbc = jdbc;
      this.leveringen = leveringen;
      this.code = code;
    }

    UUID zet(int nummer) {
      return zet(nummer, KOP);
    }

    UUID zet(int nummer, String kop) {
      UUID id = BerichtId.nieuw(Instant.now()).value();
      String regel = "\"" + id + "\"" + ";\"999991000\"".repeat(kop.split(";").length - 1) + "\r\n";
      return zet(id, nummer, "text/csv", kop + regel + regel);
    }

    UUID zet(UUID id, int nummer, String inhoudstype, String body) {
      return zet(id, nummer, "nl.x.y", inhoudstype, body);
    }

    /** A notice as the engine makes it, about this event. */
    UUID zetMelding(int nummer, Formaat formaat, UUID betreft) {
      Leveringsmeldingen.Melding melding =
          Leveringsmeldingvorm.schrijf(
              formaat,
              Termijnmelder.NADERT,
              code,
              "urn:nld:oin:00000099000000000000:systeem:ketenbrug",
              Instant.now(),
              List.of(
                  new Leveringsmeldingvorm.Deel(
                      "Levering",
                      List.of(
                          Map.entry("volgnummer", "1"),
                          Map.entry("berichtId", betreft.toString()),
                          Map.entry("laatsteDag", "2026-11-10")))));
      return zet(
          melding.berichtId(),
          nummer,
          melding.gebeurtenistype(),
          Formaat.inhoudstype(melding.inhoud()),
          melding.inhoud());
    }

    private UUID zet(UUID id, int nummer, String type, String inhoudstype, String body) {
      jdbc.sql(
              """
              insert into levering
                (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
              values (:partner, :id, :nummer, :id, :drager, now())""")
          .param("partner", code)
          .param("id", id)
          .param("nummer", nummer)
          .param("drager", "ID:" + id)
          .update();
      berichten.add(
          new Bericht(id, nummer, id, null, type, "bron", "dossier", 1, inhoudstype, body));
      return id;
    }

    @Override
    List<Bericht> kijk(Partner partner, int limiet) {
      List<Bericht> gezien =
          berichten.stream()
              .filter(bericht -> !onzichtbaar.contains(bericht.berichtId()))
              .limit(limiet)
              .toList();
      Runnable daarna = naKijken;
      naKijken = () -> {};
      daarna.run();
      return gezien;
    }

    @Override
    boolean staatNog(Partner partner, UUID id) {
      return berichten.stream().anyMatch(bericht -> bericht.berichtId().equals(id));
    }

    @Override
    void biedAan(Partner partner, List<Bericht> gegeven, String code, String hoe) {
      aangeboden.add(code + " " + gegeven.stream().map(Bericht::volgnummer).toList());
    }

    @Override
    public Optional<Bevestiging> bevestig(
        Partner partner, UUID id, Antwoord antwoord, String reden) {
      if (volgorde.size() >= valtUitNa) {
        valtUitNa = Integer.MAX_VALUE;
        throw new IllegalStateException("de broker is weg");
      }
      volgorde.add(id);
      boolean eerder = leveringen.zoek(code, id).orElseThrow().isBeantwoord();
      if (antwoord != Antwoord.LATER && !eerder) {
        leveringen.beantwoord(code, id, antwoord.naam(), reden, Instant.now());
        antwoorden.put(id, antwoord);
        berichten.removeIf(bericht -> bericht.berichtId().equals(id));
      }
      if (eindigtNaAntwoord) {
        eindigtNaAntwoord = false;
        throw new IllegalStateException("de motor eindigt");
      }
      Antwoord geldt = antwoorden.getOrDefault(id, antwoord);
      return Optional.of(new Bevestiging(id, geldt.naam(), eerder, false));
    }
  }
}
