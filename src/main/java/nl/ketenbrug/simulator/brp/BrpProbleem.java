package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The error body of the BRP API (application/problem+json), with the members of its contract. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BrpProbleem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    List<OngeldigeParameter> invalidParams) {

  private static final String RFC = "https://datatracker.ietf.org/doc/html/rfc7231#section-6.";

  /** One thing that is wrong with the request. */
  record OngeldigeParameter(String name, String code, String reason) {}

  static BrpProbleem onjuist(String instance, List<OngeldigeParameter> ongeldig) {
    return new BrpProbleem(
        RFC + "5.1",
        "De vraag voldoet niet aan het contract.",
        400,
        "Niet in orde is of zijn " + namen(ongeldig) + ".",
        instance,
        "paramsValidation",
        ongeldig);
  }

  static BrpProbleem nietAcceptabel(String instance) {
    return zonderParameters(
        RFC + "5.6",
        "Dit antwoordtype levert de bron niet.",
        406,
        "Het antwoord is er alleen als JSON in UTF-8.",
        instance,
        "notAcceptable");
  }

  static BrpProbleem verkeerdeInhoud(String instance) {
    return zonderParameters(
        RFC + "5.13",
        "Deze inhoud leest de bron niet.",
        415,
        "De vraag hoort JSON in UTF-8 te zijn.",
        instance,
        "unsupported");
  }

  static BrpProbleem interneFout(String instance) {
    return zonderParameters(
        RFC + "6.1",
        "De bron geeft een fout.",
        500,
        "De bron heeft de vraag niet kunnen verwerken.",
        instance,
        "serverError");
  }

  static BrpProbleem nietBeschikbaar(String instance) {
    return zonderParameters(
        RFC + "6.4",
        "De BRP is nu niet bereikbaar.",
        503,
        "Probeer het later nog eens.",
        instance,
        "notAvailable");
  }

  private static BrpProbleem zonderParameters(
      String type, String title, int status, String detail, String instance, String code) {
    return new BrpProbleem(type, title, status, detail, instance, code, null);
  }

  private static String namen(List<OngeldigeParameter> ongeldig) {
    return String.join(", ", ongeldig.stream().map(OngeldigeParameter::name).distinct().toList());
  }
}
