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
  CIR("cir", "/insolventieregister/cir.asmx"),
  @JsonProperty("brk")
  BRK("brk", "/brk/v2"),
  @JsonProperty("betaalverplichtingen")
  BETAALVERPLICHTINGEN("betaalverplichtingen", "/betaalverplichtingen/v1"),
  @JsonProperty("handelsregister")
  HANDELSREGISTER("handelsregister", "/handelsregister/v1");

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

  /** Whether a request of this method is a question to it; of the others GET is that of a WSDL. */
  boolean stelt(String methode) {
    return methode.equals(this == BRK || this == HANDELSREGISTER ? "GET" : "POST");
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
