package nl.ketenbrug.simulator.bron;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a source behaves. */
public enum Toestand {
  /** Answers as the scenario says. */
  @JsonProperty("gewoon")
  GEWOON,
  /** Answers as the scenario says, but late. */
  @JsonProperty("traag")
  TRAAG,
  /** Is not there: HTTP 503, or the connection breaks halfway the answer. */
  @JsonProperty("storing")
  STORING,
  /** Is there and fails: HTTP 500 with a problem (BRP) or a SOAP fault (Suwinet). */
  @JsonProperty("fout")
  FOUT,
  /** Says that all is well (HTTP 200) and sends garbage. */
  @JsonProperty("onzin")
  ONZIN,
  /** Answers as the scenario says, but wrong in one way: see {@link Regeling.Wijze}. */
  @JsonProperty("vals")
  VALS
}
