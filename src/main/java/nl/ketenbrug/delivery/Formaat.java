package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The format in which a profile is made. */
public enum Formaat {
  /** Elements in a namespace of the profile; held against an XML schema. */
  @JsonProperty("xml")
  XML(".xsd"),
  /** XML in the habits of SuwiML; held against an XML schema. */
  @JsonProperty("suwiml")
  SUWIML(".xsd"),
  /** NL GOV profile for CloudEvents 1.1, data as JSON; held against a JSON schema. */
  @JsonProperty("cloudevents")
  CLOUDEVENTS(".schema.json"),
  /** Rows of a spreadsheet under a heading; held against a list of columns. */
  @JsonProperty("csv")
  CSV(".txt");

  private final String einde;

  Formaat(String einde) {
    this.einde = einde;
  }

  /** How the name ends of the file that a body of this format is held against. */
  public String einde() {
    return einde;
  }

  /**
   * The media type of a body that stands on a queue or in the log. By the body itself: after a
   * change of profile a queue still holds what was made before.
   */
  public static String inhoudstype(String tekst) {
    String body = tekst.stripLeading();
    if (body.startsWith("{\"specversion\"")) {
      return "application/cloudevents+json";
    }
    if (body.startsWith("{")) {
      return "application/json";
    }
    return body.startsWith("\"") ? "text/csv" : "application/xml";
  }
}
