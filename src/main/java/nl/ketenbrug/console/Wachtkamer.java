package nl.ketenbrug.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import nl.ketenbrug.console.BerichtenController.Berichten;
import nl.ketenbrug.delivery.Abonnementstand;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Where a question waits that finds no event yet. No thread waits with it: twice a second the
 * subscription's number is looked at, and when it went up the question is asked again.
 */
@Component
class Wachtkamer {

  /** Questions of one partner that wait at a time; the next one is answered at once. */
  private static final int STOELEN = 20;

  private final Abonnementstand stand;
  private final Clock clock;
  private final Queue<Wachtende> wachtenden = new ConcurrentLinkedQueue<>();

  Wachtkamer(Abonnementstand stand, Clock clock) {
    this.stand = stand;
    this.clock = clock;
  }

  /**
   * @param gezien number of the newest event when the question was last asked
   */
  private record Wachtende(
      String partner,
      Instant tot,
      long gezien,
      Supplier<Berichten> vraag,
      DeferredResult<Berichten> antwoord) {}

  /** The answer, at once when it holds an event or nobody wants to wait. */
  DeferredResult<Berichten> vraag(String partner, Duration wacht, Supplier<Berichten> vraag) {
    DeferredResult<Berichten> antwoord = new DeferredResult<>(wacht.toMillis() + 10_000);
    // Before the question: what comes between the two is then asked for again, not missed.
    long gezien = wacht.isZero() ? 0 : laatste(partner);
    Berichten nu = vraag.get();
    if (wacht.isZero() || !nu.berichten().isEmpty() || vol(partner)) {
      antwoord.setResult(nu);
      return antwoord;
    }
    wachtenden.add(new Wachtende(partner, clock.instant().plus(wacht), gezien, vraag, antwoord));
    return antwoord;
  }

  @Scheduled(fixedDelay = 500)
  void kijk() {
    for (Wachtende een : wachtenden) {
      if (een.antwoord().isSetOrExpired()) {
        wachtenden.remove(een);
        continue;
      }
      try {
        vraagOpnieuw(een);
      } catch (RuntimeException e) {
        wachtenden.remove(een);
        een.antwoord().setErrorResult(e);
      }
    }
  }

  private void vraagOpnieuw(Wachtende een) {
    boolean voorbij = !clock.instant().isBefore(een.tot());
    long nummer = laatste(een.partner());
    if (!voorbij && nummer == een.gezien()) {
      return;
    }
    wachtenden.remove(een);
    Berichten nu = een.vraag().get();
    if (voorbij || !nu.berichten().isEmpty()) {
      een.antwoord().setResult(nu);
      return;
    }
    // Numbered and not on the queue yet, or another reader was first.
    wachtenden.add(een);
  }

  private long laatste(String partner) {
    return stand.van(partner).laatsteVolgnummer();
  }

  private boolean vol(String partner) {
    return wachtenden.stream().filter(een -> een.partner().equals(partner)).count() >= STOELEN;
  }
}
