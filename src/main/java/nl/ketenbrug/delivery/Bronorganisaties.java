package nl.ketenbrug.delivery;

import java.util.Optional;

/** Whose the sources are. */
@FunctionalInterface
public interface Bronorganisaties {

  /** The OIN of the organisation that keeps this source; empty for one that is not known. */
  Optional<String> oin(String bron);
}
