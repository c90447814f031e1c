package nl.ketenbrug.message;

/**
 * Type of an event: reverse domain name of data source and fact, for example {@code
 * nl.beslagregister.beslag-gelegd}.
 */
public record Gebeurtenistype(String value) {

  public Gebeurtenistype {
    if (value == null || !value.matches("nl(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*){2,3}")) {
      throw new IllegalArgumentException(
          "Een gebeurtenistype heeft de vorm nl.<bron>.<feit>: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
