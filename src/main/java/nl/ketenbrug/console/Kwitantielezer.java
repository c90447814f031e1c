package nl.ketenbrug.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Set;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.bvv.Weigeringsgrond;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Reads a receipt that comes back from outside, in the form in which the engine wrote it and in no
 * other: what is left out, added or written otherwise is refused, because a reader would not see
 * what was not read.
 */
@Component
class Kwitantielezer {

  /** Bytes; a receipt of the engine is about ten thousand. */
  private static final int MAXIMUM = 256 * 1024;

  /** The only part of a receipt that may be null. */
  private static final Set<String> MAG_LEEG = Set.of("verhogingTot");

  private static final String RECHT_VAN = "rechtVan";

  private final ObjectMapper json;
  private final ObjectReader boomlezer;
  private final ObjectReader kwitantielezer;

  Kwitantielezer(ObjectMapper json) {
    this.json = json;
    this.boomlezer =
        json.reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    this.kwitantielezer =
        json.readerFor(Kwitantie.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /**
   * @param rechtVan day whose law is asked for, or null for that of the receipt
   */
  record Vraag(Kwitantie kwitantie, LocalDate rechtVan) {}

  /**
   * @param velden what may stand beside {@code kwitantie}
   * @throws ErrorResponseException 400 or 413, with a sentence that names the field and not its
   *     value
   */
  Vraag lees(InputStream body, Set<String> velden) throws IOException {
    byte[] bytes = body.readNBytes(MAXIMUM + 1);
    if (bytes.length > MAXIMUM) {
      throw Problemen.fout(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "te-groot",
          "Te groot",
          "Een kwitantie is hoogstens " + MAXIMUM + " bytes.");
    }
    JsonNode vraag = boom(bytes);
    if (!vraag.isObject()) {
      throw onbegrepen("De vraag is geen JSON-object met het veld kwitantie.");
    }
    for (Iterator<String> namen = vraag.fieldNames(); namen.hasNext(); ) {
      String naam = namen.next();
      if (!naam.equals("kwitantie") && !velden.contains(naam)) {
        throw onbegrepen("De vraag kent naast kwitantie alleen deze velden: " + velden + ".");
      }
    }
    if (!(vraag.get("kwitantie") instanceof ObjectNode kwitantie)) {
      throw onbegrepen("Het veld kwitantie ontbreekt of is geen JSON-object.");
    }
    return new Vraag(kwitantie(kwitantie), datum(vraag.get(RECHT_VAN)));
  }

  /**
   * The determination, where there is one.
   *
   * @throws ErrorResponseException 422: the receipt was altered, or the law refuses
   */
  static Vaststelling vaststelling(Uitkomst uitkomst) {
    if (uitkomst instanceof Vaststelling vaststelling) {
      return vaststelling;
    }
    Weigering weigering = (Weigering) uitkomst;
    if (weigering.grond() == Weigeringsgrond.ONGELDIGE_INVOER) {
      throw gewijzigd(weigering.reden());
    }
    throw geweigerd(weigering);
  }

  static ErrorResponseException geweigerd(Weigering weigering) {
    ProblemDetail probleem =
        Problemen.van(
            HttpStatus.UNPROCESSABLE_ENTITY,
            "bvv-geweigerd",
            "Geen vaststelling",
            weigering.reden());
    probleem.setProperty("weigering", Geweigerd.van(weigering));
    return new ErrorResponseException(HttpStatus.UNPROCESSABLE_ENTITY, probleem, null);
  }

  static ErrorResponseException gewijzigd(String reden) {
    return Problemen.fout(
        HttpStatus.UNPROCESSABLE_ENTITY,
        "kwitantie-gewijzigd",
        "De kwitantie is niet meer zoals de motor haar gaf",
        reden);
  }

  private JsonNode boom(byte[] bytes) throws IOException {
    try {
      return boomlezer.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw onbegrepen("De vraag is geen JSON, of een veld staat er tweemaal in.");
    }
  }

  private Kwitantie kwitantie(ObjectNode boom) throws IOException {
    if (heeftLeegVeld(boom)) {
      throw onbegrepen("In de kwitantie is een veld leeg dat altijd gevuld is.");
    }
    Kwitantie kwitantie;
    try {
      kwitantie = kwitantielezer.readValue(boom);
    } catch (JsonMappingException e) {
      throw onbegrepen("De kwitantie is niet te lezen: " + Berekeningsvraag.plaats(e) + ".");
    }
    // What the readers above let pass, such as a number written as text, shows here.
    if (!json.readTree(json.writeValueAsBytes(kwitantie)).equals(boom)) {
      throw onbegrepen("De kwitantie heeft niet de vorm waarin de motor haar schrijft.");
    }
    return kwitantie;
  }

  private static boolean heeftLeegVeld(JsonNode boom) {
    if (boom.isNull()) {
      return true;
    }
    if (boom.isArray()) {
      for (JsonNode deel : boom) {
        if (heeftLeegVeld(deel)) {
          return true;
        }
      }
      return false;
    }
    return boom.properties().stream()
        .anyMatch(
            veld ->
                heeftLeegVeld(veld.getValue())
                    && !(veld.getValue().isNull() && MAG_LEEG.contains(veld.getKey())));
  }

  private static LocalDate datum(JsonNode tekst) {
    if (tekst == null || tekst.isNull()) {
      return null;
    }
    try {
      return LocalDate.parse(tekst.isTextual() ? tekst.textValue() : "");
    } catch (DateTimeParseException e) {
      throw onbegrepen("Het veld rechtVan is geen dag zoals 2026-07-01.");
    }
  }

  private static ErrorResponseException onbegrepen(String reden) {
    return Problemen.fout(
        HttpStatus.BAD_REQUEST, "kwitantie-onbegrepen", "Vraag niet begrepen", reden);
  }
}
