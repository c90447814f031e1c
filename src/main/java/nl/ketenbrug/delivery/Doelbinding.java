package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** Why a partner consults the register of attachments; own code list [O]. */
public enum Doelbinding {
  /** Before an attachment on wages, benefits or toeslagen: the duty to look first. */
  @JsonProperty("voor-beslag")
  VOOR_BESLAG("voor-beslag"),
  /** Before a summons to recover a claim: the duty to look first. */
  @JsonProperty("voor-dagvaarding")
  VOOR_DAGVAARDING("voor-dagvaarding"),
  /** To determine the beslagvrije voet (art. 475d Rv). */
  @JsonProperty("beslagvrije-voet")
  BESLAGVRIJE_VOET("beslagvrije-voet"),
  /** To know who collects for all and who shares (art. 478 Rv). */
  @JsonProperty("coordinatie")
  COORDINATIE("coordinatie");

  private final String code;

  Doelbinding(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static Optional<Doelbinding> van(String code) {
    return Arrays.stream(values()).filter(doel -> doel.code.equals(code)).findFirst();
  }
}
