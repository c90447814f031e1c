package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Vraagonderwerp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source about somebody who is followed, in the way of that source. */
final class Volgvragen {

  private static final Logger LOG = LoggerFactory.getLogger(Volgvragen.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** What BRK Bevragen takes as the name of a gemeente: it refuses a question with another one. */
  private static final String GEMEENTE = "[a-zA-Z0-9' ,-]+";

  private final Bronvragen vragen;
  private final BiFunction<Dossiersleutel, String, Optional<String>> gezegd;
  private final BiFunction<Dossiersleutel, String, Optional<String>> bewaard;
  private final Duration hoogstens;
  private final MeterRegistry meters;
  private final Clock clock;

  /**
   * What came of a turn.
   *
   * @param antwoord canonical, about this person or his properties alone
   * @param beurten in how many turns all there is to ask about him fits, from one
   * @param gevraagd whether the source was asked anything
   */
  record Gesteld(String antwoord, int beurten, boolean gevraagd) {

    private static Gesteld heel(String antwoord) {
      return new Gesteld(antwoord, 1, true);
    }
  }

  /**
   * @param gezegd what a source said about a debtor in answer to the last question; empty when that
   *     failed
   * @param bewaard what is kept of the last good answer of a source about a debtor, also when it
   *     failed since
   * @param hoogstens how long all questions about the properties of one debtor may take together
   */
  Volgvragen(
      Bronvragen vragen,
      BiFunction<Dossiersleutel, String, Optional<String>> gezegd,
      BiFunction<Dossiersleutel, String, Optional<String>> bewaard,
      Duration hoogstens,
      MeterRegistry meters,
      Clock clock) {
    this.vragen = vragen;
    this.gezegd = gezegd;
    this.bewaard = bewaard;
    this.hoogstens = hoogstens;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param koppen the properties of the message under which is asked
   * @param gaatUit told when the first question went out, and never when none did: there was none
   *     to put, or the engine puts none to this source now
   */
  Gesteld stel(
      Bron bron, Dossiersleutel dossier, Bsn bsn, Map<String, Object> koppen, Runnable gaatUit) {
    if (bron.isJson() && bron.json().perceelVan() != null) {
      return percelen(bron, dossier, koppen, gaatUit);
    }
    return Gesteld.heel(
        meldend(
            gaatUit,
            () ->
                bron.isJson()
                    ? vragen.json(bron.naam(), new Vraagonderwerp.Persoon(bsn), koppen)
                    : vragen.suwinet(bron.naam(), bsn, koppen)));
  }

  /** Afterwards, for only then it is known whether the engine put the question at all. */
  private static String meldend(Runnable gaatUit, Supplier<CompletableFuture<String>> vraag) {
    boolean gevraagd = true;
    try {
      return Bevraging.wacht(vraag.get());
    } catch (BronNietBereikbaar e) {
      gevraagd = !e.isNietGesteld();
      throw e;
    } finally {
      if (gevraagd) {
        gaatUit.run();
      }
    }
  }

  /**
   * One answer about all properties of a debtor. Which those are another source said: nobody is
   * asked about a property that is not his, or of which his right ended. A property that is not
   * found, that no question can be written for, or that is left for a later turn keeps what was
   * known of it: that says nothing about the attachments on it.
   *
   * @throws BronNietBereikbaar when one of the questions failed, or they take too long together
   */
  private Gesteld percelen(
      Bron bron, Dossiersleutel dossier, Map<String, Object> koppen, Runnable gaatUit) {
    String eigendom = bron.json().perceelVan();
    Canoniek feiten =
        Canoniek.lees(
            gezegd
                .apply(dossier, eigendom)
                .orElseThrow(
                    () ->
                        new GeweigerdBericht(
                            "eigendom-onbekend",
                            "bron %s heeft van deze schuldenaar nog niets gezegd"
                                .formatted(eigendom))));
    List<Zaak> zaken = feiten.delen(vanHem()).stream().map(Volgvragen::zaak).toList();
    List<Zaak> vraagbaar = zaken.stream().filter(zaak -> zaak.vraag() != null).toList();
    Map<String, List<Canoniek>> bekend = bekend(dossier, bron);
    int perBeurt = bron.json().zakenPerBeurt();
    List<Zaak> beurt = beurt(vraagbaar, bekend.keySet(), perBeurt);
    meld(bron, vraagbaar.size() - beurt.size(), zaken.size() - vraagbaar.size());

    Map<String, List<Canoniek>> antwoord = new LinkedHashMap<>();
    Set<String> nu = beurt.stream().map(Zaak::sleutel).collect(Collectors.toSet());
    Set<String> later = vraagbaar.stream().map(Zaak::sleutel).collect(Collectors.toSet());
    // In the order in which they were kept, before what is asked now: the next turn begins with it.
    bekend.forEach(
        (sleutel, eerder) -> {
          if (later.contains(sleutel) && !nu.contains(sleutel)) {
            antwoord.put(sleutel, eerder);
          }
        });
    Instant einde = clock.instant().plus(hoogstens);
    for (Zaak zaak : beurt) {
      if (clock.instant().isAfter(einde)) {
        throw new BronNietBereikbaar(
            bron.naam(),
            "bron-te-laat",
            "de vragen aan bron %s over de zaken van deze schuldenaar duren samen te lang"
                .formatted(bron.naam()),
            null);
      }
      List<Canoniek> gezien =
          vraag(bron, zaak.vraag(), koppen, zaak == beurt.get(0) ? gaatUit : () -> {});
      antwoord.put(
          zaak.sleutel(),
          gezien.isEmpty() ? bekend.getOrDefault(zaak.sleutel(), List.of()) : gezien);
    }
    for (Zaak zaak : zaken) {
      if (zaak.vraag() == null) {
        antwoord.put(zaak.sleutel(), bekend.getOrDefault(zaak.sleutel(), List.of()));
      }
    }
    String delen =
        antwoord.values().stream()
            .flatMap(List::stream)
            .map(Canoniek::xml)
            .collect(Collectors.joining());
    return new Gesteld(
        "<Brongegevens xmlns=\"%s\" uitkomst=\"gevonden\">%s</Brongegevens>"
            .formatted(Canoniek.NAMESPACE, delen),
        Math.max(1, (vraagbaar.size() + perBeurt - 1) / perBeurt),
        !beurt.isEmpty());
  }

  /**
   * A property of a debtor.
   *
   * @param vraag what to ask; null when no question can be written for it
   */
  private record Zaak(String sleutel, Vraagonderwerp vraag) {}

  private static Zaak zaak(Canoniek aanduiding) {
    try {
      return new Zaak(sleutel(aanduiding), perceel(aanduiding));
    } catch (IllegalArgumentException e) {
      LOG.warn("Een zaak is niet te vragen, wat bekend was blijft: {}", e.getMessage());
      return new Zaak(sleutel(aanduiding), null);
    }
  }

  /**
   * Of what is known those that were asked about longest ago, and of what is not known any: one
   * that the source never finds may not stand before the others for ever. Half of the turn is for
   * each, unless one leaves room.
   *
   * @param bekend keys of what is known, the longest ago first
   */
  private List<Zaak> beurt(List<Zaak> vraagbaar, Set<String> bekend, int hoogstens) {
    if (vraagbaar.size() <= hoogstens) {
      return vraagbaar;
    }
    List<String> volgorde = List.copyOf(bekend);
    List<Zaak> oud =
        vraagbaar.stream()
            .filter(zaak -> bekend.contains(zaak.sleutel()))
            .sorted(Comparator.comparingInt(zaak -> volgorde.indexOf(zaak.sleutel())))
            .toList();
    List<Zaak> nieuw =
        new ArrayList<>(
            vraagbaar.stream().filter(zaak -> !bekend.contains(zaak.sleutel())).toList());
    Collections.shuffle(nieuw, new Random(clock.millis()));
    int vanNieuw = Math.min(nieuw.size(), Math.max(hoogstens - oud.size(), hoogstens / 2));
    return Stream.concat(nieuw.stream().limit(vanNieuw), oud.stream().limit(hoogstens - vanNieuw))
        .toList();
  }

  private void meld(Bron bron, int later, int nooit) {
    if (later > 0) {
      LOG.info(
          "Bron {} wordt over {} zaken van een schuldenaar in een latere beurt gevraagd",
          bron.naam(),
          later);
    }
    tel(bron, "latere-beurt", later);
    tel(bron, "vorm", nooit);
  }

  private void tel(Bron bron, String reden, int aantal) {
    Counter.builder("ketenbrug.volgen.niet.gevraagd")
        .description("Zaken van schuldenaars waarover een bron in een beurt niet is gevraagd")
        .tag("bron", bron.naam())
        .tag("reden", reden)
        .register(meters)
        .increment(aantal);
  }

  /**
   * The properties to which he has a right now. An end of which the day is not complete, or
   * unknown, is one that came: the attachments on what he sold are those of the buyer.
   */
  private String vanHem() {
    return """
        //k:OnroerendeZaak[empty(k:recht) or k:recht[empty(k:einde)
          or k:einde[matches(., '^[0-9]{4}(-[0-9]{2}){0,2}$') and . gt substring('%s', 1, string-length(.))]]
        ]/k:aanduiding"""
        .formatted(LocalDate.now(clock.withZone(NEDERLAND)));
  }

  private List<Canoniek> vraag(
      Bron bron, Vraagonderwerp perceel, Map<String, Object> koppen, Runnable gaatUit) {
    return Canoniek.lees(meldend(gaatUit, () -> vragen.json(bron.naam(), perceel, koppen)))
        .delen("/k:Brongegevens/k:OnroerendeZaak");
  }

  /** What is kept of each property, in the order of the answer. */
  private Map<String, List<Canoniek>> bekend(Dossiersleutel dossier, Bron bron) {
    Map<String, List<Canoniek>> bekend = new LinkedHashMap<>();
    bewaard
        .apply(dossier, bron.naam())
        .map(Canoniek::lees)
        .map(feiten -> feiten.delen("//k:OnroerendeZaak"))
        .orElse(List.of())
        .forEach(
            zaak ->
                zaak.delen("k:aanduiding")
                    .forEach(
                        aanduiding ->
                            bekend
                                .computeIfAbsent(sleutel(aanduiding), s -> new ArrayList<>())
                                .add(zaak)));
    return bekend;
  }

  /** Without the name of the gemeente: the sources may write it each in its own way. */
  private static String sleutel(Canoniek aanduiding) {
    return String.join(
        "|",
        List.of(
            aanduiding.tekst("k:gemeentecode").orElse(""),
            aanduiding.tekst("k:sectie").orElse(""),
            aanduiding.tekst("k:perceel/number()").orElse(""),
            aanduiding.tekst("k:appartement/number()").orElse("")));
  }

  /**
   * @throws IllegalArgumentException when a part has not the form that the source asks for
   */
  private static Vraagonderwerp perceel(Canoniek aanduiding) {
    String gemeente = aanduiding.tekst("k:gemeente").orElse(null);
    if (gemeente != null && !gemeente.matches(GEMEENTE)) {
      throw new IllegalArgumentException("gemeente heeft niet de vorm " + GEMEENTE);
    }
    return new Vraagonderwerp.Perceel(
        aanduiding.tekst("k:gemeentecode").orElse(null),
        gemeente,
        aanduiding.tekst("k:sectie").orElse(null),
        aanduiding.tekst("k:perceel").orElse(null),
        aanduiding.tekst("k:appartement").orElse(null));
  }
}
