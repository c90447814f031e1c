package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;

/**
 * What the BRP says about a household on a day. Holds no names and no numbers.
 *
 * @param woonadresNederland the debtor has a residential address in the Netherlands
 */
public record BrpFeiten(
    LocalDate peildatum, boolean woonadresNederland, List<Partner> partners, List<Kind> kinderen) {

  public BrpFeiten {
    partners = List.copyOf(partners);
    kinderen = List.copyOf(kinderen);
  }

  /**
   * A marriage or registered partnership.
   *
   * @param heeftBsn the partner has a BSN, so that income data can be asked for
   * @param ontbinding null when it was not dissolved
   */
  public record Partner(
      boolean heeftBsn, Brpdatum aanvang, Brpdatum ontbinding, boolean zelfdeAdres) {}

  public record Kind(Brpdatum geboortedatum, boolean zelfdeAdres) {}
}
