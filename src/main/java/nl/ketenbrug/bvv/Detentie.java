package nl.ketenbrug.bvv;

/** Whether the debtor is detained. Rv has no rule for it, so the caller must choose. */
public enum Detentie {
  GEEN,
  /** Detained and no base chosen: refused. */
  ZONDER_GRONDSLAG,
  /** Detained; the caller chooses the ordinary formula (A-DETENTIE). */
  REKEN_MET_FORMULE
}
