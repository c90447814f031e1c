package nl.ketenbrug.bvv;

/**
 * Why there is no amount. Never a zero amount, never an exception.
 *
 * @param code stable name of the ground, for example {@code GeenParametersVoorDatum}
 * @param artikel the article that asks for what is missing
 * @param reden a Dutch sentence
 * @param remedie what would make an answer possible, a Dutch sentence
 */
public record Weigering(String code, String artikel, String reden, String remedie)
    implements Uitkomst,
        Bedragbepaling,
        Cijferkeuze,
        Omslaguitkomst,
        Verdelingsuitkomst,
        Leefsituatiebepaling,
        Inkomensbepaling {

  public Weigering {
    Weigeringsgrond.vanCode(code);
  }

  public Weigeringsgrond grond() {
    return Weigeringsgrond.vanCode(code);
  }
}
