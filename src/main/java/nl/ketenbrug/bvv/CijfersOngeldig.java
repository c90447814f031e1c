package nl.ketenbrug.bvv;

import java.util.List;

/** The figures files cannot be used; each finding names the file. The engine must not start. */
@SuppressWarnings("serial")
public class CijfersOngeldig extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> bevindingen;

  CijfersOngeldig(List<String> bevindingen) {
    super("De cijfers van de beslagvrije voet zijn ongeldig: " + String.join("; ", bevindingen));
    this.bevindingen = List.copyOf(bevindingen);
  }

  public List<String> bevindingen() {
    return bevindingen;
  }
}
