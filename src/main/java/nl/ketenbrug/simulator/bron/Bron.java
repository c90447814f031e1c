package nl.ketenbrug.simulator.bron;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** A source that the simulator plays, with the path below which it answers. */
public enum Bron {
  @JsonProperty("brp")
  BRP("brp", "/haalcentraal/api/brp/personen"),
  @JsonProperty("suwinet")
  SUWINET("suwinet", "/suwibroker/soap"),
  @JsonProperty("cir")
  CIR("cir", "/insolventieregister/cir.asmx");

  private final String code;
  private final String pad;

  Bron(String code, String pad) {
    this.code = code;
    this.pad = pad;
  }

  /** Name in the control API and in the scenario file. */
  public String code() {
    return code;
  }

  /** Path of the source, from the root of the server. */
  public String pad() {
    return pad;
  }

  public static Optional<Bron> metCode(String code) {
    return Arrays.stream(values()).filter(bron -> bron.code.equals(code)).findFirst();
  }

  public static Optional<Bron> opPad(String pad) {
    return Arrays.stream(values())
        .filter(bron -> pad.equals(bron.pad) || pad.startsWith(bron.pad + "/"))
        .findFirst();
  }
}
