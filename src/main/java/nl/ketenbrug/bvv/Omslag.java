package nl.ketenbrug.bvv;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.ketenbrug.message.Bedrag;

/**
 * The beslagvrije voet split over several attached payments.
 *
 * <p>Rv art. 475c lid 5: pro rata to the size of the payments a to i. The law gives no method for
 * cents (A-OMSLAG): round down, then give the remaining cents to the largest fractions; ties to the
 * earliest letter, then to the oldest attachment, then in the order given. Shares add up exactly.
 */
public record Omslag(List<Aandeel> aandelen, List<Kwitantie.AannameRegel> aannames)
    implements Omslaguitkomst {

  public Omslag {
    aandelen = List.copyOf(aandelen);
    aannames = List.copyOf(aannames);
  }

  /**
   * The part of the voet that one payment must leave.
   *
   * @param voet cents a month; may exceed the payment when the voet exceeds all payments together
   */
  public record Aandeel(Betaling betaling, Bedrag voet) {

    /** Rv art. 475b lid 1: what is attached of this payment, cents a month. */
    public Bedrag afdracht() {
      return Afdracht.van(betaling.netto(), voet);
    }
  }

  /** Shares in the order of {@code betalingen}. */
  public static Omslaguitkomst verdeel(Bedrag bvv, List<Betaling> betalingen) {
    if (betalingen.stream().anyMatch(b -> !b.soort().deeltInOmslag())) {
      return ongeldig("Een toeslag (onder j) deelt niet in de beslagvrije voet.");
    }
    if (bvv.cent() < 0 || betalingen.stream().anyMatch(b -> b.netto().cent() < 0)) {
      return ongeldig("Een bedrag is negatief.");
    }
    long totaal = betalingen.stream().mapToLong(b -> b.netto().cent()).sum();
    if (totaal == 0) {
      return ongeldig("Er is geen betaling waarover verdeeld kan worden.");
    }
    List<Breukdeel> delen = betalingen.stream().map(b -> Breukdeel.van(bvv, b, totaal)).toList();
    long rest = bvv.cent() - delen.stream().mapToLong(d -> d.heel).sum();
    List<Breukdeel> metCent = delen.stream().sorted(VOORRANG).limit(rest).toList();
    List<Aandeel> aandelen = new ArrayList<>();
    for (Breukdeel deel : delen) {
      boolean cent = metCent.stream().anyMatch(d -> d == deel);
      aandelen.add(new Aandeel(deel.betaling, new Bedrag(deel.heel + (cent ? 1 : 0))));
    }
    return new Omslag(aandelen, List.of(Aanname.OMSLAG.regel()));
  }

  private static final Comparator<Breukdeel> VOORRANG =
      Comparator.comparing((Breukdeel d) -> d.fractie)
          .reversed()
          .thenComparing(d -> d.betaling.soort())
          .thenComparing(
              d -> d.betaling.beslagdatum(),
              Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()));

  private static Weigering ongeldig(String reden) {
    return Weigeringsgrond.ONGELDIGE_INVOER.weigering("Rv art. 475c lid 5", reden);
  }

  /** Whole cents and the numerator of the fraction that was cut off. */
  private static final class Breukdeel {
    private final Betaling betaling;
    private final long heel;
    private final BigInteger fractie;

    private Breukdeel(Betaling betaling, long heel, BigInteger fractie) {
      this.betaling = betaling;
      this.heel = heel;
      this.fractie = fractie;
    }

    static Breukdeel van(Bedrag bvv, Betaling betaling, long totaal) {
      BigInteger[] deling =
          BigInteger.valueOf(bvv.cent())
              .multiply(BigInteger.valueOf(betaling.netto().cent()))
              .divideAndRemainder(BigInteger.valueOf(totaal));
      return new Breukdeel(betaling, deling[0].longValueExact(), deling[1]);
    }
  }
}
