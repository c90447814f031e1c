package nl.ketenbrug.bvv;

/**
 * How the taxable year income is derived from wage statements. The caller chooses; there is no
 * default, because the criteria of the AMvB for a "reele afspiegeling" are unavailable (A-INKOMEN).
 */
public enum Inkomensstrategie {
  /** Rv art. 475d lid 1, literally: the most recent period of each running income. */
  MEEST_RECENTE_MAAND,
  /** The average over all periods that the caller supplies. */
  GEMIDDELDE_SELECTIEPERIODE
}
