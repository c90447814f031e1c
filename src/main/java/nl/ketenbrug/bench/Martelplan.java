package nl.ketenbrug.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What goes wrong, when and for how long; all of it follows from the seed, also when something has
 * to be tried again.
 */
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

  /** Nine of the kinds, each once, in an order of chance. */
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

  /** Milliseconds until a broker surely looked at its disk: it does so each 200. */
  private static final long SCHIJFRONDE = 1_000;

  /** Each engine has some sessions, of which each may send ahead. */
  private static final int MEEST_VOORUIT = 20;

  /** Milliseconds in which a broker with room surely takes something. */
  private static final long ANTWOORDTIJD = 2_500;

  private static final int POGINGEN = 8;

  /** Milliseconds between two attempts at a blow that found nothing to hit. */
  private static final long NOG_EENS = 1_000;

  /** Milliseconds after which the broker gives away what a client had that is frozen. */
  private static final int VERGETEN = 17_000;

  private static final Duration GEDULD = Duration.ofMinutes(3);

  private final Martelstand stand;
  private final long seed;
  private final Martelloting lot;
  private final boolean kort;
  private final Consumer<String> vertel;
  private final Martelbron bron;
  private final Map<Slag, Integer> geteld = new EnumMap<>(Slag.class);
  private final List<Slag> stapel = new ArrayList<>();
  private int stapels;

  Martelplan(Martelstand stand, long seed, boolean kort, Consumer<String> vertel, Martelbron bron) {
    this.bron = bron;
    this.stand = stand;
    this.seed = seed;
    this.lot = new Martelloting(seed);
    this.kort = kort;
    this.vertel = vertel;
  }

  /** How often each had an effect. */
  Map<Slag, Integer> geteld() {
    return geteld;
  }

  /** How many had an effect. */
  int raak() {
    return geteld.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * The faults of a short run, in their order. An engine that starts while its broker or database
   * is away ends, and that costs a minute: it dies after them, and comes back during the others.
   */
  List<Slag> korte() {
    List<Slag> slagen = Martelloting.geschud(KORT, seed, 0);
    slagen.sort(
        Comparator.comparing(slag -> slag == Slag.MOTOR_DOOD ? 1 : EERST.contains(slag) ? 0 : 2));
    return slagen;
  }

  /** Each of all faults once, in an order of chance; then all of them again, in another one. */
  Slag willekeurig() {
    if (stapel.isEmpty()) {
      stapel.addAll(Martelloting.geschud(List.of(Slag.values()), seed, ++stapels));
    }
    return stapel.remove(0);
  }

  /** To be called before each fault: what follows is about the next one. */
  void volgende() {
    lot.volgende();
  }

  /** Milliseconds between two faults, while messages run. */
  long pauze() {
    return kort ? 100 + lot.onder(600) : 200 + lot.onder(15_000);
  }

  /** Milliseconds that a fault lasts. */
  private long duur() {
    return kort ? 500 + lot.onder(1_500) : 200 + lot.onder(20_000);
  }

  /**
   * Does it until it has an effect, and lets it be over: what was killed is started again, not
   * waited for.
   *
   * @param bewaard messages that go while the disk fills, each time
   * @throws IllegalStateException when it has none, however often
   */
  void sla(Slag slag, int bewaard) throws Exception {
    for (int poging = 0; poging < POGINGEN; poging++) {
      stand.broker().ruimOudeKopieen();
      if (raakt(slag, bewaard)) {
        geteld.merge(slag, 1, Integer::sum);
        return;
      }
      vertel.accept(naam(slag) + " had geen gevolg");
      lot.nogEens();
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
      case MOTOR_DOOD -> dood(slag, lot.een(stand.motoren()), duur);
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
          bevries(slag, lot.een(stand.motoren()), kort ? duur : VERGETEN + lot.onder(3_000));
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
      case AFNEMERS_DOOD -> dood(slag, lot.een(stand.afnemers()), duur);
      case AFNEMERS_BEVROREN -> bevries(slag, lot.een(stand.afnemers()), duur);
      case BRONNEN_DOOD -> dood(slag, stand.simulatie(), duur);
      case VERBINDING_GEKNIPT -> {
        Doorgeefluik luik = lot.een(stand.luiken());
        zeg(slag, luik.naam(), 0);
        long eerst = luik.geraakt();
        luik.knip();
        yield luik.geraakt() > eerst;
      }
      case VERBINDING_TRAAG -> stoor(slag, Doorgeefluik.Stand.TRAAG, duur, false);
      case VERBINDING_STIL -> stoor(slag, Doorgeefluik.Stand.STIL, duur, lot.onder(2) == 0);
      case VERBINDING_DICHT -> stoor(slag, Doorgeefluik.Stand.DICHT, duur, false);
      case SCHIJF_VOL -> {
        zeg(slag, stand.broker().bedienend().naam(), duur);
        yield schijfVol(duur, bewaard);
      }
    };
  }

  /**
   * The disk of the broker that serves fills while messages run, and gets room again; nobody is
   * started anew for it.
   *
   * @return whether sources had something to give while it was full, and nothing was accepted
   * @throws IllegalStateException when not everything goes on by itself once there is room
   */
  private boolean schijfVol(long duur, int bewaard) throws Exception {
    // One that is still starting would not survive it.
    stand.wachtOpMotoren();
    Map<String, Integer> levens = stand.levens();
    boolean raak;
    try {
      // Under way when it crosses the limit.
      bron.laat(bewaard);
      stand.broker().vulSchijf();
      Thread.sleep(SCHIJFRONDE);
      int eerst = totHijWeigert();
      Thread.sleep(duur + (kort ? 1_000 : 10_000));
      raak = eerst >= 0 && bron.aangenomen() == eerst && stand.broker().isVol();
    } finally {
      stand.broker().geefRuimte();
    }
    Martelstand.wachtOp("de bronnen, nu de schijf weer ruimte heeft", GEDULD, bron::isKlaar);
    Martelstand.wachtOp("de motoren, nu de schijf weer ruimte heeft", GEDULD, this::isVerwerkt);
    if (!stand.levens().equals(levens)) {
      throw new IllegalStateException(
          "Op een volle schijf moest iets opnieuw starten: " + levens + ", nu " + stand.levens());
    }
    return raak;
  }

  /**
   * Offers one after the other, until the broker takes nothing: engines may send on for what they
   * have leave for.
   *
   * @return how many were accepted then; -1 when it goes on taking
   */
  private int totHijWeigert() throws InterruptedException {
    for (int i = 0; i < MEEST_VOORUIT; i++) {
      int eerst = bron.aangenomen();
      bron.laatGroot();
      Thread.sleep(ANTWOORDTIJD);
      if (bron.aangenomen() == eerst) {
        return eerst;
      }
    }
    return -1;
  }

  private boolean isVerwerkt() throws IOException {
    return stand.broker().standen(false).stream()
        .noneMatch(queue -> queue.berichten() > 0 && queue.isVanMotoren());
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
    Doorgeefluik luik = lot.een(stand.luiken());
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
}
