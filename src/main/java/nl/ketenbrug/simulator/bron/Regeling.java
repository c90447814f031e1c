package nl.ketenbrug.simulator.bron;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a source must behave from now on, as set over the control API or for one person in the
 * scenario file.
 *
 * @param toestand the behaviour; mandatory
 * @param vertragingMs delay before the answer in milliseconds, 0 to 120000; left out: 3000 for
 *     {@code traag}, else 0
 * @param aantal only for the next so many requests, then {@code gewoon} again; left out: until
 *     changed
 * @param wijze for {@code storing}: status 503 (default), 429 or a broken connection; for {@code
 *     vals}, which only Suwinet knows, mandatory: what is wrong with the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Regeling(Toestand toestand, Integer vertragingMs, Integer aantal, Wijze wijze) {

  public static final Regeling GEWOON = new Regeling(Toestand.GEWOON, 0, null, null);

  private static final int STANDAARD_TRAAG_MS = 3_000;
  private static final int LANGSTE_MS = 120_000;

  /** In which way a source is out of order, or its answer wrong. */
  public enum Wijze {
    @JsonProperty("503")
    STATUS_503(Toestand.STORING),
    /** Too many requests. */
    @JsonProperty("429")
    STATUS_429(Toestand.STORING),
    @JsonProperty("verbroken")
    VERBROKEN(Toestand.STORING),
    /** Changed after it was signed. */
    @JsonProperty("inhoud-gewijzigd")
    INHOUD_GEWIJZIGD(Toestand.VALS),
    @JsonProperty("niet-ondertekend")
    NIET_ONDERTEKEND(Toestand.VALS),
    /** Signs the Body and the timestamp, not the addressing. */
    @JsonProperty("adressering-niet-ondertekend")
    ADRESSERING_NIET_ONDERTEKEND(Toestand.VALS),
    @JsonProperty("sha1")
    SHA1(Toestand.VALS),
    @JsonProperty("certificaat-verlopen")
    CERTIFICAAT_VERLOPEN(Toestand.VALS),
    @JsonProperty("certificaat-onbekend")
    CERTIFICAAT_ONBEKEND(Toestand.VALS),
    @JsonProperty("ander-oin")
    ANDER_OIN(Toestand.VALS),
    /** Made an hour ago. */
    @JsonProperty("verouderd")
    VEROUDERD(Toestand.VALS),
    @JsonProperty("zonder-bevestiging")
    ZONDER_BEVESTIGING(Toestand.VALS),
    @JsonProperty("andere-bevestiging")
    ANDERE_BEVESTIGING(Toestand.VALS),
    /** RelatesTo names a question that was never asked. */
    @JsonProperty("andere-vraag")
    ANDERE_VRAAG(Toestand.VALS),
    @JsonProperty("ander-persoon")
    ANDER_PERSOON(Toestand.VALS),
    /** The namespace of another version. */
    @JsonProperty("andere-versie")
    ANDERE_VERSIE(Toestand.VALS),
    @JsonProperty("niet-gerechtigd")
    NIET_GERECHTIGD(Toestand.VALS),
    /** Stops halfway, as if it were complete. */
    @JsonProperty("half")
    HALF(Toestand.VALS),
    @JsonProperty("dtd")
    DTD(Toestand.VALS),
    /** Fifty million bytes. */
    @JsonProperty("groot")
    GROOT(Toestand.VALS),
    /** The SOAP fault of a gateway: unsigned, without addressing, with a detail of its own. */
    @JsonProperty("tussenstation")
    TUSSENSTATION(Toestand.VALS);

    private final Toestand toestand;

    Wijze(Toestand toestand) {
      this.toestand = toestand;
    }
  }

  public Regeling {
    if (toestand == null) {
      throw new IllegalArgumentException("toestand ontbreekt");
    }
    if (vertragingMs == null) {
      vertragingMs = toestand == Toestand.TRAAG ? STANDAARD_TRAAG_MS : 0;
    }
    if (vertragingMs < 0 || vertragingMs > LANGSTE_MS) {
      throw new IllegalArgumentException("vertragingMs ligt buiten 0 tot en met " + LANGSTE_MS);
    }
    if (aantal != null && aantal < 1) {
      throw new IllegalArgumentException("aantal is minder dan 1");
    }
    if (wijze != null && wijze.toestand != toestand) {
      throw new IllegalArgumentException("deze wijze hoort niet bij deze toestand");
    }
    if (toestand == Toestand.VALS && wijze == null) {
      throw new IllegalArgumentException("vals vraagt een wijze");
    }
  }

  boolean antwoordtUitScenario() {
    return toestand == Toestand.GEWOON || toestand == Toestand.TRAAG || toestand == Toestand.VALS;
  }

  Regeling metAantal(int rest) {
    return new Regeling(toestand, vertragingMs, rest, wijze);
  }
}
