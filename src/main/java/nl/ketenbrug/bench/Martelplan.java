package nl.ketenbrug.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** What goes wrong, when and for how long; all of it follows from the seed. */
final class Martelplan {

  /** What can go wrong. */
  enum Slag {
    MOTOR_DOOD,
    BEIDE_MOTOREN_DOOD,
    MOTOR_BEVROREN,
    BROKER_DOOD,
    BROKER_BEVROREN,
    DATABASE_DOOD,
    DATABASE_BEVROREN,
    AFNEMERS_DOOD,
    AFNEMERS_BEVROREN,
    BRONNEN_DOOD,
    VERBINDING_GEKNIPT,
    VERBINDING_TRAAG,
    VERBINDING_STIL,
    VERBINDING_DICHT,
    SCHIJF_VOL
  }

  /** Each kind of fault once, in an order of chance. */
  private static final List<Slag> KORT =
      List.of(
          Slag.MOTOR_DOOD,
          Slag.AFNEMERS_DOOD,
          Slag.DATABASE_DOOD,
          Slag.BROKER_DOOD,
          Slag.MOTOR_BEVROREN,
          Slag.VERBINDING_STIL,
          Slag.VERBINDING_TRAAG,
          Slag.VERBINDING_GEKNIPT,
          Slag.SCHIJF_VOL);

  /** What a starting engine does not survive. */
  private static final Set<Slag> EERST =
      EnumSet.of(Slag.DATABASE_DOOD, Slag.BROKER_DOOD, Slag.SCHIJF_VOL);

  private static final int POGINGEN = 8;

  /** Milliseconds between two attempts at a blow that found nothing to hit. */
  private static final long NOG_EENS = 1_000;

  /** Milliseconds after which the broker gives away what a client had that is frozen. */
  private static final int VERGETEN = 17_000;

  private static final Duration GEDULD = Duration.ofMinutes(1);

  private final Martelstand stand;
  private final Random random;
  private final boolean kort;
  private final Consumer<String> vertel;
  private final Martelbron bron;
  private final Map<Slag, Integer> geteld = new EnumMap<>(Slag.class);

  Martelplan(Martelstand stand, long seed, boolean kort, Consumer<String> vertel, Martelbron bron) {
    this.bron = bron;
    this.stand = stand;
    this.random = new Random(seed);
    this.kort = kort;
    this.vertel = vertel;
  }

  /** How often each had an effect. */
  Map<Slag, Integer> geteld() {
    return geteld;
  }

  /**
   * The faults of a short run, in their order. An engine that starts while its broker or database
   * is away ends, and that costs a minute: it dies after them, and comes back during the others.
   */
  List<Slag> korte() {
    List<Slag> slagen = new ArrayList<>(KORT);
    Collections.shuffle(slagen, random);
    slagen.sort(
        Comparator.comparing(slag -> slag == Slag.MOTOR_DOOD ? 1 : EERST.contains(slag) ? 0 : 2));
    return slagen;
  }

  Slag willekeurig() {
    return Slag.values()[random.nextInt(Slag.values().length)];
  }

  /** Milliseconds between two faults, while messages run. */
  long pauze() {
    return kort ? 100 + random.nextInt(600) : 200 + random.nextInt(15_000);
  }

  /** Milliseconds that a fault lasts. */
  private long duur() {
    return kort ? 500 + random.nextInt(1_500) : 200 + random.nextInt(20_000);
  }

  /**
   * Does it until it has an effect, and lets it be over: what was killed is started again, not
   * waited for.
   *
   * @param bewaard messages that go while the disk is full
   * @throws IllegalStateException when it has none, however often
   */
  void sla(Slag slag, int bewaard) throws Exception {
    for (int poging = 0; poging < POGINGEN; poging++) {
      if (raakt(slag, poging == 0 ? bewaard : 0)) {
        geteld.merge(slag, 1, Integer::sum);
        return;
      }
      vertel.accept(naam(slag) + " had geen gevolg");
      Thread.sleep(NOG_EENS);
    }
    throw new IllegalStateException("Een slag zonder gevolg: " + naam(slag));
  }

  /**
   * @return whether something died, stood still, was cut or held up, or was refused
   */
  private boolean raakt(Slag slag, int bewaard) throws Exception {
    long duur = duur();
    return switch (slag) {
      case MOTOR_DOOD -> dood(slag, een(stand.motoren()), duur);
      case BEIDE_MOTOREN_DOOD -> {
        zeg(slag, "", duur);
        boolean raak = true;
        for (Marteldeel motor : stand.motoren()) {
          raak &= motor.dood();
        }
        Thread.sleep(duur);
        for (Marteldeel motor : stand.motoren()) {
          motor.begin();
        }
        yield raak;
      }
      case MOTOR_BEVROREN ->
          bevries(slag, een(stand.motoren()), kort ? duur : VERGETEN + random.nextInt(3_000));
      case BROKER_DOOD -> {
        zeg(slag, stand.broker().bedienend().naam(), duur);
        Marteldeel broker = stand.broker().dood();
        Thread.sleep(duur);
        broker.begin();
        yield true;
      }
      case BROKER_BEVROREN -> bevries(slag, stand.broker().bedienend(), duur);
      case DATABASE_DOOD -> {
        zeg(slag, "", duur);
        boolean raak = stand.database().dood();
        Thread.sleep(duur);
        stand.database().herstel();
        yield raak;
      }
      case DATABASE_BEVROREN -> {
        zeg(slag, "", duur);
        boolean raak = stand.database().bevries();
        Thread.sleep(duur);
        stand.database().ontdooi();
        yield raak;
      }
      case AFNEMERS_DOOD -> dood(slag, een(stand.afnemers()), duur);
      case AFNEMERS_BEVROREN -> bevries(slag, een(stand.afnemers()), duur);
      case BRONNEN_DOOD -> dood(slag, stand.simulatie(), duur);
      case VERBINDING_GEKNIPT -> {
        Doorgeefluik luik = een(stand.luiken());
        zeg(slag, luik.naam(), 0);
        long eerst = luik.geraakt();
        luik.knip();
        yield luik.geraakt() > eerst;
      }
      case VERBINDING_TRAAG -> stoor(slag, Doorgeefluik.Stand.TRAAG, duur, false);
      case VERBINDING_STIL -> stoor(slag, Doorgeefluik.Stand.STIL, duur, random.nextBoolean());
      case VERBINDING_DICHT -> stoor(slag, Doorgeefluik.Stand.DICHT, duur, false);
      case SCHIJF_VOL -> {
        zeg(slag, "de broker die overneemt", duur);
        stand.broker().doodEnGeenRuimte();
        bron.laat(bewaard);
        boolean raak = neemtNietsAan(duur + (kort ? 2_000 : 10_000));
        stand.broker().beideOpnieuw();
        yield raak;
      }
    };
  }

  /**
   * Waits until an engine works with this broker again, and then so many milliseconds.
   *
   * @return whether sources had something to give then and nothing of it was accepted
   */
  private boolean neemtNietsAan(long duur) throws Exception {
    long einde = System.nanoTime() + GEDULD.toNanos();
    while (!stand.broker().heeftMotor()) {
      if (System.nanoTime() > einde) {
        return false;
      }
      Thread.sleep(100);
    }
    int eerst = bron.aangenomen();
    Thread.sleep(duur);
    return bron.aangenomen() == eerst && bron.gelaten() > eerst;
  }

  private boolean dood(Slag slag, Marteldeel deel, long duur) throws Exception {
    zeg(slag, deel.naam(), duur);
    boolean raak = deel.dood();
    Thread.sleep(duur);
    deel.begin();
    return raak;
  }

  private boolean bevries(Slag slag, Marteldeel deel, long duur) throws Exception {
    zeg(slag, deel.naam(), duur);
    boolean raak = deel.bevries();
    Thread.sleep(duur);
    deel.ontdooi();
    return raak;
  }

  private boolean stoor(Slag slag, Doorgeefluik.Stand hoe, long duur, boolean knip)
      throws InterruptedException {
    Doorgeefluik luik = een(stand.luiken());
    zeg(slag, luik.naam() + (knip ? ", daarna geknipt" : ""), duur);
    long eerst = luik.geraakt();
    luik.zet(hoe);
    Thread.sleep(duur);
    if (knip) {
      luik.knip();
    }
    luik.zet(Doorgeefluik.Stand.OPEN);
    return luik.geraakt() > eerst;
  }

  private void zeg(Slag slag, String wat, long duur) {
    vertel.accept("%s %s %d ms".formatted(naam(slag), wat, duur));
  }

  private static String naam(Slag slag) {
    return slag.name().toLowerCase(Locale.ROOT);
  }

  private <T> T een(List<T> keuze) {
    return keuze.get(random.nextInt(keuze.size()));
  }
}
