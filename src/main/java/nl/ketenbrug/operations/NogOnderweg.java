package nl.ketenbrug.operations;

/**
 * A message that was to be refused is not gone: it stood on its queue, is to be sent, or is worked
 * on now.
 */
public final class NogOnderweg extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NogOnderweg() {
    super(
        "Het bericht stond nog op zijn wachtrij en is apart gezet, of het wordt nog verzonden of"
            + " verwerkt; kijk zo nodig over een ogenblik opnieuw en wijs het dan af.");
  }
}
