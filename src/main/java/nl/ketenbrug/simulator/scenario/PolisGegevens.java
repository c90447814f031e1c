package nl.ketenbrug.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the Polisadministratie knows of a person.
 *
 * @param fout text of an error that comes instead of data ({@code fwi:FWI/Fout})
 * @param waarschuwing text of a warning that comes beside the data
 * @param fwiVersie version in the namespace of the FWI elements; default {@code v0205} as in the
 *     WSDL. The real broker was seen to answer with {@code v0203}, which a client has to bear
 */
public record PolisGegevens(
    String fout,
    String waarschuwing,
    String fwiVersie,
    List<Inkomstenverhouding> inkomstenverhoudingen) {

  /** The version that the WSDL names. */
  public static final String FWI_VERSIE = "v0205";

  public PolisGegevens {
    fwiVersie = fwiVersie == null ? FWI_VERSIE : fwiVersie;
    inkomstenverhoudingen =
        inkomstenverhoudingen == null ? List.of() : List.copyOf(inkomstenverhoudingen);
  }

  /** How often the employer pays and reports. */
  public enum Tijdvak {
    @JsonProperty("maand")
    MAAND,
    @JsonProperty("vier-weken")
    VIER_WEKEN
  }

  /**
   * An income relation, from which the statements of the last periods are computed. Amounts are in
   * cents a period.
   *
   * @param werkgever key in {@link Scenario#werkgevers()}
   * @param volgnummer number of the relation at this employer
   * @param tijdvak default {@code maand}
   * @param soort code of the kind of income, two digits
   * @param uren paid hours a period
   * @param brutoCent wage a period
   * @param ingehoudenCent wage tax and social contributions withheld a period
   * @param wisselingCent added to the wage period after period, from the start of the list again
   *     when it ends; the withholding changes by half of it
   * @param vakantiebijslagPercentage built up a period; default 8 (art. 15 WMM)
   * @param uitbetalingsmaand month in which the holiday allowance is paid; default 5, 0 = never
   * @param reiskostenCent untaxed travel allowance a period
   */
  public record Inkomstenverhouding(
      String werkgever,
      int volgnummer,
      Moment begin,
      Moment eind,
      Tijdvak tijdvak,
      String soort,
      boolean loonheffingskorting,
      int uren,
      long brutoCent,
      long ingehoudenCent,
      List<Long> wisselingCent,
      Integer vakantiebijslagPercentage,
      Integer uitbetalingsmaand,
      long reiskostenCent) {

    public Inkomstenverhouding {
      tijdvak = tijdvak == null ? Tijdvak.MAAND : tijdvak;
      soort = soort == null ? "15" : soort;
      wisselingCent = wisselingCent == null ? List.of() : List.copyOf(wisselingCent);
      vakantiebijslagPercentage = vakantiebijslagPercentage == null ? 8 : vakantiebijslagPercentage;
      uitbetalingsmaand = uitbetalingsmaand == null ? 5 : uitbetalingsmaand;
    }
  }
}
