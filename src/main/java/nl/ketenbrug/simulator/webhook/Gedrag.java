package nl.ketenbrug.simulator.webhook;

import java.util.Map;

/**
 * How a receiver behaves.
 *
 * @param status what it answers instead of taking an event, 300 to 599; null takes it
 * @param later seconds in {@code Retry-After}; null says nothing
 * @param aantal for so many events, then it takes them again; null until it is told otherwise
 * @param sleutel public key (JWK, P-256) by which it checks signatures; null leaves that as it was
 */
public record Gedrag(Integer status, Integer later, Integer aantal, Map<String, Object> sleutel) {

  static final Gedrag NEEMT_AAN = new Gedrag(null, null, null, null);

  public Gedrag {
    if (status != null && (status < 300 || status > 599)) {
      throw new IllegalArgumentException("status ligt tussen 300 en 599");
    }
    if ((later != null && later < 0) || (aantal != null && aantal < 1)) {
      throw new IllegalArgumentException("later en aantal zijn niet negatief");
    }
  }
}
