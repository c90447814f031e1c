package nl.ketenbrug.source;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.source.Jsonlezer.Gelezen;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks a source by JSON over HTTP. What to ask is a {@code Jsonvraag} that a stylesheet made
 * (transforms/json): one request, and for each object in its answer one more. The answers go back
 * together, each in the XML form of JSON that XPath 3.1 defines. Key, URL and answer stand in no
 * exception: the last two may hold what points at a person.
 */
@Component("jsonClient")
public class JsonClient implements SmartInitializingSingleton {

  private static final String VRAAG = "urn:ketenbrug:jsonvraag:1";

  /** What may stand in a path: the number of an object as the source gave it. */
  private static final String NUMMER = "[A-Za-z0-9][A-Za-z0-9.-]{0,63}";

  private static final Processor SAXON = Saxon.stil();

  private final Bronnen bronnen;
  private final Environment omgeving;
  private final Jsonlezer lezer;
  private final Map<String, HttpClient> verbindingen = new ConcurrentHashMap<>();

  JsonClient(Bronnen bronnen, Environment omgeving, Jsonlezer lezer) {
    this.bronnen = bronnen;
    this.omgeving = omgeving;
    this.lezer = lezer;
  }

  /**
   * What is set wrongly stops the start, not the first question; unless nobody asks any. The BRP is
   * asked about each new attachment, whoever is followed; unless that is done through Suwinet.
   */
  @Override
  public void afterSingletonsInstantiated() {
    bronnen
        .zoek(omgeving.getProperty("ketenbrug.verrijking.brp", "brp"))
        .filter(brp -> !brp.isSuwinet())
        .ifPresent(this::controleerBrp);
    if (!omgeving.getProperty("ketenbrug.volgen.aan", Boolean.class, false)) {
      return;
    }
    for (String naam :
        Binder.get(omgeving)
            .bind("ketenbrug.volgen.bronnen", Bindable.listOf(String.class))
            .orElse(List.of())) {
      bronnen.zoek(naam).filter(Bron::isJson).ifPresent(this::controleer);
    }
  }

  private void controleerBrp(Bron brp) {
    if (!brp.isJson()) {
      // As files of before this was asked like every source: each attachment would be set apart.
      throw new IllegalStateException(
          "config/sources/%s.yaml heeft geen blok json en geen blok suwinet: zo is de BRP niet te vragen"
              .formatted(brp.naam()));
    }
    controleer(brp);
  }

  private void controleer(Bron bron) {
    bouw(bron, "/");
    lezer.ken(bron.json().schema());
    lezer.ken(bron.json().schemaVanElk());
  }

  /**
   * @param body {@code Jsonvraag}
   * @param naam name of the source
   * @return {@code Jsonantwoord}: what was asked about, and the answers
   * @throws Bronweigering when asking the same again does not help
   * @throws BronNietBereikbaar on a passing fault, a time-out, no connection or an answer that
   *     nobody can read
   */
  public String stel(String body, String naam) {
    Bron bron = bronnen.bron(naam);
    XdmNode vraag = lees(body);
    XdmNode eerste = kind(vraag, 0);
    Ruimte ruimte = new Ruimte(bron.json());
    StringBuilder delen = new StringBuilder();
    delen.append("<over>").append(kind(vraag, 1)).append("</over>");
    Gelezen antwoord = vraag(bron, verzoek(bron, eerste), bron.json().schema(), ruimte);
    delen.append(deel(bron, "", antwoord));
    String elk = eerste.getAttributeValue(new QName("elk"));
    if (elk != null) {
      String pad = eerste.getAttributeValue(new QName("elkPad"));
      for (JsonNode object : antwoord.boom().at(elk)) {
        String nummer = object.path("identificatie").asText();
        if (!nummer.matches(NUMMER)) {
          throw onleesbaar(naam);
        }
        HttpRequest verzoek = haal(bron, pad.replace("{identificatie}", nummer), "");
        delen.append(deel(bron, nummer, vraag(bron, verzoek, bron.json().schemaVanElk(), ruimte)));
      }
    }
    return Jsonlezer.jsonantwoord(delen.toString());
  }

  /** What is left for one question: of its time, and of the bytes of all its answers together. */
  private static final class Ruimte {

    private final long einde;
    private int bytes;

    Ruimte(Jsondienst dienst) {
      einde = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(dienst.tijdslimiet());
      bytes = dienst.maximum();
    }

    long nanos() {
      return Math.max(0, einde - System.nanoTime());
    }

    int bytes() {
      return bytes;
    }

    void neem(int gelezen) {
      bytes -= gelezen;
    }
  }

  private HttpRequest verzoek(Bron bron, XdmNode vraag) {
    String pad = pad(vraag);
    if (vraag.getNodeName().getLocalName().equals("stuur")) {
      return bouw(bron, pad)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(vraag.getStringValue()))
          .build();
    }
    String zoek =
        vraag
            .select(child("zoek"))
            .map(
                veld ->
                    veld.getAttributeValue(new QName("naam"))
                        + "="
                        + URLEncoder.encode(veld.getStringValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return haal(bron, pad, zoek.isEmpty() ? "" : "?" + zoek);
  }

  /** With each number that the source gave itself in its place. */
  private static String pad(XdmNode vraag) {
    String pad = vraag.getAttributeValue(new QName("pad"));
    for (XdmNode plaats : vraag.select(child("plaats")).toList()) {
      String nummer = plaats.getStringValue();
      if (!nummer.matches(NUMMER)) {
        throw new IllegalStateException("Een vraag aan een bron heeft geen nummer in haar pad");
      }
      pad = pad.replaceFirst("\\{\\}", nummer);
    }
    return pad;
  }

  private HttpRequest haal(Bron bron, String pad, String zoek) {
    return bouw(bron, pad + zoek).GET().build();
  }

  private HttpRequest.Builder bouw(Bron bron, String pad) {
    HttpRequest.Builder verzoek =
        HttpRequest.newBuilder(URI.create(adres(bron.naam()) + pad))
            .header("Accept", "application/hal+json, application/json");
    if (bron.json().sleutelkop() == null) {
      return verzoek;
    }
    try {
      return verzoek.header(bron.json().sleutelkop(), eis(bron.naam(), "sleutel"));
    } catch (IllegalArgumentException e) {
      // Not as the cause: its text quotes the key.
      throw new IllegalStateException(
          "De instelling ketenbrug.bron." + bron.naam() + ".sleutel kan niet in een HTTP-kop");
    }
  }

  private Gelezen vraag(Bron bron, HttpRequest verzoek, String schema, Ruimte ruimte) {
    HttpClient client =
        verbindingen.computeIfAbsent(
            bron.naam(),
            naam ->
                HttpClient.newBuilder()
                    .connectTimeout(Duration.ofMillis(bron.json().tijdslimiet()))
                    .build());
    HttpResponse<byte[]> antwoord = wacht(bron.naam(), client, verzoek, ruimte);
    controleer(bron.naam(), antwoord.statusCode());
    ruimte.neem(antwoord.body().length);
    try {
      return goed(bron.naam(), schema, lezer.ontleed(antwoord.body()));
    } catch (CharacterCodingException | JsonProcessingException e) {
      // Not as the cause: its text quotes the answer.
      if (Jsonlezer.isHeel(antwoord.body())) {
        throw ongeldig(bron.naam(), "noemt een naam tweemaal, of is niet in UTF-8");
      }
      throw onleesbaar(bron.naam());
    }
  }

  /**
   * The whole answer, body too, or none: {@code HttpRequest.timeout} looks at its headers only, and
   * a body that stops halfway would hold this thread for ever.
   */
  private static HttpResponse<byte[]> wacht(
      String bron, HttpClient client, HttpRequest verzoek, Ruimte ruimte) {
    CompletableFuture<HttpResponse<byte[]>> antwoord =
        client.sendAsync(
            verzoek,
            info ->
                info.statusCode() == 200
                    ? new BegrensdeInhoud(ruimte.bytes())
                    : BodySubscribers.replacing(new byte[0]));
    try {
      return antwoord.get(ruimte.nanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      antwoord.cancel(true);
      throw new BronNietBereikbaar(
          bron, "bron-te-laat", "Bron " + bron + " antwoordde niet op tijd", null);
    } catch (ExecutionException e) {
      if (BegrensdeInhoud.isTeGroot(e)) {
        throw new Bronweigering(
            bron, "antwoord-te-groot", "bron " + bron + " gaf een groter antwoord dan zij mag");
      }
      throw new BronNietBereikbaar(
          bron,
          "Bron %s antwoordde niet (%s)".formatted(bron, e.getCause().getClass().getSimpleName()),
          null);
    } catch (InterruptedException e) {
      antwoord.cancel(true);
      Thread.currentThread().interrupt();
      throw new BronNietBereikbaar(
          bron,
          BronNietBereikbaar.AFGEBROKEN,
          "De vraag aan bron " + bron + " is afgebroken",
          null);
    }
  }

  private Gelezen goed(String bron, String schema, Gelezen antwoord) {
    Optional<String> gebrek = lezer.gebrek(schema, antwoord);
    if (gebrek.isPresent()) {
      throw ongeldig(bron, "voldoet niet aan %s: %s".formatted(schema, gebrek.get()));
    }
    return antwoord;
  }

  private static Bronweigering ongeldig(String bron, String gebrek) {
    return new Bronweigering(
        bron, "antwoord-json-niet-geldig", "antwoord van bron %s %s".formatted(bron, gebrek));
  }

  private static void controleer(String bron, int status) {
    if (status == 200) {
      return;
    }
    if (status >= 500 || status == 429) {
      throw new BronNietBereikbaar(
          bron, "Bron %s kon nu niet antwoorden (HTTP %d)".formatted(bron, status), null);
    }
    boolean recht = status == 401 || status == 403;
    throw new Bronweigering(
        bron,
        recht ? "bron-niet-gerechtigd" : "bron-weigert-vraag",
        "bron %s weigert de vraag (HTTP %d)".formatted(bron, status));
  }

  private String deel(Bron bron, String van, Gelezen antwoord) {
    try {
      return lezer.deel(van, antwoord);
    } catch (SaxonApiException e) {
      throw onleesbaar(bron.naam());
    }
  }

  /** Without TLS only to this machine: the key is a password. */
  private String adres(String bron) {
    URI uri = URI.create(eis(bron, "adres"));
    boolean goed =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost()));
    if (!goed) {
      throw new IllegalStateException("Het adres van bron " + bron + " is geen https-adres");
    }
    return uri.toString();
  }

  private String eis(String bron, String naam) {
    String sleutel = "ketenbrug.bron." + bron + "." + naam;
    String waarde = omgeving.getProperty(sleutel, "");
    if (waarde.isBlank()) {
      throw new IllegalStateException("De instelling " + sleutel + " ontbreekt");
    }
    return waarde;
  }

  private static XdmNode lees(String body) {
    try {
      XdmNode vraag = SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(body)));
      XdmNode wortel = vraag.select(child(isElement())).asNode();
      if (!wortel.getNodeName().equals(new QName(VRAAG, "Jsonvraag"))) {
        throw new IllegalStateException("Een vraag aan een bron is geen Jsonvraag");
      }
      return wortel;
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Een vraag aan een bron is geen XML", e);
    }
  }

  private static XdmNode kind(XdmNode ouder, int nummer) {
    return ouder.select(child(isElement())).asList().get(nummer);
  }

  private static BronNietBereikbaar onleesbaar(String bron) {
    return new BronNietBereikbaar(
        bron,
        BronNietBereikbaar.ONLEESBAAR,
        "Bron " + bron + " gaf een antwoord dat niet te lezen is",
        null);
  }
}
