package nl.ketenbrug.message;

import java.util.Set;

/** The JMS properties that cross a queue; nothing else does. None of them ever holds a BSN. */
public final class Koppen {

  public static final String BERICHT_ID = "berichtId";
  public static final String CORRELATIE_ID = "correlatieId";
  public static final String OORZAAK_ID = "oorzaakId";
  public static final String GEBEURTENISTYPE = "gebeurtenistype";
  public static final String BRON = "bron";

  /**
   * The OINs of all parties of the dossier, as {@code |oin|oin|}, for the filters of subscriptions.
   */
  public static final String BETROKKENEN = "betrokkenen";

  public static final String VOLGNUMMER = "volgnummer";

  /** Dossier key: the broker hands messages of one group to one consumer, in order. */
  public static final String DOSSIER = "JMSXGroupID";

  /** Stable code of the reason, on a parked message only. */
  public static final String REDEN = "reden";

  /** Id of the step of the route that failed, on a parked message only. */
  public static final String STAP = "stap";

  /**
   * Code of the one partner that a message is for: of what the engine tells that partner of itself,
   * and on queue {@code verlopen}, which holds all partners'.
   */
  public static final String AFNEMER = "afnemer";

  /** What a message carries only while it is set apart. */
  public static final Set<String> VAN_PARKEREN = Set.of(REDEN, STAP);

  public static final Set<String> ALLE =
      Set.of(
          BERICHT_ID,
          CORRELATIE_ID,
          OORZAAK_ID,
          GEBEURTENISTYPE,
          BRON,
          BETROKKENEN,
          VOLGNUMMER,
          DOSSIER,
          REDEN,
          STAP,
          AFNEMER);

  private Koppen() {}
}
