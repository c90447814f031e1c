package nl.ketenbrug.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  private final Martelstand stand;
  private final Random random;
  private final boolean kort;
  private final Consumer<String> vertel;
  private final Map<Slag, Integer> geteld = new EnumMap<>(Slag.class);

  Martelplan(Martelstand stand, long seed, boolean kort, Consumer<String> vertel) {
    this.stand = stand;
    this.random = new Random(seed);
    this.kort = kort;
    this.vertel = vertel;
  }

  /** How often each happened. */
  Map<Slag, Integer> geteld() {
    return geteld;
  }

  /** The faults of a short run, in their order. */
  List<Slag> korte() {
    List<Slag> slagen = new ArrayList<>(KORT);
    Collections.shuffle(slagen, random);
    return slagen;
  }

  Slag willekeurig() {
    return Slag.values()[random.nextInt(Slag.values().length)];
  }

  /** Milliseconds between two faults, while messages run. */
  long pauze() {
    return kort ? 300 + random.nextInt(1_200) : 200 + random.nextInt(15_000);
  }

  /** Milliseconds that a fault lasts. */
  private long duur() {
    return kort ? 500 + random.nextInt(2_000) : 200 + random.nextInt(20_000);
  }

  /** Does it, and lets it be over: what was killed is started again, not waited for. */
  void sla(Slag slag) throws Exception {
    geteld.merge(slag, 1, Integer::sum);
    long duur = duur();
    switch (slag) {
      case MOTOR_DOOD -> dood(slag, een(stand.motoren()), duur);
      case BEIDE_MOTOREN_DOOD -> {
        zeg(slag, "", duur);
        for (Marteldeel motor : stand.motoren()) {
          motor.dood();
        }
        Thread.sleep(duur);
        for (Marteldeel motor : stand.motoren()) {
          motor.begin();
        }
      }
      case MOTOR_BEVROREN -> bevries(slag, een(stand.motoren()), duur);
      case BROKER_DOOD -> dood(slag, stand.broker().deel(), duur);
      case BROKER_BEVROREN -> bevries(slag, stand.broker().deel(), duur);
      case DATABASE_DOOD -> {
        zeg(slag, "", duur);
        stand.database().dood();
        Thread.sleep(duur);
        stand.database().herstel();
      }
      case DATABASE_BEVROREN -> {
        zeg(slag, "", duur);
        stand.database().bevries();
        Thread.sleep(duur);
        stand.database().ontdooi();
      }
      case AFNEMERS_DOOD -> dood(slag, een(stand.afnemers()), duur);
      case AFNEMERS_BEVROREN -> bevries(slag, een(stand.afnemers()), duur);
      case BRONNEN_DOOD -> dood(slag, stand.simulatie(), duur);
      case VERBINDING_GEKNIPT -> {
        Doorgeefluik luik = een(stand.luiken());
        zeg(slag, luik.naam(), 0);
        luik.knip();
      }
      case VERBINDING_TRAAG -> stoor(slag, Doorgeefluik.Stand.TRAAG, duur, false);
      case VERBINDING_STIL -> stoor(slag, Doorgeefluik.Stand.STIL, duur, random.nextBoolean());
      case VERBINDING_DICHT -> stoor(slag, Doorgeefluik.Stand.DICHT, duur, false);
      case SCHIJF_VOL -> {
        zeg(slag, "broker", duur);
        stand.broker().deel().dood();
        stand.broker().beginZonderRuimte();
        Thread.sleep(duur + (kort ? 3_000 : 10_000));
        stand.broker().deel().dood();
        stand.broker().deel().begin();
      }
    }
  }

  private void dood(Slag slag, Marteldeel deel, long duur) throws Exception {
    zeg(slag, deel.naam(), duur);
    deel.dood();
    Thread.sleep(duur);
    deel.begin();
  }

  private void bevries(Slag slag, Marteldeel deel, long duur) throws Exception {
    zeg(slag, deel.naam(), duur);
    deel.bevries();
    Thread.sleep(duur);
    deel.ontdooi();
  }

  private void stoor(Slag slag, Doorgeefluik.Stand hoe, long duur, boolean knip)
      throws InterruptedException {
    Doorgeefluik luik = een(stand.luiken());
    zeg(slag, luik.naam() + (knip ? ", daarna geknipt" : ""), duur);
    luik.zet(hoe);
    Thread.sleep(duur);
    if (knip) {
      luik.knip();
    }
    luik.zet(Doorgeefluik.Stand.OPEN);
  }

  private void zeg(Slag slag, String wat, long duur) {
    vertel.accept(
        "%s %s %d ms".formatted(slag.name().toLowerCase(java.util.Locale.ROOT), wat, duur));
  }

  private <T> T een(List<T> keuze) {
    return keuze.get(random.nextInt(keuze.size()));
  }
}
