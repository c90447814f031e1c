package nl.ketenbrug.message;

/**
 * Organisatie-identificatienummer: twenty positions, of which the first eight are the prefix
 * (Digikoppeling, OIN).
 */
public record Oin(String value) {

  public Oin {
    if (value == null || !value.matches("\\d{8}[0-9A-Z]{12}")) {
      throw new IllegalArgumentException(
          "Een OIN heeft 20 posities, waarvan de eerste 8 cijfers: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
