package nl.ketenbrug.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A receipt that is not taken; nothing of it was done. The sentences hold no value of the file. */
public final class Ontvangstfout extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Lines that are named. */
  static final int MEESTE = 100;

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

  Ontvangstfout(long regel, String uitleg) {
    this(List.of(new Fout(regel, uitleg)));
  }

  /** Of more than a hundred the first ones, and that there are more. */
  Ontvangstfout(List<Fout> alle) {
    super(
        eerste(alle).stream()
            .map(fout -> "regel %d: %s".formatted(fout.regel(), fout.uitleg()))
            .collect(Collectors.joining("\n")));
    this.fouten = eerste(alle);
  }

  private static List<Fout> eerste(List<Fout> alle) {
    if (alle.size() <= MEESTE) {
      return List.copyOf(alle);
    }
    List<Fout> eerste = new ArrayList<>(alle.subList(0, MEESTE));
    eerste.add(new Fout(alle.get(MEESTE).regel(), "vanaf hier zijn er meer regels niet goed"));
    return List.copyOf(eerste);
  }

  /** By line. */
  public List<Fout> fouten() {
    return fouten;
  }
}
