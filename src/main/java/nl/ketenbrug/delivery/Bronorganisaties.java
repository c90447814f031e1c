package nl.ketenbrug.delivery;

import java.util.Optional;

/**
 * Whose the sources are that may hear what became of their deliveries: of which each one is
 * published, whoever it is about. To another one, that tells of persons or cases most of which
 * concern nobody with an attachment, it would say who has one.
 */
@FunctionalInterface
public interface Bronorganisaties {

  /** The OIN of the organisation that keeps this source; empty for one that may not hear it. */
  Optional<String> oin(String bron);
}
