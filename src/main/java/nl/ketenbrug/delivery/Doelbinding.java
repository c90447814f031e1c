package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** Why a partner consults the register of attachments; own code list [O]. */
public enum Doelbinding {
  /** Before an attachment on wages, benefits or toeslagen: the duty to look first. */
  @JsonProperty("voor-beslag")
  VOOR_BESLAG("voor-beslag", false, true),
  /** Before a summons to recover a claim: the duty to look first. */
  @JsonProperty("voor-dagvaarding")
  VOOR_DAGVAARDING("voor-dagvaarding", false, false),
  /** To determine the beslagvrije voet (art. 475d Rv). */
  @JsonProperty("beslagvrije-voet")
  BESLAGVRIJE_VOET("beslagvrije-voet", true, false),
  /** To know who collects for all and who shares (art. 478 Rv). */
  @JsonProperty("coordinatie")
  COORDINATIE("coordinatie", false, true);

  private final String code;
  private final boolean metBedrag;
  private final boolean metDerde;

  Doelbinding(String code, boolean metBedrag, boolean metDerde) {
    this.code = code;
    this.metBedrag = metBedrag;
    this.metDerde = metDerde;
  }

  /** Whether the determination in force is told for it. */
  public boolean metBedrag() {
    return metBedrag;
  }

  /** Whether it is told under whom an attachment lies: mostly where the debtor works. */
  public boolean metDerde() {
    return metDerde;
  }

  public String code() {
    return code;
  }

  public static Optional<Doelbinding> van(String code) {
    return Arrays.stream(values()).filter(doel -> doel.code.equals(code)).findFirst();
  }
}
