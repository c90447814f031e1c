package nl.ketenbrug.console;

import nl.ketenbrug.bvv.Weigering;

/**
 * A refusal of the law as the API tells it.
 *
 * @param code stable; partners may switch on it
 * @param artikel the article that asks for what is missing
 */
record Geweigerd(String code, String artikel, String reden, String remedie) {

  static Geweigerd van(Weigering weigering) {
    return new Geweigerd(
        weigering.code(), weigering.artikel(), weigering.reden(), weigering.remedie());
  }
}
