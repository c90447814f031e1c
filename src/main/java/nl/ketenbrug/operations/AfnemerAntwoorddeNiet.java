package nl.ketenbrug.operations;

/**
 * An event that its partner did not answer is not refused by somebody else: the signed statement
 * and the page of withdrawals would say that the partner did.
 */
public final class AfnemerAntwoorddeNiet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AfnemerAntwoorddeNiet() {
    super(
        "De afnemer antwoordde nog niet op deze gebeurtenis, en een ander weigert die niet voor"
            + " hem; geef het bericht vrij, dan staat het weer voor de afnemer klaar, of houd het in"
            + " als hij het niet mag krijgen.");
  }
}
