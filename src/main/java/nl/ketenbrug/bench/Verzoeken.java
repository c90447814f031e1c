package nl.ketenbrug.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import nl.ketenbrug.bvv.Aftrek;
import nl.ketenbrug.bvv.Beslagsoort;
import nl.ketenbrug.bvv.Instelling;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.Verhogingen;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.message.Bedrag;

/**
 * Made-up requests as a day's work has them: mostly wages of somebody with an address, now and then
 * something special, none that is refused. The same seed gives the same requests.
 */
final class Verzoeken {

  /** Which text of Rv art. 475da lid 2 the requests meet. */
  enum Werk {
    /** Days with either. */
    GEMENGD(LocalDate.of(2022, 1, 1), LocalDate.of(2027, 1, 1)),
    /** Days with the quadratic formula. */
    KWADRATISCH(LocalDate.of(2022, 1, 1), LocalDate.of(2026, 1, 1)),
    /** Days with the linear formula. */
    LINEAIR(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1));

    private final LocalDate vanaf;
    private final LocalDate tot;

    Werk(LocalDate vanaf, LocalDate tot) {
      this.vanaf = vanaf;
      this.tot = tot;
    }

    String naam() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Werk van(String naam) {
      return valueOf(naam.toUpperCase(java.util.Locale.ROOT));
    }

    private LocalDate dag(Random random) {
      return LocalDate.ofEpochDay(random.nextLong(vanaf.toEpochDay(), tot.toEpochDay()));
    }
  }

  private static final BigDecimal[] WOONLANDFACTOREN = {
    new BigDecimal("0.5"), new BigDecimal("0.7"), new BigDecimal("0.9")
  };

  private final Random random;
  private final Werk werk;

  Verzoeken(long seed, Werk werk) {
    this.random = new Random(seed);
    this.werk = werk;
  }

  Verzoek[] neem(int aantal) {
    return Stream.generate(this::verzoek).limit(aantal).toArray(Verzoek[]::new);
  }

  private Verzoek verzoek() {
    LocalDate dag = werk.dag(random);
    Leefsituatie leefsituatie = Leefsituatie.values()[random.nextInt(4)];
    Verzoek.Builder v =
        Verzoek.voor(dag, leefsituatie)
            .belastbaarJaarinkomen(bedrag(1_500_000, 7_500_000))
            .herkomst("leefsituatie", "brp")
            .herkomst("belastbaarJaarinkomen", "polis");
    if (kans(20)) {
      return v.soort(Beslagsoort.BANK).build();
    }
    v.brpAdres(!kans(20));
    if (!kans(5)) {
      v.maandinkomen(bedrag(120_000, 450_000)).herkomst("maandinkomen", "polis");
    }
    if (kans(3)) {
      v.aftrek(
          new Aftrek(
              leefsituatie.gehuwd() ? bedrag(20_000, 200_000) : null,
              kans(2) ? bedrag(5_000, 60_000) : null,
              kans(20) ? bedrag(5_000, 20_000) : null));
    }
    if (kans(20)) {
      v.verhogingen(
          new Verhogingen(
              bedrag(90_000, 180_000), null, null, bedrag(0, 40_000), false, false, null));
    }
    if (kans(40)) {
      v.buitenland(true).woonlandfactor(WOONLANDFACTOREN[random.nextInt(3)]);
    }
    if (kans(50)) {
      v.instelling(new Instelling(bedrag(80_000, 250_000), true, false));
    }
    return v.build();
  }

  /** Cents, from (inclusive) to (exclusive). */
  private Bedrag bedrag(int vanaf, int tot) {
    return new Bedrag(random.nextInt(vanaf, tot));
  }

  /** Once in so many times. */
  private boolean kans(int opDe) {
    return random.nextInt(opDe) == 0;
  }
}
