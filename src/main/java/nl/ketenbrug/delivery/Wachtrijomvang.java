package nl.ketenbrug.delivery;

/** Knows how many messages a queue holds at the broker. */
@FunctionalInterface
public interface Wachtrijomvang {

  /** Messages on the queue, those included that a client holds without having acknowledged them. */
  long van(String queue);
}
