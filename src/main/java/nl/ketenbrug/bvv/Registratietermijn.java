package nl.ketenbrug.bvv;

import java.time.LocalDate;

/**
 * Until when an attachment, or a change of it, is to be registered in the Digitaal Beslagregister:
 * within three working days (KBvG, Verordening digitaal beslagregister, Stcrt. 2015, 39706).
 *
 * <p>Two things are our reading [O], because no text at hand says them. The day of the service or
 * of the change is day nought, as with the terms of the Algemene termijnenwet, so the term begins
 * the day after. And working days are those of its art. 3: the verordening is no law of which that
 * act speaks, but names no days of its own.
 *
 * @param dag day of the service, or of the change
 * @param uiterlijk last day on which registering is in time
 */
public record Registratietermijn(LocalDate dag, LocalDate uiterlijk) {

  public static final int WERKDAGEN = 3;

  public static Registratietermijn van(LocalDate dag, Wettermijn termijnen) {
    return new Registratietermijn(dag, termijnen.naWerkdagen(dag, WERKDAGEN));
  }

  /**
   * @param geregistreerd day of registration, in the Netherlands
   */
  public boolean isOverschreden(LocalDate geregistreerd) {
    return geregistreerd.isAfter(uiterlijk);
  }
}
