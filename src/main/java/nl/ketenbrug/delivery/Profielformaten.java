package nl.ketenbrug.delivery;

/** In which format each profile is made. */
@FunctionalInterface
public interface Profielformaten {

  /** The format of a profile that some partner has. */
  Formaat van(String profiel);
}
