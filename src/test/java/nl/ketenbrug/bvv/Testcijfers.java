package nl.ketenbrug.bvv;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.message.Bedrag;

/** The shipped figures, read once, and short forms for test data. */
final class Testcijfers {

  static final Path FOLDER = Path.of("config/bvv");
  static final Cijfers CIJFERS = Cijfers.lees(FOLDER);
  static final BeslagvrijeVoet BVV = new BeslagvrijeVoet(CIJFERS);
  static final LocalDate JULI_2026 = LocalDate.of(2026, 7, 14);

  private Testcijfers() {}

  static Bedrag cent(long cent) {
    return new Bedrag(cent);
  }

  static Bedrag euro(String euro) {
    return new Bedrag(new java.math.BigDecimal(euro).movePointRight(2).longValueExact());
  }

  static Verzoek.Builder verzoek(LocalDate datum, Leefsituatie ls, String jaarinkomen) {
    return Verzoek.voor(datum, ls).belastbaarJaarinkomen(euro(jaarinkomen));
  }

  static Vaststelling vaststelling(Verzoek.Builder builder) {
    Uitkomst uitkomst = BVV.bereken(builder.build());
    if (uitkomst instanceof Vaststelling vaststelling) {
      return vaststelling;
    }
    throw new AssertionError("Geweigerd: " + uitkomst);
  }

  static Weigering weigering(Verzoek.Builder builder) {
    Uitkomst uitkomst = BVV.bereken(builder.build());
    if (uitkomst instanceof Weigering weigering) {
      return weigering;
    }
    throw new AssertionError("Niet geweigerd: " + uitkomst);
  }

  static Halfjaar halfjaar(LocalDate datum) {
    return (Halfjaar) CIJFERS.op(datum);
  }

  /** Half-years in which the formula can be computed. */
  static List<Halfjaar> halfjarenMetFormule() {
    return CIJFERS.halfjaren().stream().filter(Halfjaar::heeftFormule).toList();
  }
}
