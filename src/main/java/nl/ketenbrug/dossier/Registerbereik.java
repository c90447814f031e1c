package nl.ketenbrug.dossier;

import java.util.Set;

/**
 * What the Digitaal Beslagregister is about: wages, benefits, the voorlopige teruggaaf and three
 * toeslagen; no bank accounts and no movables (KBvG, Verordening digitaal beslagregister, Stcrt.
 * 2015, 39706). Which payments of art. 475c Rv are wages and benefits is our reading [O].
 */
public final class Registerbereik {

  private static final Set<String> BETALINGEN =
      Set.of(
          "loon",
          "ambtelijke-bezoldiging",
          "bijstand",
          "uitkering",
          "uitkering-oorlogsgetroffenen",
          "verzekeringsuitkering",
          "pensioen",
          "voorlopige-teruggaaf",
          "huurtoeslag",
          "zorgtoeslag",
          "kinderopvangtoeslag");

  private Registerbereik() {}

  /**
   * @param bronVanInkomen value of the canonical model
   */
  public static boolean omvat(String bronVanInkomen) {
    return BETALINGEN.contains(bronVanInkomen);
  }

  /**
   * Whether a gerechtsdeurwaarder must register it: what others have (a loonvordering, verrekening,
   * vereenvoudigd derdenbeslag) has no such duty.
   *
   * @param soort value of the canonical model
   */
  public static boolean isRegistratieplichtig(String soort, String bronVanInkomen) {
    return soort.equals("executoriaal-derdenbeslag") && omvat(bronVanInkomen);
  }
}
