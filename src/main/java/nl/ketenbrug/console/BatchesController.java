package nl.ketenbrug.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Batch;
import nl.ketenbrug.delivery.Batchbestand.BatchNietTeMaken;
import nl.ketenbrug.delivery.Batches;
import nl.ketenbrug.delivery.Ontvangstfout;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A partner whose channel is csv or bestand gets its events by the file: it makes a batch,
 * downloads it, and uploads the receipt, which confirms.
 */
@RestController
class BatchesController {

  static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  /** Bytes of a receipt. */
  static final int GROOTSTE = 4 << 20;

  private final Partners partners;
  private final Batches batches;

  BatchesController(Partners partners, Batches batches) {
    this.partners = partners;
    this.batches = batches;
  }

  record Lijst(List<Batch> batches) {}

  /** The newest first, at most fifty. */
  @GetMapping("/api/v1/batches")
  Lijst alle(Authentication wie) {
    return new Lijst(batches.van(partner(wie)));
  }

  /** 201 with a new batch, 200 with the one that is open, 204 when nothing waits. */
  @PostMapping("/api/v1/batches")
  ResponseEntity<Batch> maak(Authentication wie) {
    return batches
        .maak(partner(wie))
        .map(
            gemaakt ->
                ResponseEntity.status(gemaakt.nieuw() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(gemaakt.batch()))
        .orElseGet(() -> ResponseEntity.noContent().build());
  }

  /** What is not answered of a batch, as a file; confirms nothing. */
  @GetMapping("/api/v1/batches/{id}")
  ResponseEntity<byte[]> inhoud(@PathVariable UUID id, Authentication wie, HttpMethod methode)
      throws HttpRequestMethodNotSupportedException {
    if (methode == HttpMethod.HEAD) {
      // It would count as given, and nothing is.
      throw new HttpRequestMethodNotSupportedException(methode.name(), List.of("GET"));
    }
    Partner partner = partner(wie);
    Batch batch = batch(partner, id);
    byte[] inhoud =
        batches
            .inhoud(partner, batch)
            .orElseThrow(
                () ->
                    batch.gesloten() == null
                        ? Problemen.fout(
                            HttpStatus.CONFLICT,
                            "batch-niet-uit-te-reiken",
                            "Batch nu niet uit te reiken",
                            "Het abonnement staat stil, of van deze batch staat niets meer op de"
                                + " wachtrij.")
                        : afgehandeld());
    batches.uitgereikt(batch);
    return bestand(inhoud, batch.bestandsnaam());
  }

  /** A receipt to fill in, for what was given and is not answered, each event as accepted. */
  @GetMapping("/api/v1/batches/{id}/ontvangst")
  ResponseEntity<byte[]> ontvangstbewijs(@PathVariable UUID id, Authentication wie) {
    Batch batch = batch(partner(wie), id);
    byte[] bewijs =
        batches
            .ontvangstbewijs(batch)
            .orElseThrow(
                () ->
                    batch.gesloten() == null
                        ? Problemen.fout(
                            HttpStatus.CONFLICT,
                            "batch-niet-opgehaald",
                            "Batch nog niet opgehaald",
                            "Haal eerst de batch op: een ontvangstbewijs gaat over wat u hebt"
                                + " gekregen.")
                        : afgehandeld());
    return bestand(bewijs, "ontvangst-" + batch.id() + ".csv");
  }

  @PostMapping(path = "/api/v1/batches/{id}/ontvangst", consumes = "text/csv")
  Batches.Verwerkt ontvang(@PathVariable UUID id, InputStream body, Authentication wie)
      throws IOException {
    return ontvang(id, lees(body), wie);
  }

  Batches.Verwerkt ontvang(UUID id, byte[] bewijs, Authentication wie) {
    Partner partner = partner(wie);
    return batches.ontvang(partner, batch(partner, id), bewijs);
  }

  /** Not one byte more than is needed to know that it is too large. */
  static byte[] lees(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(GROOTSTE + 1);
    if (bytes.length > GROOTSTE) {
      throw Problemen.fout(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "te-groot",
          "Te groot",
          "Een ontvangstbewijs is hoogstens 4 MB.");
    }
    return bytes;
  }

  @ExceptionHandler
  ProblemDetail geweigerd(Ontvangstfout fout) {
    ProblemDetail probleem =
        Problemen.van(
            HttpStatus.UNPROCESSABLE_ENTITY,
            "ontvangst-ongeldig",
            "Ontvangstbewijs niet aangenomen",
            "Er is niets van verwerkt; herstel de regels en lever het opnieuw aan.");
    probleem.setProperty("regels", fout.fouten());
    return probleem;
  }

  @ExceptionHandler
  ProblemDetail andereVorm(BatchNietTeMaken fout) {
    return Problemen.van(
        HttpStatus.CONFLICT,
        "batch-niet-te-maken",
        "Batch niet te maken",
        "Het bericht met volgnummer %d is gemaakt in een andere vorm; vraag de beheerder."
            .formatted(fout.volgnummer()));
  }

  private static ErrorResponseException afgehandeld() {
    return Problemen.fout(
        HttpStatus.GONE,
        "batch-afgehandeld",
        "Batch afgehandeld",
        "Op elk bericht van deze batch is geantwoord; zij is niet meer op te halen.");
  }

  private static ResponseEntity<byte[]> bestand(byte[] inhoud, String naam) {
    return ResponseEntity.ok()
        .contentType(CSV)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(naam).build().toString())
        .body(inhoud);
  }

  Partner partner(Authentication wie) {
    return Toegang.eigen(partners, wie, Kanaal.CSV, Kanaal.BESTAND);
  }

  private Batch batch(Partner partner, UUID id) {
    return batches
        .zoek(partner, id)
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "batch-onbekend",
                    "Batch onbekend",
                    "Dit abonnement heeft geen batch met dit id."));
  }
}
