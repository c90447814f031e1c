package nl.ketenbrug.dossier;

/**
 * Pseudonym of a case of a register: the keyed hash (HMAC-SHA-256, 64 hexadecimal digits) of its
 * number. The register is public: its number beside a dossier key would tell whose dossier it is.
 */
public record Zaaksleutel(String value) {

  public Zaaksleutel {
    if (value == null || !value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("Een zaaksleutel is 64 hexadecimale tekens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
