package nl.ketenbrug.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import nl.ketenbrug.message.MotorStopt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * One request to a webhook and what its answer means. Follows no redirect, and of an answer reads
 * only the beginning; nothing of it but a refusal in so many words goes any further.
 */
@Component
class Webhookpost {

  private static final Logger LOG = LoggerFactory.getLogger(Webhookpost.class);

  /** Header with the signature under a request. */
  static final String HANDTEKENING = "Ketenbrug-Handtekening";

  /** Bytes of an answer. */
  private static final int LEEST = 16 << 10;

  /** Says who sends, in the question for consent and with each event (sections 2.1 and 4.1.2). */
  private static final String VAN = "WebHook-Request-Origin";

  private static final String ALLEN = "*";

  private final WebhookSettings settings;
  private final SslBundles bundels;
  private final Webhookhandtekening handtekening;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  Webhookpost(
      WebhookSettings settings,
      SslBundles bundels,
      Webhookhandtekening handtekening,
      ObjectMapper json,
      Clock clock) {
    this.settings = settings;
    this.bundels = bundels;
    this.handtekening = handtekening;
    this.json = json;
    this.clock = clock;
  }

  /** Sends one event. A fault of ours is a failure too: it waits, warns and pauses like any. */
  Webhookantwoord stuur(Webhook webhook, Pull.Bericht bericht) {
    return bijOnsGoed(
        () ->
            CloudEvent.van(bericht)
                .map(event -> stuur(webhook, event))
                .orElseGet(() -> Webhookantwoord.mislukt("webhook-zonder-envelop")));
  }

  private static Webhookantwoord bijOnsGoed(Supplier<Webhookantwoord> wissel) {
    try {
      return wissel.get();
    } catch (MotorStopt e) {
      throw e;
    } catch (RuntimeException e) {
      // The text of the exception may quote the event.
      LOG.error("Een verzoek aan een webhook ging bij ons mis ({})", e.getClass().getName());
      return Webhookantwoord.mislukt("webhook-intern");
    }
  }

  private Webhookantwoord stuur(Webhook webhook, CloudEvent event) {
    CloudEvent.Verzoek verzoek = event.verzoek(webhook.vorm(), json);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(webhook.url())
            .header(VAN, settings.herkomst())
            .POST(HttpRequest.BodyPublishers.ofByteArray(verzoek.body()));
    verzoek.koppen().forEach(post::header);
    if (webhook.ondertekening()) {
      post.header(HANDTEKENING, onderteken(webhook, event, verzoek.body()));
    }
    return wissel(webhook, post.build(), this::betekenis);
  }

  /** Bound to this receiver, and to the attributes, which stand outside the body. */
  private String onderteken(Webhook webhook, CloudEvent event, byte[] body) {
    Map<String, Object> koppen = new LinkedHashMap<>();
    koppen.put("url", webhook.url().toString());
    koppen.put("iat", clock.instant().getEpochSecond());
    koppen.put("ce", event.attributen());
    return handtekening.losgekoppeld(koppen, body);
  }

  /**
   * @param perMinuut events a minute that the receiver allows; null when it sets no bound
   */
  record Handdruk(Webhookantwoord antwoord, Integer perMinuut) {}

  /**
   * Asks whether the receiver wants events of ours (CloudEvents, HTTP 1.1 Web Hooks for Event
   * Delivery, section 4). An answer is a consent only when it says so.
   */
  Handdruk vraagToestemming(Webhook webhook) {
    HttpRequest vraag =
        HttpRequest.newBuilder(webhook.url())
            .header(VAN, settings.herkomst())
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .build();
    Integer[] grens = new Integer[1];
    Uitleg uitleg =
        gekregen -> {
          Webhookantwoord betekenis = betekenis(gekregen);
          boolean stem = betekenis.soort() == Webhookantwoord.Soort.AANGENOMEN;
          if (!stem) {
            return betekenis.soort() == Webhookantwoord.Soort.STOP
                ? betekenis
                : Webhookantwoord.mislukt(
                    "webhook-handdruk", gekregen.statusCode(), betekenis.later());
          }
          if (!magVanOns(gekregen.headers())) {
            return Webhookantwoord.mislukt("webhook-handdruk", gekregen.statusCode(), null);
          }
          grens[0] = perMinuut(gekregen.headers());
          return betekenis;
        };
    return new Handdruk(bijOnsGoed(() -> wissel(webhook, vraag, uitleg)), grens[0]);
  }

  private boolean magVanOns(HttpHeaders koppen) {
    String van = koppen.firstValue("WebHook-Allowed-Origin").orElse("").strip();
    return van.equals(ALLEN) || van.equalsIgnoreCase(settings.herkomst());
  }

  /** An allowance that is none counts as no bound: consent was given. */
  private static Integer perMinuut(HttpHeaders koppen) {
    return koppen
        .firstValue("WebHook-Allowed-Rate")
        .map(String::strip)
        .filter(tekst -> tekst.matches("[1-9]\\d{0,8}"))
        .map(Integer::valueOf)
        .orElse(null);
  }

  private interface Uitleg {
    Webhookantwoord van(HttpResponse<byte[]> antwoord);
  }

  /** The time limit is for all of it: a receiver that answers a byte at a time is too slow too. */
  private Webhookantwoord wissel(Webhook webhook, HttpRequest verzoek, Uitleg uitleg) {
    HttpClient client;
    try {
      client = client(webhook);
    } catch (RuntimeException e) {
      LOG.error(
          "De sleutelbos {} is niet te gebruiken ({})",
          webhook.sleutelbos(),
          NestedExceptionUtils.getMostSpecificCause(e).getClass().getName());
      return Webhookantwoord.mislukt("webhook-sleutelbos");
    }
    AtomicInteger status = new AtomicInteger();
    CompletableFuture<HttpResponse<byte[]>> wacht =
        client.sendAsync(
            verzoek,
            antwoord -> {
              status.set(antwoord.statusCode());
              return new Beginvanantwoord(LEEST);
            });
    try {
      return uitleg.van(wacht.get(settings.tijdslimiet(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      wacht.cancel(true);
      return zonderEinde(verzoek, status.get(), "webhook-tijd-om");
    } catch (ExecutionException e) {
      return zonderEinde(verzoek, status.get(), code(e.getCause()));
    } catch (InterruptedException e) {
      wacht.cancel(true);
      Thread.currentThread().interrupt();
      throw new MotorStopt();
    }
  }

  /** That it has the event the receiver says by the status; what follows adds nothing. */
  private static Webhookantwoord zonderEinde(HttpRequest verzoek, int status, String code) {
    return is2xx(status) && verzoek.method().equals("POST")
        ? Webhookantwoord.aangenomen(status)
        : Webhookantwoord.mislukt(code, status, null);
  }

  private static boolean is2xx(int status) {
    return status >= 200 && status < 300;
  }

  private Webhookantwoord betekenis(HttpResponse<byte[]> antwoord) {
    int status = antwoord.statusCode();
    if (is2xx(status)) {
      return Webhookantwoord.aangenomen(status);
    }
    if (status == 410) {
      return Webhookantwoord.stop(status);
    }
    if (status == 422) {
      return weigering(antwoord.body())
          .map(reden -> Webhookantwoord.geweigerd(status, reden))
          .orElseGet(() -> Webhookantwoord.mislukt("webhook-http-422", status, null));
    }
    if (status >= 300 && status < 400) {
      return Webhookantwoord.mislukt("webhook-doorverwijzing", status, null);
    }
    Duration later = status == 429 || status == 503 ? later(antwoord.headers()) : null;
    return Webhookantwoord.mislukt("webhook-http-" + status, status, later);
  }

  /** A refusal in the words of the confirmation API; anything else is no refusal. */
  private Optional<String> weigering(byte[] body) {
    try {
      JsonNode antwoord = json.readTree(body);
      String reden = antwoord.path("reden").asText("").strip();
      if (!antwoord.path("uitkomst").asText().equals(Antwoord.GEWEIGERD.naam())
          || reden.isEmpty()) {
        return Optional.empty();
      }
      // It stands in the log for good, and may not name a person there.
      return Optional.of(
          Reden.magInHetLog(reden) ? reden : "de ontvanger gaf een reden die niet in het log mag");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Retry-After in seconds or as a date (RFC 9110, section 10.2.3); null when it says neither. */
  private Duration later(HttpHeaders koppen) {
    String tekst = koppen.firstValue("Retry-After").orElse("").strip();
    if (tekst.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(tekst));
    }
    try {
      Instant dan = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(tekst));
      Duration wacht = Duration.between(clock.instant(), dan);
      return wacht.isNegative() ? Duration.ZERO : wacht;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Only the kind of fault: the text of an exception may quote what came. */
  private static String code(Throwable fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof SSLException) {
        return "webhook-tls";
      }
      if (e instanceof UnresolvedAddressException) {
        return "webhook-adres-onbekend";
      }
      if (e instanceof HttpTimeoutException) {
        return "webhook-tijd-om";
      }
      if (e instanceof ProtocolException) {
        return Webhookantwoord.GEEN_HTTP;
      }
    }
    return fout instanceof ConnectException ? "webhook-verbinding" : "webhook-verbroken";
  }

  private HttpClient client(Webhook webhook) {
    String bundel = webhook.sleutelbos() == null ? "" : webhook.sleutelbos();
    return clients.computeIfAbsent(bundel, this::maak);
  }

  private HttpClient maak(String bundel) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(settings.tijdslimiet()));
    if (!bundel.isEmpty()) {
      client.sslContext(bundels.getBundle(bundel).createSslContext());
      // A certificate that is replaced holds from the next request on.
      bundels.addBundleUpdateHandler(bundel, nieuw -> clients.remove(bundel));
    }
    return client.build();
  }
}
