package nl.ketenbrug.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import nl.ketenbrug.messagelog.Logcursor;
import nl.ketenbrug.messagelog.Logvraag;

/**
 * The parameters of a search as they come in: text, and empty counts as not given, as a form sends
 * it. A day is a day in the Netherlands; {@code tot} as a day includes that day, as a moment it
 * does not include that moment.
 */
record Zoekvraag(
    String berichtId,
    String correlatieId,
    String van,
    String tot,
    String type,
    String na,
    String limiet) {

  static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /**
   * @throws org.springframework.web.ErrorResponseException 400, naming the parameter that is wrong
   */
  Logvraag vraag() {
    Instant vanaf = moment("van", van, 0);
    Instant totaan = moment("tot", tot, 1);
    if (vanaf != null && totaan != null && !vanaf.isBefore(totaan)) {
      throw Problemen.parameter("van", "De parameter van ligt niet voor tot.");
    }
    return new Logvraag(
        uuid("berichtId", berichtId),
        uuid("correlatieId", correlatieId),
        vanaf,
        totaan,
        type(),
        cursor(),
        aantal());
  }

  @Override
  public String type() {
    if (leeg(type)) {
      return null;
    }
    if (!type.matches("\\P{Cntrl}{1,200}")) {
      throw Problemen.parameter("type", "De parameter type is geen gebeurtenistype.");
    }
    return type.strip();
  }

  static UUID uuid(String naam, String tekst) {
    if (leeg(tekst)) {
      return null;
    }
    String schoon = tekst.strip();
    // The JDK also reads shortened forms; those are no ids of ours.
    if (!schoon.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw Problemen.parameter(naam, "De parameter %s is geen UUID.".formatted(naam));
    }
    return UUID.fromString(schoon);
  }

  private Logcursor cursor() {
    if (leeg(na)) {
      return null;
    }
    try {
      return Logcursor.van(na);
    } catch (IllegalArgumentException e) {
      throw Problemen.parameter("na", "De parameter na is geen cursor van dit log.");
    }
  }

  private int aantal() {
    if (leeg(limiet)) {
      return Logvraag.LIMIET;
    }
    int getal = limiet.matches("\\d{1,4}") ? Integer.parseInt(limiet) : 0;
    if (getal < 1 || getal > Logvraag.MAX_LIMIET) {
      throw Problemen.parameter(
          "limiet", "De parameter limiet ligt tussen 1 en %d.".formatted(Logvraag.MAX_LIMIET));
    }
    return getal;
  }

  private static Instant moment(String naam, String tekst, int dagenErbij) {
    if (leeg(tekst)) {
      return null;
    }
    try {
      Instant moment =
          tekst.contains("T")
              ? OffsetDateTime.parse(tekst).toInstant()
              : LocalDate.parse(tekst).plusDays(dagenErbij).atStartOfDay(NEDERLAND).toInstant();
      Momenten.controleer(naam, moment);
      return moment;
    } catch (DateTimeException e) {
      throw Problemen.parameter(
          naam,
          "De parameter %s is geen dag (2026-11-20) of moment met tijdzone (2026-11-20T09:00:00Z)."
              .formatted(naam));
    }
  }

  private static boolean leeg(String tekst) {
    return tekst == null || tekst.isBlank();
  }
}
