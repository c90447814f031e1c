package nl.ketenbrug.messagelog;

/**
 * The steps that a message can leave in the log. The name in lower case is what API, page and
 * database show.
 */
public enum Stap {
  /** Accepted from a source; from here on it is durable. */
  ONTVANGEN,
  /** Refused at the door: nothing stands on a queue. */
  GEWEIGERD,
  /** The same message came once more; it is processed once. */
  DUPLICAAT,
  /** Shaped into the canonical model. */
  GETRANSFORMEERD,
  /** Facts that a source gave by itself were taken in; what follows from them is another event. */
  VASTGELEGD,
  /** Personal data was asked from a source. */
  BEVRAAGD,
  /** Something was noticed that stops nothing and that an auditor must be able to find. */
  GESIGNALEERD,
  /** Look-ups and beslagvrije voet were added. */
  VERRIJKT,
  /** A beslagvrije voet was determined anew and differs from the one in force. */
  HERZIEN,
  /**
   * A new determination, or a change of coordinator, was dropped: what came meanwhile went first.
   */
  INGEHAALD,
  /** A recalculation was started, paused, resumed, cancelled or is done; the code says which. */
  BESTUURD,
  /** Sent to a profile's address. */
  GEPUBLICEERD,
  /** Numbered and put on one partner's own queue. */
  KLAARGEZET,
  /** Handed out to the partner. */
  AFGELEVERD,
  /** The partner answered that it has the message. */
  BEVESTIGD,
  /** Handed over on paper, as a person says; the partner itself did not confirm it. */
  BEZORGD,
  /** Not confirmed within its term: it stands on queue {@code verlopen}, to be offered again. */
  VERLOPEN,
  /** The broker itself took it from its queue; the code says why. */
  VERPLAATST,
  /** An attempt failed; the broker offers the message again. */
  MISLUKT,
  /** Set apart with its reason, until a person decides. */
  GEPARKEERD,
  /** Put back on its queue by a person. */
  VRIJGEGEVEN,
  /** Refused for good by a person, after it was set apart. */
  AFGEWEZEN,
  /** Withheld from one partner by a person, which did not answer it and does not get it. */
  INGEHOUDEN,
  /** It stands in the place of a message that a person refused; that one names it too. */
  VERVANGT,
  /**
   * An order to let a group of parked messages go was given, stopped or finished; the code says.
   */
  GROEPSVRIJGAVE,
  /** Of a withdrawal or correction a person says that a partner knows it in another way. */
  AFGEDAAN,
  /** A partner asked what is registered about one debtor; written before it was told. */
  GERAADPLEEGD,
  /** Somebody looked at the message in the log. */
  INGEZIEN,
  /** A subscription was stopped by a person or by its partner. */
  GEPAUZEERD,
  /** A subscription goes on. */
  HERVAT,
  /** A webhook takes nothing for long, or takes again; the code says which. */
  GEWAARSCHUWD,
  /** A partner, or the operator for it, chose what it wants of its subscription. */
  GEKOZEN,
  /** The file of a partner says something else than at the last start. */
  GEWIJZIGD,
  /** An order to offer confirmed events again was given, agreed to, stopped or finished. */
  HERAANBOD,
  /** A partner, a region or a dossier goes to paper or back, or a bundle changed; the code says. */
  UITWIJK;

  public String naam() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
