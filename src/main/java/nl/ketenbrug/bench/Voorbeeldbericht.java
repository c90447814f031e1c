package nl.ketenbrug.bench;

/** A message of which the cost is measured. */
interface Voorbeeldbericht {

  /** Reads it and holds it against the schema of its source, as any program must. */
  void toets() throws Exception;

  /** What its stylesheet reads. */
  String invoer() throws Exception;
}
