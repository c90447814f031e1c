package nl.ketenbrug.messagelog;

/** Where steps are appended. */
public interface Berichtenlog {

  /**
   * Appends one step, in the JMS transaction of the current thread when there is one and at once
   * otherwise. When it cannot be written an exception is thrown, and the caller does not go on with
   * the message (log first).
   */
  void schrijf(LogRegel regel);
}
