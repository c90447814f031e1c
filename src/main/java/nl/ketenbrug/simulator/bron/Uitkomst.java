package nl.ketenbrug.simulator.bron;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a request, as counted per source. */
public enum Uitkomst {
  /** Answered from the scenario, also when nothing was found. */
  @JsonProperty("beantwoord")
  BEANTWOORD,
  /** Refused because the request breaks the contract of the source. */
  @JsonProperty("geweigerd")
  GEWEIGERD,
  @JsonProperty("storing")
  STORING,
  @JsonProperty("fout")
  FOUT,
  @JsonProperty("onzin")
  ONZIN,
  /** Answered, but wrong in the way that was asked for. */
  @JsonProperty("vals")
  VALS;

  static Uitkomst van(Toestand toestand) {
    return switch (toestand) {
      case GEWOON, TRAAG -> BEANTWOORD;
      case STORING -> STORING;
      case FOUT -> FOUT;
      case ONZIN -> ONZIN;
      case VALS -> VALS;
    };
  }
}
