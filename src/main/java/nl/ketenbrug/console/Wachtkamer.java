package nl.ketenbrug.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nl.ketenbrug.console.BerichtenController.Berichten;
import nl.ketenbrug.delivery.Abonnementstand;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Where a question waits that finds no event yet. No thread waits with it: twice a second the
 * number of each subscription is looked at, and when it went up the question is asked again. What
 * comes without a new number (resumed, offered again, released, back from paper, a hold that
 * lapsed, room in the rate) is found by asking one of each partner every five seconds.
 */
@Component
class Wachtkamer {

  /** Questions of one partner that wait at a time; the next one is answered at once. */
  private static final int STOELEN = 20;

  /**
   * How often a question is asked after the number went up, a second apart: an event has its number
   * a moment before it is on the queue. After that another reader had it.
   */
  private static final int KEREN = 3;

  /**
   * How often one of those that wait for a partner is asked, whatever its number says. One, so that
   * it costs a partner with twenty no more than one with a single reader.
   */
  private static final Duration RONDE = Duration.ofSeconds(5);

  private final Abonnementstand stand;
  private final Clock clock;
  private final Queue<Wachtende> wachtenden = new ConcurrentLinkedQueue<>();

  /** When each partner that has somebody waiting is asked next by turns; for one thread alone. */
  private final Map<String, Instant> rondes = new HashMap<>();

  Wachtkamer(Abonnementstand stand, Clock clock) {
    this.stand = stand;
    this.clock = clock;
  }

  private static final class Wachtende {
    private final String partner;
    private final Instant tot;
    private final Supplier<Berichten> vraag;
    private final Consumer<Berichten> terug;
    private final DeferredResult<Berichten> antwoord;
    private long gezien;
    private int keren;
    private Instant volgende = Instant.MIN;
    private Instant gevraagd;

    Wachtende(
        String partner,
        Instant nu,
        Instant tot,
        long gezien,
        Supplier<Berichten> vraag,
        Consumer<Berichten> terug,
        DeferredResult<Berichten> antwoord) {
      this.partner = partner;
      this.gevraagd = nu;
      this.tot = tot;
      this.gezien = gezien;
      this.vraag = vraag;
      this.terug = terug;
      this.antwoord = antwoord;
    }

    /** Whether it is time to ask again, given the number of the newest event. */
    boolean aanDeBeurt(long nummer, Instant nu) {
      if (nummer != gezien) {
        gezien = nummer;
        keren = KEREN;
        volgende = nu;
      }
      if (keren == 0 || nu.isBefore(volgende)) {
        return false;
      }
      keren--;
      volgende = nu.plusSeconds(1);
      return true;
    }
  }

  /**
   * The answer, at once when it holds an event or nobody wants to wait.
   *
   * @param terug takes back an answer that nobody waits for any more
   */
  DeferredResult<Berichten> vraag(
      String partner, Duration wacht, Supplier<Berichten> vraag, Consumer<Berichten> terug) {
    DeferredResult<Berichten> antwoord = new DeferredResult<>(wacht.toMillis() + 10_000);
    // Before the question: what comes between the two is then asked for again, not missed.
    long gezien = wacht.isZero() ? 0 : stand.van(partner).laatsteVolgnummer();
    Berichten nu = vraag.get();
    if (wacht.isZero() || !nu.berichten().isEmpty() || vol(partner)) {
      antwoord.setResult(nu);
      return antwoord;
    }
    Instant sinds = clock.instant();
    wachtenden.add(
        new Wachtende(partner, sinds, sinds.plus(wacht), gezien, vraag, terug, antwoord));
    return antwoord;
  }

  /** One look at each, whoever comes or stays meanwhile. */
  @Scheduled(fixedDelay = 500)
  void kijk() {
    Map<String, Long> nummers = new HashMap<>();
    List<Wachtende> allen = List.copyOf(wachtenden);
    Collection<Wachtende> beurten = beurten(allen, clock.instant());
    for (Wachtende een : allen) {
      try {
        long nummer = nummers.computeIfAbsent(een.partner, p -> stand.van(p).laatsteVolgnummer());
        if (een.antwoord.isSetOrExpired() || beantwoord(een, nummer, beurten.contains(een))) {
          wachtenden.remove(een);
        }
      } catch (RuntimeException e) {
        wachtenden.remove(een);
        een.antwoord.setErrorResult(e);
      }
    }
  }

  /** Of each partner whose round it is the one that was asked longest ago. */
  private Collection<Wachtende> beurten(List<Wachtende> allen, Instant nu) {
    Map<String, Wachtende> langst = new HashMap<>();
    for (Wachtende een : allen) {
      langst.merge(een.partner, een, (a, b) -> b.gevraagd.isBefore(a.gevraagd) ? b : a);
    }
    rondes.keySet().retainAll(langst.keySet());
    langst.keySet().forEach(partner -> rondes.putIfAbsent(partner, nu.plus(RONDE)));
    langst.keySet().removeIf(partner -> nu.isBefore(rondes.get(partner)));
    langst.keySet().forEach(partner -> rondes.put(partner, nu.plus(RONDE)));
    return langst.values();
  }

  /**
   * @param beurt whether it is asked whatever the number says
   * @return whether it got its answer
   */
  private boolean beantwoord(Wachtende een, long nummer, boolean beurt) {
    Instant nu = clock.instant();
    boolean voorbij = !nu.isBefore(een.tot);
    // First, because it counts how often it was asked for this number.
    if (!een.aanDeBeurt(nummer, nu) && !beurt && !voorbij) {
      return false;
    }
    een.gevraagd = nu;
    Berichten berichten = een.vraag.get();
    if (berichten.berichten().isEmpty() && !voorbij) {
      return false;
    }
    if (beurt && !berichten.berichten().isEmpty()) {
      // There may be more than one of them takes: the next one is asked at the next look.
      rondes.put(een.partner, nu);
    }
    if (!een.antwoord.setResult(berichten)) {
      een.terug.accept(berichten);
    }
    return true;
  }

  private boolean vol(String partner) {
    return wachtenden.stream().filter(een -> een.partner.equals(partner)).count() >= STOELEN;
  }
}
