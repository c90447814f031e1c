package nl.ketenbrug.source;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import jakarta.jms.JMSException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * Asks sources about a person by their route {@code look-up-<bron>}, side by side. Each question
 * leaves its own record in the log before it is asked: looking somebody up is itself logged.
 */
@Component
public class Bronvragen {

  private final ProducerTemplate camel;
  private final Bronnen bronnen;
  private final ExecutorService executor;

  Bronvragen(ProducerTemplate camel, Bronnen bronnen, ExecutorService vraagExecutor) {
    this.camel = camel;
    this.bronnen = bronnen;
    this.executor = vraagExecutor;
  }

  /**
   * Asks the BRP, at a source with JSON or behind Suwinet.
   *
   * @param bron name of its file in {@code config/sources}
   * @param bsns one or more persons, at most {@link Bron#personenPerVraag()}
   * @param koppen the properties of the message that the question belongs to
   * @return the answer as canonical {@code Personen}; fails with {@link BronNietBereikbaar} or
   *     {@link GeweigerdBericht}
   */
  public CompletableFuture<String> personen(
      String bron, List<Bsn> bsns, Map<String, Object> koppen) {
    Vraagonderwerp onderwerp = new Vraagonderwerp.Personen(bsns);
    return bronnen.bron(bron).isSuwinet()
        ? suwinet(bron, onderwerp, null, null, koppen)
        : json(bron, onderwerp, koppen);
  }

  /**
   * @return the answer as canonical {@code Inkomsten}, see {@link #personen}
   */
  public CompletableFuture<String> polis(Bsn bsn, Map<String, Object> koppen) {
    return suwinet("polis", bsn, koppen);
  }

  /**
   * Asks a source behind Suwinet, whichever it is.
   *
   * @param bron name of its file in {@code config/sources}
   * @return the canonical answer, about this person or about nobody; fails as {@link #personen}
   *     does
   * @throws IllegalArgumentException when this source is not asked through Suwinet
   */
  public CompletableFuture<String> suwinet(String bron, Bsn bsn, Map<String, Object> koppen) {
    return suwinet(bron, bsn, null, null, koppen);
  }

  /**
   * As {@link #suwinet(String, Bsn, Map)}, over a period, for sources that know one.
   *
   * @param begin first day, {@code null} = what the source gives by itself
   * @param einde last day, {@code null} = no end
   */
  public CompletableFuture<String> suwinet(
      String bron, Bsn bsn, LocalDate begin, LocalDate einde, Map<String, Object> koppen) {
    return suwinet(bron, new Vraagonderwerp.Persoon(bsn), begin, einde, koppen);
  }

  /**
   * As {@link #suwinet(String, Bsn, LocalDate, LocalDate, Map)}, also about a vehicle, a property,
   * an address or an organisation, for an operation that asks about such.
   *
   * @return fails with {@code antwoord-ander-object} when the source answered about another one
   */
  public CompletableFuture<String> suwinet(
      String bron,
      Vraagonderwerp onderwerp,
      LocalDate begin,
      LocalDate einde,
      Map<String, Object> koppen) {
    if (!bronnen.bron(bron).isSuwinet()) {
      throw new IllegalArgumentException("Bron " + bron + " wordt niet via Suwinet bevraagd");
    }
    return vraag(
        bron, "direct:look-up-suwinet-" + bron, new Vraag(onderwerp, begin, einde).xml(), koppen);
  }

  /**
   * Asks a source by JSON about a person, some persons or a property.
   *
   * @param bron name of its file in {@code config/sources}
   * @return the canonical answer, about whom or what was asked; fails as {@link #personen} does
   * @throws IllegalArgumentException when this source is not asked by JSON
   */
  public CompletableFuture<String> json(
      String bron, Vraagonderwerp onderwerp, Map<String, Object> koppen) {
    if (!bronnen.bron(bron).isJson()) {
      throw new IllegalArgumentException("Bron " + bron + " wordt niet met JSON bevraagd");
    }
    return vraag(
        bron, "direct:look-up-json-" + bron, new Vraag(onderwerp, null, null).xml(), koppen);
  }

  /**
   * Asks a register what changed, what was removed, or about one case.
   *
   * @param vraag canonical {@code Registervraag}
   * @param koppen the properties of the message under which is asked
   * @return canonical {@code Registerlijst} or {@code Brongegevens}; fails as {@link #personen}
   *     does
   * @throws IllegalArgumentException when this source is no register
   */
  public CompletableFuture<String> register(String bron, String vraag, Map<String, Object> koppen) {
    if (!bronnen.bron(bron).isRegister()) {
      throw new IllegalArgumentException("Bron " + bron + " is geen register");
    }
    return vraag(bron, "direct:look-up-register-" + bron, vraag, koppen);
  }

  /**
   * Asks a source about which organisations something changed, or for one such signal.
   *
   * @param vraag canonical {@code Signaalvraag}
   * @param koppen the properties of the message under which is asked
   * @return canonical {@code Signaalantwoord}; fails as {@link #personen} does
   * @throws IllegalArgumentException when this source tells no such thing
   */
  public CompletableFuture<String> signalen(String bron, String vraag, Map<String, Object> koppen) {
    if (!bronnen.bron(bron).isSignaaldienst()) {
      throw new IllegalArgumentException("Bron " + bron + " geeft geen signalen");
    }
    return vraag(bron, "direct:look-up-signalen-" + bron, vraag, koppen);
  }

  private CompletableFuture<String> vraag(
      String bron, String route, String body, Map<String, Object> koppen) {
    return CompletableFuture.supplyAsync(() -> stel(bron, route, body, koppen), executor);
  }

  private String stel(String bron, String route, String body, Map<String, Object> koppen) {
    Map<String, Object> headers = new HashMap<>(koppen);
    headers.put("bronUrn", bronnen.bron(bron).urn());
    try {
      return camel.requestBodyAndHeaders(route, body, headers, String.class);
    } catch (CamelExecutionException e) {
      throw vertaal(bron, e.getCause());
    }
  }

  /** What Camel wrapped, as one of the two faults that callers know. */
  static RuntimeException vertaal(String bron, Throwable oorzaak) {
    for (Throwable e = oorzaak; e != null; e = e.getCause()) {
      if (e instanceof GeweigerdBericht weigering && weigering.code().startsWith("xml-")) {
        // It is the answer that breaks a schema, not the message on whose behalf we asked.
        return new Bronweigering(
            bron,
            "antwoord-" + weigering.code(),
            "antwoord van bron " + bron + ": " + e.getMessage());
      }
      if (e instanceof GeweigerdBericht || e instanceof BronNietBereikbaar) {
        return (RuntimeException) e;
      }
      if (e instanceof CallNotPermittedException) {
        return new BronNietBereikbaar(
            bron,
            BronNietBereikbaar.NIET_GEVRAAGD,
            "Bron " + bron + " gaf te vaak geen bruikbaar antwoord en is nu niet gevraagd",
            null);
      }
      if (e instanceof JmsException || e instanceof JMSException) {
        // Its record comes first, and our broker did not take that.
        return new BronNietBereikbaar(
            bron,
            BronNietBereikbaar.NIET_VASTGELEGD,
            "De vraag aan bron " + bron + " kon niet worden vastgelegd en is niet gesteld",
            null);
      }
      if (e instanceof TimeoutException) {
        return new BronNietBereikbaar(
            bron, "bron-te-laat", "Bron " + bron + " antwoordde niet op tijd", null);
      }
      if (e instanceof HttpOperationFailedException antwoord
          && antwoord.getStatusCode() < 500
          && antwoord.getStatusCode() != 429) {
        // Asking the same again does not help; a person looks at rights or at the question.
        boolean recht = antwoord.getStatusCode() == 401 || antwoord.getStatusCode() == 403;
        return new Bronweigering(
            bron,
            recht ? "bron-niet-gerechtigd" : "bron-weigert-vraag",
            "bron %s weigert de vraag (HTTP %d)".formatted(bron, antwoord.getStatusCode()));
      }
    }
    BronNietBereikbaar fout =
        new BronNietBereikbaar(
            bron,
            "Bron %s gaf geen bruikbaar antwoord (%s)"
                .formatted(bron, oorzaak == null ? "onbekend" : oorzaak.getClass().getSimpleName()),
            null);
    if (oorzaak != null) {
      // Not as its cause: an error handler looks at causes, and a stylesheet that stops over
      // nonsense is no refusal.
      fout.addSuppressed(oorzaak);
    }
    return fout;
  }
}
