package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What partners chose, and how much that would have been. */
@Repository
public class Abonnementkeuzes {

  private static final Logger LOG = LoggerFactory.getLogger(Abonnementkeuzes.class);

  /** The last step of what was sent to nobody yet, or never. */
  private static final List<String> NIET_VERZONDEN =
      Stream.of(
              Stap.ONTVANGEN,
              Stap.GEWEIGERD,
              Stap.GETRANSFORMEERD,
              Stap.VASTGELEGD,
              Stap.VERRIJKT,
              Stap.HERZIEN,
              Stap.INGEHAALD)
          .map(Stap::naam)
          .toList();

  /** The last step of what failed or was taken away before it was sent, or after. */
  private static final List<String> MISSCHIEN_VERZONDEN =
      Stream.of(
              Stap.MISLUKT,
              Stap.GEPARKEERD,
              Stap.VRIJGEGEVEN,
              Stap.AFGEWEZEN,
              Stap.INGEHOUDEN,
              Stap.VERPLAATST)
          .map(Stap::naam)
          .toList();

  /** Partners whose choice of silences is set aside; said once. */
  private final Set<String> altijdStil = ConcurrentHashMap.newKeySet();

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  Abonnementkeuzes(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Empty when it takes everything that it is entitled to. */
  public Optional<Abonnementkeuze> van(String partner) {
    return jdbc.sql(
            """
            select gebeurtenistypen, filter, termijn, tempo, stilte, sinds, door
            from abonnement_keuze where partner = :partner\
            """)
        .param("partner", partner)
        .query(
            (rij, nummer) -> {
              String filter = rij.getString("filter");
              java.sql.Array typen = rij.getArray("gebeurtenistypen");
              return new Abonnementkeuze(
                  typen == null ? null : new TreeSet<>(Set.of((String[]) typen.getArray())),
                  filter == null ? null : filter(filter),
                  rij.getObject("termijn", Integer.class),
                  rij.getObject("tempo", Integer.class),
                  stilte(rij.getString("stilte")),
                  rij.getTimestamp("sinds").toInstant(),
                  rij.getString("door"));
            })
        .optional();
  }

  /** The types of the file, less those that the partner does not want. */
  public Set<String> typen(Partner partner) {
    Set<String> recht = partner.abonnement().gebeurtenistypen();
    return van(partner.code())
        .map(keuze -> recht.stream().filter(keuze::wil).collect(Collectors.toSet()))
        .orElse(recht);
  }

  /** The term of the file, or as much shorter as the partner chose; empty without one. */
  public Optional<Leveringstermijn> termijn(Partner partner) {
    return Optional.ofNullable(partner.abonnement().termijn())
        .map(
            termijn ->
                van(partner.code())
                    .map(Abonnementkeuze::termijn)
                    .map(termijn::hoogstens)
                    .orElse(termijn));
  }

  /** The rate of the file, or as much lower as the partner chose; empty without one. */
  public Optional<Integer> tempo(Partner partner) {
    Uitgiftetempo bestand = partner.abonnement().tempo();
    Optional<Integer> keuze = van(partner.code()).map(Abonnementkeuze::tempo);
    if (bestand == null || !partner.abonnement().kanaal().houdtTempo()) {
      return keuze.filter(tempo -> partner.abonnement().kanaal().houdtTempo());
    }
    return Optional.of(Math.min(bestand.perMinuut(), keuze.orElse(bestand.perMinuut())));
  }

  /**
   * The silences of the file and those that the partner added; none where nothing is sent. Where
   * the file was changed since, and the two leave no minute of the week, only those of the file.
   */
  public List<Stilte> stilte(Partner partner) {
    List<Stilte> bestand = partner.abonnement().stilte();
    if (!partner.abonnement().kanaal().bezorgt()) {
      return List.of();
    }
    List<Stilte> samen =
        Stream.concat(
                bestand.stream(),
                van(partner.code()).map(Abonnementkeuze::stilte).stream().flatMap(List::stream))
            .distinct()
            .toList();
    if (Stilte.latenIetsOver(samen)) {
      altijdStil.remove(partner.code());
      return samen;
    }
    if (altijdStil.add(partner.code())) {
      LOG.warn(
          "De stilte die {} koos laat naast die van zijn bestand geen minuut van de week over;"
              + " alleen die van het bestand geldt",
          partner.code());
    }
    return bestand;
  }

  /** Partners whose choice the broker does not follow yet. */
  public Set<String> nietGevolgd() {
    return Set.copyOf(
        jdbc.sql("select partner from abonnement_keuze where not gevolgd")
            .query(String.class)
            .list());
  }

  /** The broker follows the choice that stands here. */
  public void gevolgd(String partner) {
    jdbc.sql("update abonnement_keuze set gevolgd = true where partner = :partner")
        .param("partner", partner)
        .update();
  }

  /** From now on this is what the partner wants; the broker does not follow it yet. */
  public void bewaar(String partner, Abonnementkeuze keuze) {
    jdbc.sql(
            """
            insert into abonnement_keuze
              (partner, gebeurtenistypen, filter, termijn, tempo, stilte, sinds, door, gevolgd)
            values (:partner, cast(:typen as text[]), cast(:filter as jsonb), :termijn, :tempo,
              cast(:stilte as jsonb), :sinds, :door, false)
            on conflict (partner) do update set
              gebeurtenistypen = excluded.gebeurtenistypen, filter = excluded.filter,
              termijn = excluded.termijn, tempo = excluded.tempo, stilte = excluded.stilte,
              sinds = excluded.sinds, door = excluded.door, gevolgd = false\
            """)
        .param("partner", partner)
        .param(
            "typen",
            keuze.gebeurtenistypen() == null
                ? null
                : keuze.gebeurtenistypen().toArray(String[]::new))
        .param("filter", keuze.filter() == null ? null : keuze.filter().toString())
        .param("termijn", keuze.termijn(), java.sql.Types.INTEGER)
        .param("tempo", keuze.tempo(), java.sql.Types.INTEGER)
        .param("stilte", keuze.stilte() == null ? null : tekst(keuze.stilte()))
        .param("sinds", Timestamp.from(keuze.sinds()))
        .param("door", keuze.door())
        .update();
  }

  /** Events of one type. */
  public record Telling(String gebeurtenistype, long aantal) {}

  /**
   * Of the events since then.
   *
   * @param getroffen of the types of a subscription
   * @param van of all types
   */
  public record Omvang(long getroffen, long van) {}

  /**
   * How many of all events since then the file of this partner gives it. With scope own dossiers
   * those in which it is a party now. What was sent to nobody is not counted, also where it was for
   * want of somebody who takes its type.
   */
  public Omvang omvang(Partner partner, Instant sinds) {
    List<Telling> alles =
        tel(
            partner,
            sinds,
            "not like 'nl.ketenbrug.%' and b.gebeurtenistype not like 'nl.leveringen.%'");
    return new Omvang(
        alles.stream()
            .filter(een -> partner.abonnement().gebeurtenistypen().contains(een.gebeurtenistype()))
            .mapToLong(Telling::aantal)
            .sum(),
        alles.stream().mapToLong(Telling::aantal).sum());
  }

  /**
   * The events since then that this partner is entitled to. With scope own dossiers those in which
   * it is a party now.
   */
  public List<Telling> tel(Partner partner, Instant sinds) {
    return tel(partner, sinds, "in (:typen)");
  }

  private List<Telling> tel(Partner partner, Instant sinds, String eis) {
    Abonnement abonnement = partner.abonnement();
    String bereik =
        abonnement.bereik() == Abonnement.Bereik.EIGEN_DOSSIERS
            ? "and exists (select 1 from partij p where p.dossier = b.dossier and p.oin = :oin)"
            : "";
    return jdbc.sql(
            """
            select b.gebeurtenistype, count(*) as aantal from bericht b
            where b.eerste_tijdstip >= :sinds and b.gebeurtenistype %s
              and b.laatste_stap not in (:nietVerzonden)
              and (b.laatste_stap not in (:misschien) or exists (
                select 1 from logregel r
                where r.bericht_id = b.bericht_id and r.stap = :gepubliceerd)) %s
            group by b.gebeurtenistype\
            """
                .formatted(eis, bereik))
        .param("sinds", Timestamp.from(sinds))
        .param("typen", abonnement.gebeurtenistypen())
        .param("nietVerzonden", NIET_VERZONDEN)
        .param("misschien", MISSCHIEN_VERZONDEN)
        .param("gepubliceerd", Stap.GEPUBLICEERD.naam())
        .param("oin", partner.oin())
        .query(Telling.class)
        .list();
  }

  private String tekst(List<Stilte> stilte) {
    try {
      return json.writeValueAsString(stilte);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een stilte is niet op te schrijven", e);
    }
  }

  private List<Stilte> stilte(String tekst) {
    try {
      return tekst == null ? null : List.of(json.readValue(tekst, Stilte[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een bewaarde stilte is niet te lezen", e);
    }
  }

  private Gebeurtenisfilter filter(String tekst) {
    try {
      return json.readValue(tekst, Gebeurtenisfilter.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een bewaard filter is niet te lezen", e);
    }
  }
}
