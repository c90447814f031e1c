package nl.ketenbrug.console;

import java.util.Locale;
import java.util.Map;
import nl.ketenbrug.operations.Partnerproef;
import nl.ketenbrug.operations.Partnerproef.Bestandsfout;
import nl.ketenbrug.operations.Partnerproef.Geteld;
import nl.ketenbrug.operations.Partnerproef.ProefLoopt;
import nl.ketenbrug.operations.Partnerproef.Uitkomst;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The file of a partner, tried before it stands in {@code config/partners}; for the operator. */
@RestController
class PartnerbestandController {

  private final Partnerproef proef;

  PartnerbestandController(Partnerproef proef) {
    this.proef = proef;
  }

  /**
   * What the file would be.
   *
   * @param nieuw there is no such partner now
   * @param verschil from what holds now, in words; null when new
   * @param getroffen events of those days that it would have got; null when that could not be
   *     counted in time
   * @param van all events of those days
   * @param perType of what it would have got
   */
  record Proefbestand(
      String naam,
      boolean nieuw,
      String kern,
      String verschil,
      Integer dagen,
      Long getroffen,
      Long van,
      String zin,
      Map<String, Long> perType) {

    static Proefbestand van(Uitkomst u) {
      Geteld g = u.geteld();
      return g == null
          ? new Proefbestand(
              u.naam(), u.nieuw(), u.kern(), u.verschil(), null, null, null, zin(null), Map.of())
          : new Proefbestand(
              u.naam(),
              u.nieuw(),
              u.kern(),
              u.verschil(),
              g.dagen(),
              g.getroffen(),
              g.van(),
              zin(g),
              g.perType());
    }

    private static String zin(Geteld g) {
      return g == null
          ? "hoeveel gebeurtenissen het geraakt had, was niet binnen de tijd te tellen"
          : String.format(
              Locale.forLanguageTag("nl"),
              "zou %,d van %,d gebeurtenissen van de laatste %d dagen hebben geraakt",
              g.getroffen(),
              g.van(),
              g.dagen());
    }
  }

  /** Changes nothing: a file holds from the next start with it. */
  @PostMapping(
      path = "/api/v1/partnerbestanden/proef",
      consumes = {"application/yaml", MediaType.TEXT_PLAIN_VALUE})
  Proefbestand proef(@RequestBody byte[] inhoud) {
    if (inhoud.length > Partnerproef.HOOGSTENS) {
      throw new ErrorResponseException(
          HttpStatus.PAYLOAD_TOO_LARGE, Problemen.bij(HttpStatus.PAYLOAD_TOO_LARGE), null);
    }
    try {
      return Proefbestand.van(proef.proef(inhoud));
    } catch (ProefLoopt e) {
      throw Problemen.proefLoopt(
          "Er wordt al een bestand geprobeerd; vraag het opnieuw als dat klaar is.",
          Partnerproef.SECONDEN);
    } catch (Bestandsfout e) {
      throw Problemen.fout(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "bestand-ongeldig",
          "Zo start een motor niet",
          e.getMessage());
    }
  }
}
