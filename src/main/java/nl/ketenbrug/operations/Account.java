package nl.ketenbrug.operations;

import java.util.Set;

/**
 * Who may log in.
 *
 * @param naam user name: the role, the source or the partner's code
 * @param wachtwoord the password, encoded as {@code {id}...} or plain
 * @param rollen of {@code bron}, {@code partner}, {@code beheerder}, {@code auditor}, {@code
 *     beoordelaar}
 * @param oin identification of the organisation, or null for a person
 */
public record Account(String naam, String wachtwoord, Set<String> rollen, String oin) {

  public static final String BRON = "bron";
  public static final String PARTNER = "partner";
  public static final String BEHEERDER = "beheerder";
  public static final String AUDITOR = "auditor";

  /** Judges whether a case in a register is about a debtor. */
  public static final String BEOORDELAAR = "beoordelaar";

  static final Set<String> ROLLEN = Set.of(BRON, PARTNER, BEHEERDER, AUDITOR, BEOORDELAAR);

  public Account {
    if (naam == null || naam.isBlank() || wachtwoord == null || wachtwoord.isEmpty()) {
      throw new IllegalArgumentException("Een account heeft een naam en een wachtwoord");
    }
    rollen = Set.copyOf(rollen);
    if (rollen.isEmpty() || !ROLLEN.containsAll(rollen)) {
      throw new IllegalArgumentException("Account %s heeft een onbekende rol".formatted(naam));
    }
  }

  /** Never shows the password, for this text may reach a log line. */
  @Override
  public String toString() {
    return "Account[naam=%s, rollen=%s, oin=%s]".formatted(naam, rollen, oin);
  }
}
