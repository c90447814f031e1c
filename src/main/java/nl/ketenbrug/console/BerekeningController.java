package nl.ketenbrug.console;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Weigering;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The beslagvrije voet for who attaches: an amount with its receipt, or a typed refusal. Nothing of
 * it is kept.
 */
@RestController
class BerekeningController {

  private static final String JSON_REGELS = "application/x-ndjson";

  /**
   * Bytes of a question, and characters of one line of a batch; an ordinary one has a few hundred.
   */
  private static final int MAXIMUM = 64 * 1024;

  private final BeslagvrijeVoet beslagvrijeVoet;
  private final ObjectMapper json;
  private final ObjectReader lezer;

  BerekeningController(BeslagvrijeVoet beslagvrijeVoet, ObjectMapper json) {
    this.beslagvrijeVoet = beslagvrijeVoet;
    this.json = json;
    this.lezer = Berekeningsvraag.lezer(json);
  }

  /** Amounts in cents a month. */
  record Antwoord(long bedrag, long basis, long plafond, Kwitantie kwitantie) {}

  @PostMapping(path = "/api/v1/bvv/berekeningen", consumes = MediaType.APPLICATION_JSON_VALUE)
  Antwoord eenVraag(InputStream body) throws IOException {
    byte[] vraag = body.readNBytes(MAXIMUM + 1);
    if (vraag.length > MAXIMUM) {
      throw Problemen.fout(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "te-groot",
          "Te groot",
          "Een vraag is hoogstens " + MAXIMUM + " bytes.");
    }
    Uitkomst uitkomst;
    try {
      uitkomst = bereken(new String(vraag, StandardCharsets.UTF_8));
    } catch (OnbegrepenVraag e) {
      throw Problemen.fout(
          HttpStatus.BAD_REQUEST, "berekening-onbegrepen", "Vraag niet begrepen", e.getMessage());
    }
    if (uitkomst instanceof Weigering weigering) {
      throw Kwitantielezer.geweigerd(weigering);
    }
    return antwoord((Vaststelling) uitkomst);
  }

  /**
   * One question a line in, one answer a line out, in the same order and without holding them all.
   */
  @PostMapping(path = "/api/v1/bvv/berekeningen", consumes = JSON_REGELS, produces = JSON_REGELS)
  ResponseEntity<StreamingResponseBody> bereken(InputStream vragen) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(JSON_REGELS))
        .body(uit -> regels(vragen, uit));
  }

  private void regels(InputStream vragen, OutputStream uit) throws IOException {
    BufferedReader regels =
        new BufferedReader(new InputStreamReader(vragen, StandardCharsets.UTF_8));
    long nummer = 0;
    for (String regel = lees(regels); regel != null; regel = lees(regels)) {
      nummer++;
      if (!regel.isBlank()) {
        uit.write(json.writeValueAsBytes(antwoordregel(nummer, regel)));
        uit.write('\n');
      }
    }
  }

  /** A line without its end; of one that is too long only so much that it is seen to be so. */
  private static String lees(BufferedReader regels) throws IOException {
    StringBuilder regel = new StringBuilder();
    int teken = regels.read();
    if (teken < 0) {
      return null;
    }
    for (; teken >= 0 && teken != '\n'; teken = regels.read()) {
      if (regel.length() <= MAXIMUM) {
        regel.append((char) teken);
      }
    }
    return regel.toString();
  }

  private Map<String, Object> antwoordregel(long nummer, String regel) {
    Map<String, Object> velden = new LinkedHashMap<>();
    velden.put("regel", nummer);
    try {
      Uitkomst uitkomst = bereken(regel);
      if (uitkomst instanceof Weigering weigering) {
        velden.put("weigering", Geweigerd.van(weigering));
        return velden;
      }
      Vaststelling vaststelling = (Vaststelling) uitkomst;
      velden.put("bedrag", vaststelling.bedrag().cent());
      velden.put("basis", vaststelling.basis().cent());
      velden.put("plafond", vaststelling.plafond().cent());
      velden.put("kwitantie", vaststelling.kwitantie());
    } catch (OnbegrepenVraag e) {
      velden.put("fout", e.getMessage());
    }
    return velden;
  }

  private Uitkomst bereken(String vraag) {
    if (vraag.length() > MAXIMUM) {
      throw new OnbegrepenVraag("de vraag is langer dan " + MAXIMUM + " tekens");
    }
    try {
      Berekeningsvraag gelezen = lezer.readValue(vraag);
      if (gelezen == null) {
        throw new OnbegrepenVraag("de vraag is leeg");
      }
      return beslagvrijeVoet.bereken(gelezen.verzoek());
    } catch (JsonParseException e) {
      throw new OnbegrepenVraag("de vraag is geen JSON");
    } catch (JsonMappingException e) {
      throw new OnbegrepenVraag(Berekeningsvraag.plaats(e));
    } catch (JsonProcessingException e) {
      throw new OnbegrepenVraag("de vraag is geen JSON");
    } catch (IllegalArgumentException e) {
      throw new OnbegrepenVraag(e.getMessage());
    }
  }

  private static Antwoord antwoord(Vaststelling vaststelling) {
    return new Antwoord(
        vaststelling.bedrag().cent(),
        vaststelling.basis().cent(),
        vaststelling.plafond().cent(),
        vaststelling.kwitantie());
  }

  /** A question that is not as agreed; the sentence names the field, not its value. */
  private static final class OnbegrepenVraag extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnbegrepenVraag(String uitleg) {
      super(uitleg);
    }
  }
}
