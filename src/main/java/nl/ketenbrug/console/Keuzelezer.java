package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import nl.ketenbrug.console.AbonnementenController.Proef;
import nl.ketenbrug.console.AbonnementenController.Telling;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Gebeurtenisfilter;
import nl.ketenbrug.delivery.Gebeurtenisfilter.Filterfout;
import nl.ketenbrug.delivery.Leveringstermijn;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Stilte;
import nl.ketenbrug.delivery.Uitgiftetempo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/** Reads what a partner wants of its subscription, and tells how much that would have been. */
@Component
class Keuzelezer {

  /** What a choice is tried on. */
  private static final int DAGEN = 31;

  private static final Set<String> VELDEN =
      Set.of("gebeurtenistypen", "filter", "termijn", "tempo", "stilte");

  /** Read past, so that what the overview gives as {@code keuze} can be given back. */
  private static final Set<String> VAN_DE_MOTOR = Set.of("sinds", "door");

  /** Silences of one choice. */
  private static final int STILTEN = 20;

  /** Seconds that one trial may take, of the connections that everything else needs too. */
  private static final int SECONDEN = 10;

  /** What PostgreSQL says of a statement that had its time (query_canceled). */
  private static final String GEANNULEERD = "57014";

  private final Abonnementkeuzes keuzes;
  private final ObjectMapper json;
  private final Clock clock;
  private final TransactionTemplate transactie;

  /** Of whom a trial runs now. */
  private final Set<String> bezig = ConcurrentHashMap.newKeySet();

  @Autowired
  Keuzelezer(Abonnementkeuzes keuzes, ObjectMapper json, DataSource database, Clock clock) {
    this(keuzes, json, database, clock, SECONDEN);
  }

  /**
   * @param seconden that one trial may take
   */
  Keuzelezer(
      Abonnementkeuzes keuzes, ObjectMapper json, DataSource database, Clock clock, int seconden) {
    this.keuzes = keuzes;
    this.json = json;
    this.clock = clock;
    this.transactie = new TransactionTemplate(new JdbcTransactionManager(database));
    // Reaches the database as the time that a statement of this transaction has.
    transactie.setTimeout(seconden);
    transactie.setReadOnly(true);
  }

  Optional<Abonnementkeuze> van(Partner partner) {
    return keuzes.van(partner.code());
  }

  /** The term that holds, with what the partner chose of it. */
  Optional<Leveringstermijn> termijn(Partner partner) {
    return keuzes.termijn(partner);
  }

  /**
   * @throws ErrorResponseException 422 when it asks for more than the file gives, is no filter, or
   *     lets nothing through
   */
  Abonnementkeuze lees(Partner partner, JsonNode verzoek, String door) {
    if (!verzoek.isObject()) {
      throw fout(
          "keuze-ongeldig",
          "Het verzoek is een object met gebeurtenistypen, filter, termijn, tempo, stilte of niets.");
    }
    verzoek
        .fieldNames()
        .forEachRemaining(
            veld -> {
              if (!VELDEN.contains(veld) && !VAN_DE_MOTOR.contains(veld)) {
                throw fout(
                    "keuze-ongeldig",
                    "Het veld "
                        + kort(veld)
                        + " is hier niet te kiezen; wat een afnemer mag ontvangen staat in zijn"
                        + " bestand.");
              }
            });
    Abonnementkeuze keuze =
        new Abonnementkeuze(
            typen(partner, verzoek.get("gebeurtenistypen")),
            filter(verzoek.get("filter")),
            termijn(partner, verzoek.get("termijn")),
            tempo(partner, verzoek.get("tempo")),
            stilte(partner, verzoek.get("stilte")),
            clock.instant(),
            door);
    if (partner.abonnement().gebeurtenistypen().stream().noneMatch(keuze::wil)) {
      throw fout(
          "keuze-laat-niets-door",
          "Met deze keuze komt er nooit iets door; zet het abonnement op pauze als dat de bedoeling"
              + " is.");
    }
    return keuze;
  }

  /**
   * One at a time for each partner, and for as long as it may take.
   *
   * @throws ErrorResponseException 429 when one runs, 503 when it took too long or there is no
   *     database
   */
  Proef proef(Partner partner, Abonnementkeuze keuze) {
    if (!bezig.add(partner.code())) {
      throw Problemen.proefLoopt(
          "Van dit abonnement wordt al geteld; vraag het opnieuw als die proef klaar is.",
          transactie.getTimeout());
    }
    try {
      return transactie.execute(status -> tel(partner, keuze));
    } catch (DataAccessException | TransactionException e) {
      throw Problemen.fout(
          HttpStatus.SERVICE_UNAVAILABLE,
          "proef-niet-te-tellen",
          "Nu niet te tellen",
          duurdeTeLang(e)
              ? "De telling over de laatste %d dagen duurde te lang; probeer het later opnieuw."
                  .formatted(DAGEN)
              : "De database is nu niet bereikbaar; probeer het later opnieuw.");
    } finally {
      bezig.remove(partner.code());
    }
  }

  private static boolean duurdeTeLang(NestedRuntimeException e) {
    return e instanceof TransactionTimedOutException
        || e instanceof QueryTimeoutException
        || (e.getMostSpecificCause() instanceof SQLException sql
            && GEANNULEERD.equals(sql.getSQLState()));
  }

  /** As {@link #proef}; empty where that refuses: a choice does not wait for a count. */
  Optional<Proef> telling(Partner partner, Abonnementkeuze keuze) {
    try {
      return Optional.of(proef(partner, keuze));
    } catch (ErrorResponseException e) {
      return Optional.empty();
    }
  }

  /** By type, those that nothing came of included. */
  private Proef tel(Partner partner, Abonnementkeuze keuze) {
    Instant sinds = clock.instant().minus(DAGEN, ChronoUnit.DAYS);
    Map<String, Telling> perType = new TreeMap<>();
    for (String type : partner.abonnement().gebeurtenistypen()) {
      perType.put(type, new Telling(type, 0, 0));
    }
    for (Abonnementkeuzes.Telling een : keuzes.tel(partner, sinds)) {
      String type = een.gebeurtenistype();
      perType.put(type, new Telling(type, keuze.wil(type) ? een.aantal() : 0, een.aantal()));
    }
    long getroffen = perType.values().stream().mapToLong(Telling::getroffen).sum();
    long van = perType.values().stream().mapToLong(Telling::van).sum();
    return new Proef(
        DAGEN,
        getroffen,
        van,
        "zou %s van %s gebeurtenissen hebben doorgelaten"
            .formatted(Herzieningrij.getal(getroffen), Herzieningrij.getal(van)),
        List.copyOf(perType.values()));
  }

  /** As it is kept, for the log; nothing else that the caller wrote. */
  String tekst(Abonnementkeuze keuze) {
    ObjectNode tekst = json.createObjectNode();
    if (keuze.gebeurtenistypen() != null) {
      keuze.gebeurtenistypen().forEach(tekst.putArray("gebeurtenistypen")::add);
    }
    if (keuze.filter() != null) {
      tekst.set("filter", keuze.filter().tekst());
    }
    if (keuze.termijn() != null) {
      tekst.put("termijn", keuze.termijn());
    }
    if (keuze.tempo() != null) {
      tekst.putObject("tempo").put("perMinuut", keuze.tempo());
    }
    if (keuze.stilte() != null) {
      tekst.set("stilte", json.valueToTree(keuze.stilte()));
    }
    return tekst.toString();
  }

  private static Set<String> typen(Partner partner, JsonNode knoop) {
    if (knoop == null || knoop.isNull()) {
      return null;
    }
    List<String> typen = new ArrayList<>();
    knoop.forEach(een -> typen.add(een.isTextual() ? een.textValue() : null));
    if (!knoop.isArray() || typen.isEmpty() || typen.contains(null)) {
      throw fout("keuze-ongeldig", "gebeurtenistypen is een lijst met een of meer namen.");
    }
    for (String type : typen) {
      if (!partner.abonnement().gebeurtenistypen().contains(type)) {
        throw fout(
            "keuze-buiten-abonnement",
            "Het abonnement geeft geen recht op gebeurtenistype " + kort(type) + ".");
      }
    }
    return new TreeSet<>(typen);
  }

  /** Never longer than the file: who waits for the answer counts on that. */
  private static Integer termijn(Partner partner, JsonNode knoop) {
    if (knoop == null || knoop.isNull()) {
      return null;
    }
    Leveringstermijn bestand = partner.abonnement().termijn();
    if (bestand == null) {
      throw fout("keuze-buiten-abonnement", "Dit abonnement heeft geen termijn om in te korten.");
    }
    if (!knoop.canConvertToInt() || !knoop.isIntegralNumber()) {
      throw fout("keuze-ongeldig", "termijn is een aantal werkdagen.");
    }
    if (knoop.intValue() < 2 || knoop.intValue() > bestand.werkdagen()) {
      throw fout(
          "keuze-buiten-abonnement",
          "termijn ligt tussen 2 en %d werkdagen.".formatted(bestand.werkdagen()));
    }
    return knoop.intValue();
  }

  /**
   * Never faster than the file: what it names may be what the partner's system bears. As the file
   * writes it, or the bare number of the overview.
   */
  private static Integer tempo(Partner partner, JsonNode knoop) {
    if (knoop == null || knoop.isNull()) {
      return null;
    }
    if (!partner.abonnement().kanaal().houdtTempo()) {
      throw fout(
          "tempo-niet-bij-kanaal",
          "Wie zelf zijn wachtrij leest, bepaalt zijn tempo met zijn credit.");
    }
    JsonNode perMinuut = knoop.isObject() && knoop.size() == 1 ? knoop.get("perMinuut") : knoop;
    if (perMinuut == null || !perMinuut.isIntegralNumber() || !perMinuut.canConvertToInt()) {
      throw fout(
          "keuze-ongeldig",
          "tempo is een geheel getal per minuut, of een object met perMinuut en niets anders.");
    }
    Uitgiftetempo bestand = partner.abonnement().tempo();
    int hoogste = bestand == null ? Uitgiftetempo.HOOGSTE : bestand.perMinuut();
    if (perMinuut.intValue() < 1 || perMinuut.intValue() > hoogste) {
      throw fout("keuze-buiten-abonnement", "perMinuut ligt tussen 1 en %d.".formatted(hoogste));
    }
    return perMinuut.intValue();
  }

  /** Besides those of the file, which stay. */
  private List<Stilte> stilte(Partner partner, JsonNode knoop) {
    if (knoop == null || knoop.isNull()) {
      return null;
    }
    if (!partner.abonnement().kanaal().bezorgt()) {
      throw fout(
          "stilte-niet-bij-kanaal",
          "Bij dit kanaal bezorgt de motor niets waarmee hij stil kan zijn.");
    }
    List<Stilte> stilte = new ArrayList<>();
    for (JsonNode een : knoop.isArray() ? knoop : List.of(knoop)) {
      stilte.add(een(een));
    }
    if (stilte.isEmpty() || stilte.size() > STILTEN) {
      throw fout("keuze-ongeldig", "stilte is een tot %d perioden.".formatted(STILTEN));
    }
    List<Stilte> alles = new ArrayList<>(partner.abonnement().stilte());
    alles.addAll(stilte);
    if (!Stilte.latenIetsOver(alles)) {
      throw fout(
          "keuze-laat-niets-door",
          "Met deze stilte blijft er geen minuut van de week over; zet het abonnement op pauze als"
              + " dat de bedoeling is.");
    }
    return stilte;
  }

  private Stilte een(JsonNode knoop) {
    try {
      Stilte stilte =
          json.readerFor(Stilte.class)
              .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(knoop);
      if (uur(stilte.van()) && uur(stilte.tot())) {
        return stilte;
      }
    } catch (IOException | RuntimeException e) {
      throw stilteOngeldig();
    }
    throw stilteOngeldig();
  }

  private static boolean uur(String tijd) {
    return tijd != null && tijd.matches(Stilte.UUR);
  }

  private static ErrorResponseException stilteOngeldig() {
    return fout(
        "keuze-ongeldig",
        "Een stilte heeft van en tot (zoals 22:00 en 06:00), en zo nodig dagen: maandag tot en met"
            + " zondag, feestdag.");
  }

  private static Gebeurtenisfilter filter(JsonNode knoop) {
    if (knoop == null || knoop.isNull()) {
      return null;
    }
    try {
      return Gebeurtenisfilter.lees(knoop);
    } catch (Filterfout e) {
      throw fout("filter-ongeldig", e.getMessage());
    }
  }

  private static String kort(String naam) {
    return naam.length() > 100 ? naam.substring(0, 100) : naam;
  }

  private static ErrorResponseException fout(String code, String detail) {
    return Problemen.fout(HttpStatus.UNPROCESSABLE_ENTITY, code, "Keuze niet overgenomen", detail);
  }
}
