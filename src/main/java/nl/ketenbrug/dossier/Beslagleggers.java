package nl.ketenbrug.dossier;

/** As whom each partner may register attachments, by the files of this installation. */
@FunctionalInterface
public interface Beslagleggers {

  /**
   * @param partner code
   * @param oinOfNummer of a beslaglegger, as the register knows it
   * @return whether an attachment of this beslaglegger is one of the partner; false for a partner
   *     that may not register
   */
  boolean is(String partner, String oinOfNummer);
}
