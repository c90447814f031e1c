package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

  final Wachtrij wachtrij = new Wachtrij();
  final Partner partner;
  final Batches batches;
  final Abonnementstand stand;

  Proefbatches(String code, Abonnement.Kanaal kanaal) {
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
                kanaal),
            null,
            null,
            null);
    stand = new Abonnementstand(jdbc);
    batches = new Batches(wachtrij, new Batchregister(jdbc, Clock.systemUTC()), stand);
  }

  /** A receipt with one outcome for these events. */
  static byte[] bewijs(List<UUID> ids, String uitkomst) {
    StringBuilder tekst = new StringBuilder("berichtId;uitkomst;reden\r\n");
    ids.forEach(id -> tekst.append(id).append(';').append(uitkomst).append(";past niet\r\n"));
    return Batchbestand.bytes(tekst.toString());
  }

  /** The partner's queue, with the answers as table levering keeps them. */
  static final class Wachtrij extends Pull {

    final List<Bericht> berichten = new ArrayList<>();
    final Map<UUID, Antwoord> antwoorden = new HashMap<>();
    final List<UUID> volgorde = new ArrayList<>();
    final List<String> aangeboden = new ArrayList<>();
    int valtUitNa = Integer.MAX_VALUE;

    Wachtrij() {
      super(null, null, null, null, null, null, null);
    }

    UUID zet(int nummer) {
      UUID id = BerichtId.nieuw(Instant.now()).value();
      String body = KOP + "\"" + id + "\";\"999991000\"\r\n\"" + id + "\";\"999991000\"\r\n";
      berichten.add(
          new Bericht(id, nummer, id, null, "nl.x.y", "bron", "dossier", 1, "text/csv", body));
      return id;
    }

    @Override
    List<Bericht> kijk(Partner partner, int limiet) {
      return berichten.stream().limit(limiet).toList();
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
      boolean eerder = antwoorden.containsKey(id);
      if (antwoord != Antwoord.LATER && !eerder) {
        antwoorden.put(id, antwoord);
        berichten.removeIf(bericht -> bericht.berichtId().equals(id));
      }
      Antwoord geldt = antwoorden.getOrDefault(id, antwoord);
      return Optional.of(new Bevestiging(id, geldt.naam(), eerder, false));
    }
  }
}
