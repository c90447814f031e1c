package nl.ketenbrug.delivery;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which event goes to a webhook next. What has waited for an error goes when nothing else can, and
 * otherwise one at a time between so many others: however many there are, they take neither the
 * receiver's time nor its rate from what it does take.
 */
class Webhookvolgorde {

  /** Events taken from the queue at a time, and between two that have waited. */
  private static final int GREEP = 20;

  private final Pull pull;
  private final Webhookwachtenden wachtenden;
  private final WebhookSettings settings;

  /** By partner: sent since one that had waited. An engine that begins anew counts anew. */
  private final Map<String, Integer> andere = new ConcurrentHashMap<>();

  Webhookvolgorde(Pull pull, Webhookwachtenden wachtenden, WebhookSettings settings) {
    this.pull = pull;
    this.wachtenden = wachtenden;
    this.settings = settings;
  }

  /**
   * @param gewacht whether it is one that has waited before
   * @param alleen whether that goes because nothing else can
   * @param vol whether the look for others ended at the room that there is, with more behind it
   */
  record Keuze(List<Pull.Bericht> berichten, boolean gewacht, boolean alleen, boolean vol) {}

  /** It is about to be sent. */
  void gaat(Partner partner, boolean gewacht) {
    andere.merge(partner.code(), gewacht ? 0 : 1, (was, een) -> gewacht ? 0 : was + een);
  }

  /**
   * In the order of the queue; a single one that has waited, or while the receiver answers all with
   * an error.
   */
  Keuze volgende(Partner partner) {
    List<Webhookwacht> fouten = wachtenden.van(partner.code());
    if (wachtenden.dossiersOpRij(partner.code()) >= settings.dossiersOpRij()) {
      return proef(partner, fouten);
    }
    Set<UUID> gewacht = ids(fouten, een -> een.wachtTot() != null);
    int nog = GREEP - andere.getOrDefault(partner.code(), 0);
    if (nog <= 0) {
      Optional<Pull.Bericht> een = langstGeleden(partner, fouten);
      if (een.isPresent()) {
        return new Keuze(List.of(een.get()), true, false, false);
      }
    }
    Pull.Blik blik = pull.kijk(partner, nog > 0 ? nog : GREEP, gewacht);
    return blik.berichten().isEmpty()
        ? ofLangstGeleden(partner, fouten, blik.vol())
        : new Keuze(blik.berichten(), false, false, blik.vol());
  }

  /**
   * The next one that was not tried yet, of a type that met no error if there is one: it may be a
   * whole type that the receiver does not take. Or else the one that was tried longest ago: behind
   * events that it will never take the receiver may be well again.
   */
  private Keuze proef(Partner partner, List<Webhookwacht> fouten) {
    Pull.Blik blik = pull.kijk(partner, Integer.MAX_VALUE, ids(fouten, een -> true));
    Set<String> typen =
        fouten.stream().map(Webhookwacht::gebeurtenistype).collect(Collectors.toSet());
    List<Pull.Bericht> nieuw = vooraan(blik).toList();
    return nieuw.stream()
        .filter(een -> !typen.contains(een.gebeurtenistype()))
        .findFirst()
        .or(() -> nieuw.stream().findFirst())
        .map(een -> new Keuze(List.of(een), false, false, false))
        .orElseGet(() -> ofLangstGeleden(partner, fouten, blik.vol()));
  }

  private Keuze ofLangstGeleden(Partner partner, List<Webhookwacht> fouten, boolean vol) {
    return langstGeleden(partner, fouten)
        .map(een -> new Keuze(List.of(een), true, true, vol))
        .orElseGet(() -> new Keuze(List.of(), false, false, vol));
  }

  /** Of those that wait no longer and have none of their dossier before them, in one look. */
  private Optional<Pull.Bericht> langstGeleden(Partner partner, List<Webhookwacht> fouten) {
    Map<UUID, Webhookwacht> gereed =
        fouten.stream()
            .filter(een -> !een.wacht())
            .collect(Collectors.toMap(Webhookwacht::berichtId, Function.identity()));
    if (gereed.isEmpty()) {
      return Optional.empty();
    }
    return vooraan(pull.kijk(partner, Integer.MAX_VALUE, ids(fouten, Webhookwacht::wacht)))
        .filter(een -> gereed.containsKey(een.berichtId()))
        .min(Comparator.comparing(een -> gereed.get(een.berichtId()).laatst()));
  }

  /** The first one of each dossier. */
  private static Stream<Pull.Bericht> vooraan(Pull.Blik blik) {
    Set<String> dossiers = new HashSet<>();
    return blik.berichten().stream()
        .filter(een -> een.dossier() == null || dossiers.add(een.dossier()));
  }

  private static Set<UUID> ids(List<Webhookwacht> fouten, Predicate<Webhookwacht> welke) {
    return fouten.stream().filter(welke).map(Webhookwacht::berichtId).collect(Collectors.toSet());
  }
}
