package nl.ketenbrug.delivery;

import java.util.List;
import java.util.stream.Collectors;

/** A receipt that is not taken; nothing of it was done. The sentences hold no value of the file. */
public final class Ontvangstfout extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fout> fouten;

  /**
   * @param regel row as a spreadsheet numbers them: the heading is 1, an empty one counts
   */
  public record Fout(long regel, String uitleg) implements Comparable<Fout> {
    @Override
    public int compareTo(Fout ander) {
      int regels = Long.compare(regel, ander.regel);
      return regels != 0 ? regels : uitleg.compareTo(ander.uitleg);
    }
  }

  Ontvangstfout(List<Fout> fouten) {
    super(
        fouten.stream()
            .map(fout -> "regel %d: %s".formatted(fout.regel(), fout.uitleg()))
            .collect(Collectors.joining("\n")));
    this.fouten = List.copyOf(fouten);
  }

  /** By line. */
  public List<Fout> fouten() {
    return fouten;
  }
}
