package nl.ketenbrug.console;

/**
 * What the law attaches to debt help. The only place that says so.
 *
 * <p>Assumed: that a moratorium stops the collection of every party of the dossier (A-MORATORIUM),
 * though the order itself may say otherwise. The text of the order is not in the message.
 */
enum Rechtsgevolg {
  /** For at most six months no creditor may recover from the goods of the debtor. */
  AFKOELINGSPERIODE(
      true,
      "art. 5 Wgs",
      "Afkoelingsperiode: van begin tot en met einde geen verhaal op goederen van de schuldenaar."
          + " Aanname A-MORATORIUM: geldt voor elke partij; de beschikking beslist."),
  /** While a request for debt restructuring is before the court. */
  VOORLOPIGE_VOORZIENING(
      true,
      "art. 287 lid 4 Fw",
      "Voorlopige voorziening bij een verzoek om schuldsanering. Aanname A-MORATORIUM: schorst de"
          + " inning van elke partij; de beschikking beslist."),
  /** Against eviction, disconnection or the end of a health insurance only. */
  BEDREIGENDE_SITUATIE(
      false,
      "art. 287b Fw",
      "Schort alleen op wat de rechter noemt (ontruiming, afsluiting, einde zorgverzekering); beslag"
          + " op inkomen loopt door."),
  SCHULDREGELING(
      false,
      "art. 287a Fw",
      "Bindt wie ermee instemde, en wie de rechter beval in te stemmen; een ander niet."),
  GEEN(
      false,
      null,
      "De wet verbindt hieraan geen stilstand van de inning; wie int weegt zelf of dat gepast is.");

  private final boolean stopt;
  private final String artikel;
  private final String toelichting;

  Rechtsgevolg(boolean stopt, String artikel, String toelichting) {
    this.stopt = stopt;
    this.artikel = artikel;
    this.toelichting = toelichting;
  }

  /**
   * @param soort of debt help
   * @param grond of a moratorium, or null
   */
  static Rechtsgevolg van(String soort, String grond) {
    return switch (soort) {
      case "moratorium" ->
          switch (grond) {
            case "wgs-5" -> AFKOELINGSPERIODE;
            case "fw-287-4" -> VOORLOPIGE_VOORZIENING;
            default -> BEDREIGENDE_SITUATIE;
          };
      case "schuldregeling" -> SCHULDREGELING;
      default -> GEEN;
    };
  }

  boolean stopt() {
    return stopt;
  }

  String artikel() {
    return artikel;
  }

  String toelichting() {
    return toelichting;
  }
}
