package nl.ketenbrug.simulator.bron;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands before both sources: keeps and counts each request and makes the source slow, absent,
 * failing or nonsensical when the control API or the scenario asks for it.
 */
public final class Bronfilter extends OncePerRequestFilter {

  private static final String REGELING = Bronfilter.class.getName() + ".regeling";
  private static final String WIJZE = Bronfilter.class.getName() + ".wijze";
  private static final String UITKOMST = Bronfilter.class.getName() + ".uitkomst";

  /** More than twenty BSNs or one SOAP question ever need, in bytes. */
  private static final int GROOTSTE_VERZOEK = 256 * 1024;

  private static final Set<String> SLEUTELKOPPEN = Set.of("authorization", "x-api-key", "apikey");

  private static final Logger LOG = LoggerFactory.getLogger(Bronfilter.class);

  /** HTTP status without a constant in the servlet API. */
  private static final int TE_VEEL = 429;

  private final Bronnen bronnen;
  private final Map<Bron, Stoorantwoord.Maker> makers;
  private final Clock klok;

  public Bronfilter(Bronnen bronnen, Map<Bron, Stoorantwoord.Maker> makers, Clock klok) {
    this.bronnen = bronnen;
    this.makers = Map.copyOf(makers);
    this.klok = klok;
  }

  /** Called by a source that found a person for whom the scenario prescribes a behaviour. */
  public static void gedraagJe(ServletRequest request, Regeling regeling) {
    if (regeling != null) {
      request.setAttribute(REGELING, regeling);
    }
    if (regeling != null && regeling.toestand() == Toestand.VALS) {
      request.setAttribute(WIJZE, regeling.wijze());
    }
  }

  /** What must be wrong with the answer to this request; {@code null} = nothing. */
  public static Regeling.Wijze wijze(ServletRequest request) {
    return (Regeling.Wijze) request.getAttribute(WIJZE);
  }

  /** Called by a source that refuses a request; it counts as such. */
  public static void geweigerd(ServletRequest request) {
    request.setAttribute(UITKOMST, Uitkomst.GEWEIGERD);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Bron> bron = Bron.opPad(request.getRequestURI());
    if (bron.isEmpty() || !bron.get().stelt(request.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(GROOTSTE_VERZOEK + 1);
    if (body.length > GROOTSTE_VERZOEK) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    behandel(bron.get(), new HerleesbaarVerzoek(request, body), body, response, chain);
  }

  private void behandel(
      Bron bron,
      HttpServletRequest request,
      byte[] body,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    Bronstand stand = bronnen.stand(bron);
    Regeling regeling = stand.neemAan(opgetekend(request, body));
    request.setAttribute(WIJZE, regeling.toestand() == Toestand.VALS ? regeling.wijze() : null);
    wacht(regeling);
    if (!regeling.antwoordtUitScenario()) {
      stoor(bron, stand, regeling, request, response);
      return;
    }
    ContentCachingResponseWrapper antwoord = new ContentCachingResponseWrapper(response);
    beantwoord(stand, request, antwoord, chain);
    Regeling vanPersoon = (Regeling) request.getAttribute(REGELING);
    if (vanPersoon != null) {
      wacht(vanPersoon);
    }
    if (vanPersoon != null && !vanPersoon.antwoordtUitScenario()) {
      antwoord.reset();
      stoor(bron, stand, vanPersoon, request, response);
      return;
    }
    stand.tel(uitkomst(request, antwoord));
    if (wijze(request) != null && makers.get(bron).vervals(wijze(request), antwoord, response)) {
      return;
    }
    antwoord.copyBodyToResponse();
  }

  private static void beantwoord(
      Bronstand stand, HttpServletRequest request, HttpServletResponse antwoord, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, antwoord);
    } catch (ServletException | IOException | RuntimeException e) {
      stand.tel(Uitkomst.FOUT);
      throw e;
    }
  }

  private static Uitkomst uitkomst(HttpServletRequest request, HttpServletResponse antwoord) {
    if (request.getAttribute(UITKOMST) instanceof Uitkomst gezet) {
      return gezet;
    }
    if (wijze(request) != null) {
      return Uitkomst.VALS;
    }
    if (antwoord.getStatus() >= 500) {
      return Uitkomst.FOUT;
    }
    return antwoord.getStatus() >= 400 ? Uitkomst.GEWEIGERD : Uitkomst.BEANTWOORD;
  }

  private void stoor(
      Bron bron,
      Bronstand stand,
      Regeling regeling,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    stand.tel(Uitkomst.van(regeling.toestand()));
    LOG.info("{} geeft op verzoek {}", bron.code(), regeling.toestand());
    if (regeling.wijze() == Regeling.Wijze.VERBROKEN) {
      breekAf(response);
      return;
    }
    if (regeling.wijze() == Regeling.Wijze.STATUS_429) {
      response.setStatus(TE_VEEL);
      return;
    }
    Stoorantwoord.Maker maker = makers.get(bron);
    String url = request.getRequestURL().toString();
    Stoorantwoord stoor =
        switch (regeling.toestand()) {
          case STORING -> maker.storing(url);
          case FOUT -> maker.fout(url);
          default -> maker.onzin();
        };
    response.setStatus(stoor.status());
    if (stoor.contentType() == null) {
      return;
    }
    response.setContentType(stoor.contentType());
    response.getOutputStream().write(stoor.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Promises more bytes than it sends and closes the connection under the client. */
  private static void breekAf(HttpServletResponse response) throws IOException {
    // Without this the server would keep the connection open and the client would wait.
    response.setHeader("Connection", "close");
    response.setContentLength(1_000);
    response.getOutputStream().write('<');
    response.flushBuffer();
  }

  private static void wacht(Regeling regeling) throws IOException {
    try {
      Thread.sleep(regeling.vertragingMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Wachten afgebroken", e);
    }
  }

  private Verzoek opgetekend(HttpServletRequest request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String naam : Collections.list(request.getHeaderNames())) {
      String klein = naam.toLowerCase(Locale.ROOT);
      headers.put(
          klein,
          SLEUTELKOPPEN.contains(klein)
              ? List.of("(weggelaten)")
              : Collections.list(request.getHeaders(naam)));
    }
    return new Verzoek(
        klok.instant().toString(),
        request.getMethod(),
        request.getRequestURI(),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }
}
