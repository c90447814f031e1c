package nl.ketenbrug.message;

/** An amount of money in whole euro cents. */
public record Bedrag(long cent) implements Comparable<Bedrag> {

  public static final Bedrag NUL = new Bedrag(0);

  @Override
  public int compareTo(Bedrag other) {
    return Long.compare(cent, other.cent);
  }

  @Override
  public String toString() {
    return "%s%d,%02d euro"
        .formatted(cent < 0 ? "-" : "", Math.abs(cent) / 100, Math.abs(cent) % 100);
  }
}
