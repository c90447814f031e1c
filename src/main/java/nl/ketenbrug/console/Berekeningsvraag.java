package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Collectors;
import nl.ketenbrug.bvv.Aftrek;
import nl.ketenbrug.bvv.Beslagsoort;
import nl.ketenbrug.bvv.Instelling;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.Verhogingen;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.message.Bedrag;

/**
 * The question of {@code POST /api/v1/bvv/berekeningen}. Amounts are cents; what is left out is the
 * ordinary case.
 *
 * @param peildatum day of the determination, ISO 8601
 * @param leefsituatie alleenstaande, alleenstaande-ouder, gehuwd-zonder-kinderen or
 *     gehuwd-met-kinderen
 * @param belastbaarJaarinkomen of debtor and spouse together, cents a year
 * @param brpAdres residential address in the Netherlands in the BRP; default true
 * @param woonlandfactor default 1
 * @param maandinkomen all payments a to i, net, including holiday pay, cents a month
 * @param soort periodiek (default) or bank
 */
record Berekeningsvraag(
    LocalDate peildatum,
    String leefsituatie,
    Long belastbaarJaarinkomen,
    Boolean brpAdres,
    BigDecimal woonlandfactor,
    Verhoging verhogingen,
    Verblijf instelling,
    Aftrekposten aftrek,
    Long maandinkomen,
    String soort) {

  /**
   * Art. 475da lid 5 to 7 Rv, on request. @param woonkosten cents a month @param lid7Bedrag amount
   * of the AMvB, cents a month
   */
  record Verhoging(
      Long woonkosten,
      LocalDate woonkostenTot,
      Long tekortEchtgenoot,
      Boolean eigenwoning,
      Long lid7Bedrag) {}

  /** Art. 475e lid 2 Rv. @param kosten price of the care, cents a month */
  record Verblijf(Long kosten, Boolean beideEchtgenoten) {}

  /** Art. 475db Rv, cents a month. */
  record Aftrekposten(Long inkomenPartner, Long eigenInkomen, Long loonheffingAuto) {}

  /** Reads strictly: a misspelt field would silently change the amount. */
  static ObjectReader lezer(ObjectMapper json) {
    return json.readerFor(Berekeningsvraag.class)
        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /** Where in the question it went wrong; never the value that stood there. */
  static String plaats(JsonMappingException fout) {
    String pad =
        fout.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."));
    return pad.isEmpty()
        ? "de vraag is geen JSON-object met de afgesproken velden"
        : "veld " + pad + " is onbekend of heeft een waarde die daar niet past";
  }

  /**
   * @throws IllegalArgumentException with a Dutch sentence when a value is not one of its list
   */
  Verzoek verzoek() {
    if (peildatum == null) {
      throw new IllegalArgumentException("peildatum ontbreekt");
    }
    Verzoek.Builder verzoek =
        Verzoek.voor(peildatum, leefsituatie == null ? null : Leefsituatie.van(leefsituatie))
            .belastbaarJaarinkomen(bedrag(belastbaarJaarinkomen))
            .maandinkomen(bedrag(maandinkomen));
    if (brpAdres != null) {
      verzoek.brpAdres(brpAdres);
    }
    if (woonlandfactor != null) {
      verzoek.woonlandfactor(woonlandfactor);
    }
    if (verhogingen != null) {
      verzoek.verhogingen(
          new Verhogingen(
              bedrag(verhogingen.woonkosten()),
              verhogingen.woonkostenTot(),
              null,
              bedrag(verhogingen.tekortEchtgenoot()),
              Boolean.TRUE.equals(verhogingen.eigenwoning()),
              false,
              bedrag(verhogingen.lid7Bedrag())));
    }
    if (instelling != null) {
      verzoek.instelling(
          new Instelling(
              bedrag(instelling.kosten()),
              Boolean.TRUE.equals(instelling.beideEchtgenoten()),
              false));
    }
    if (aftrek != null) {
      verzoek.aftrek(
          new Aftrek(
              bedrag(aftrek.inkomenPartner()),
              bedrag(aftrek.eigenInkomen()),
              bedrag(aftrek.loonheffingAuto())));
    }
    if (soort != null) {
      verzoek.soort(Beslagsoort.van(soort));
    }
    return verzoek.build();
  }

  private static Bedrag bedrag(Long cent) {
    return cent == null ? null : new Bedrag(cent);
  }
}
