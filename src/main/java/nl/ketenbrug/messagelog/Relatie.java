package nl.ketenbrug.messagelog;

/** How another message of the same correlation stands to the one that is looked at. */
public enum Relatie {
  /** That message led to this one, directly or through others. */
  OORZAAK,
  /** That message follows from this one, directly or through others. */
  GEVOLG,
  /** Both follow from the same message of the source. */
  VERWANT;

  public String naam() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
