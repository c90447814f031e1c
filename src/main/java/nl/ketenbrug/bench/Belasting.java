package nl.ketenbrug.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import nl.ketenbrug.message.BerichtId;

/**
 * Delivers messages to a side and waits until all that follows from them was confirmed by the
 * partners and is on record.
 *
 * @param verbindingen connections that deliver at the same time
 */
record Belasting(Ketenberichten berichten, int bytes, int verbindingen) {

  private static final double NANO = 1e9;
  private static final long GEDULD = TimeUnit.MINUTES.toNanos(3);

  /**
   * One round.
   *
   * @param vanaf number of the first message
   * @param perSeconde messages a second, at fixed moments and not waiting for answers, so that the
   *     delay of one is not kept from the next; 0: as many as it takes
   * @param gebeurtenissen that follow from one message
   * @param zonder partners that are not waited for
   * @throws IllegalStateException when confirmations stay away
   */
  Ketenverslag.Ronde ronde(
      Kant kant, int vanaf, int aantal, double perSeconde, int gebeurtenissen, Set<Integer> zonder)
      throws Exception {
    Lezers lezers = kant.lezers();
    long wacht = (long) aantal * gebeurtenissen * (lezers.aantal() - zonder.size());
    lezers.vergeet();
    // An id tells its time: what was on record before needs no counting again.
    UUID sinds = BerichtId.nieuw(Instant.now()).value();
    double motor = kant.processortijd();
    double database = kant.databasetijd();
    long begin = System.nanoTime();
    Map<UUID, Long> geleverd = lever(kant, vanaf, aantal, perSeconde, begin);
    wachtOp(kant, wacht, () -> lezers.bevestigd(zonder));
    long eind = lezers.laatste(zonder);
    if (kant.heeftDatabase()) {
      wachtOp(kant, wacht, () -> bevestigingen(kant, zonder, sinds));
      eind = System.nanoTime();
    }
    return new Ketenverslag.Ronde(
        aantal,
        (long) aantal * gebeurtenissen,
        wacht,
        (eind - begin) / NANO,
        kant.processortijd() - motor,
        kant.databasetijd() - database,
        vertragingen(lezers, geleverd));
  }

  private interface Teller {
    long tel() throws Exception;
  }

  private static void wachtOp(Kant kant, long aantal, Teller teller) throws Exception {
    long vorige = -1;
    long sinds = System.nanoTime();
    for (long nu = teller.tel(); nu < aantal; nu = teller.tel()) {
      if (nu > vorige) {
        vorige = nu;
        sinds = System.nanoTime();
      }
      if (System.nanoTime() - sinds > GEDULD) {
        throw new IllegalStateException(
            "Van %s kwamen %d van %d bevestigingen".formatted(kant.naam(), nu, aantal));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static long bevestigingen(Kant kant, Set<Integer> zonder, UUID sinds) throws IOException {
    return kant.database()
        .sql(
            "select count(*) from logregel where id >= :sinds and stap = 'bevestigd' and partner <>"
                + " all(:zonder::text[])")
        .param("sinds", sinds)
        .param("zonder", zonder.stream().map(Ketenmap::afnemer).toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /** The moment at which each message was to be delivered, by its correlation. */
  private Map<UUID, Long> lever(Kant kant, int vanaf, int aantal, double perSeconde, long begin)
      throws Exception {
    AtomicInteger volgende = new AtomicInteger();
    ExecutorService draden = Executors.newFixedThreadPool(verbindingen);
    try {
      List<Future<Map<UUID, Long>>> delen = new ArrayList<>();
      for (int i = 0; i < verbindingen; i++) {
        delen.add(draden.submit(() -> lever(kant, vanaf, aantal, perSeconde, begin, volgende)));
      }
      Map<UUID, Long> geleverd = new HashMap<>();
      for (Future<Map<UUID, Long>> deel : delen) {
        geleverd.putAll(deel.get());
      }
      return geleverd;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Leveren aan " + kant.naam() + " mislukt", e.getCause());
    } finally {
      draden.shutdownNow();
    }
  }

  private Map<UUID, Long> lever(
      Kant kant, int vanaf, int aantal, double perSeconde, long begin, AtomicInteger volgende)
      throws Exception {
    Map<UUID, Long> geleverd = new HashMap<>();
    try (Kant.Kanaal kanaal = kant.open()) {
      for (int i = volgende.getAndIncrement(); i < aantal; i = volgende.getAndIncrement()) {
        String xml = berichten.bericht(vanaf + i, bytes);
        long moment = perSeconde == 0 ? System.nanoTime() : begin + (long) (i / perSeconde * NANO);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, moment - System.nanoTime()));
        geleverd.put(kanaal.lever(xml), moment);
      }
    }
    return geleverd;
  }

  private static long[] vertragingen(Lezers lezers, Map<UUID, Long> geleverd) {
    return lezers.aankomsten().stream()
        .filter(aankomst -> geleverd.containsKey(aankomst.correlatie()))
        .flatMapToLong(
            aankomst -> LongStream.of(aankomst.nano() - geleverd.get(aankomst.correlatie())))
        .sorted()
        .toArray();
  }
}
