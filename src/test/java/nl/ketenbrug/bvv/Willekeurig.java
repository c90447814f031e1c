package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import nl.ketenbrug.message.Bedrag;

/**
 * Random requests over everything that a request can hold: all households, all half-years and the
 * days just outside them, every optional part, incomes around the thresholds, and also what is
 * refused. The same seed gives the same requests.
 */
final class Willekeurig {

  private static final LocalDate EERSTE = LocalDate.of(2020, 12, 1);
  private static final int DAGEN = 2250;

  /** Thresholds, reference points and ceilings of several half-years lie near these, in euros. */
  private static final int[] DREMPELS = {
    19_000, 22_025, 23_425, 26_819, 27_651, 28_224, 29_735, 31_500, 37_574, 39_376, 50_748, 55_682,
    64_888, 71_089, 82_387
  };

  private final Random random;

  Willekeurig(long seed) {
    this.random = new Random(seed);
  }

  Verzoek verzoek() {
    Verzoek.Builder v =
        Verzoek.voor(
                EERSTE.plusDays(random.nextInt(DAGEN)),
                kans(100) ? null : een(Leefsituatie.values()))
            .belastbaarJaarinkomen(jaarinkomen())
            .brpAdres(!kans(8))
            .gegevensVerstrekt(kans(8))
            .buitenland(kans(12))
            .soort(kans(10) ? Beslagsoort.BANK : Beslagsoort.PERIODIEK)
            .bankbeslagToegestaan(kans(6))
            .termijn(kans(6) ? een(Termijn.values()) : Termijn.MAAND, !kans(20))
            .detentie(kans(25) ? een(Detentie.values()) : Detentie.GEEN)
            .aangewezenUitkering(kans(60))
            .geldigheidMaanden(kans(8) ? random.nextInt(14) : 12)
            .maandinkomen(kans(3) ? null : bedrag(600_000))
            .aftrek(new Aftrek(misschien(250_000), misschien(100_000), misschien(30_000)));
    if (kans(3)) {
      v.woonlandfactor(een(FACTOREN));
    }
    if (kans(3)) {
      v.verhogingen(verhogingen());
    }
    if (kans(12)) {
      v.instelling(new Instelling(misschien(400_000), kans(2), kans(2)));
    }
    if (kans(6)) {
      LocalDate vanaf = EERSTE.plusDays(random.nextInt(DAGEN));
      v.rechterlijkeVerhoging(
          new Rechterlijkeverhoging(
              bedrag(400_000), vanaf, vanaf.plusDays(random.nextInt(900) + 1L)));
    }
    if (kans(5)) {
      v.herkomst("brpAdres", "brp").feit("Inkomen volgens Polis");
    }
    if (kans(9)) {
      v.aanname(een(Aanname.values()));
    }
    return v.build();
  }

  private static final BigDecimal[] FACTOREN = {
    BigDecimal.ONE,
    new BigDecimal("0.7"),
    new BigDecimal("0.70"),
    new BigDecimal("0.333333333"),
    new BigDecimal("1.25"),
    BigDecimal.TEN,
    new BigDecimal("10.01"),
    BigDecimal.ZERO
  };

  private Verhogingen verhogingen() {
    LocalDate tot = kans(2) ? null : EERSTE.plusDays(random.nextInt(DAGEN));
    return new Verhogingen(
        misschien(250_000),
        tot,
        tot == null || kans(2) ? null : tot.plusDays(random.nextInt(400)),
        misschien(60_000),
        kans(3),
        kans(3),
        misschien(40_000));
  }

  private Bedrag jaarinkomen() {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> new Bedrag(-1L * random.nextInt(500_000));
      case 2 -> new Bedrag(random.nextInt(3));
      case 3 -> new Bedrag(random.nextLong(1_000_000_000_003L));
      case 4, 5, 6, 7 ->
          new Bedrag(DREMPELS[random.nextInt(DREMPELS.length)] * 100L + random.nextInt(101) - 50);
      default -> bedrag(13_000_000);
    };
  }

  private Bedrag misschien(int onder) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2, 3 -> null;
      case 4 -> new Bedrag(random.nextInt(50) == 0 ? -1 : 0);
      default -> bedrag(onder);
    };
  }

  private Bedrag bedrag(int onder) {
    return new Bedrag(random.nextInt(onder));
  }

  /** Once in so many times. */
  private boolean kans(int opDe) {
    return random.nextInt(opDe) == 0;
  }

  private <T> T een(T[] waarden) {
    return waarden[random.nextInt(waarden.length)];
  }
}
