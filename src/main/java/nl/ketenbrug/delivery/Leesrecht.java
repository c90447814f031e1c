package nl.ketenbrug.delivery;

/** Clients that take events off a partner's queue at the broker by themselves. */
public interface Leesrecht {

  /**
   * Whether nobody but the engine takes anything off this queue any more. Shuts out who still does,
   * when this partner may have nothing of it now.
   *
   * @return false also when the broker cannot be asked now
   */
  boolean isDicht(Partner partner);
}
