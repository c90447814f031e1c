package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nl.ketenbrug.enrichment.Envelop;
import nl.ketenbrug.enrichment.Gelezenboom;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stylesheet on what a step before it read, and on what none did. */
class BoomcomponentTest {

  private static final Path VOORBEELDEN = Path.of("transforms/canonical/examples");

  private static final List<String> BLADEN =
      List.of(
          "beperkt/canonical-to-beperkt",
          "beperkt-csv/canonical-to-beperkt-csv",
          "beperkt-json/canonical-to-beperkt-json",
          "bvv/canonical-to-bvv",
          "bvv-2/canonical-to-bvv-2",
          "bvv-suwiml/canonical-to-bvv-suwiml",
          "volledig/canonical-to-volledig",
          "canonical/gebeurtenis-to-stand");

  @TempDir private Path map;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Envelop envelop = new Envelop();
  private ProducerTemplate roep;

  @BeforeEach
  void start() {
    camel.addComponent("xslt", new XsltConfiguration().xslt());
    camel.start();
    roep = camel.createProducerTemplate();
  }

  @AfterEach
  void stop() throws Exception {
    camel.close();
  }

  @Test
  void whatWasReadGivesTheSameAsTheText() throws Exception {
    int vergeleken = 0;
    for (String xml : gebeurtenissen()) {
      for (String blad : BLADEN) {
        Exchange gelezen = gelezen(xml);
        assertThat(Gelezenboom.van(gelezen, gelezen.getMessage().getBody())).isPresent();
        assertThat(vorm(gelezen, blad)).as(blad).isEqualTo(vorm(ongelezen(xml), blad));
        vergeleken++;
      }
    }
    assertThat(vergeleken).isGreaterThan(3 * BLADEN.size());
  }

  /** A document that is not of the body would send the wrong event. */
  @Test
  void aBodyThatAnotherStepMadeIsShapedItself() throws Exception {
    List<String> gebeurtenissen = gebeurtenissen();
    String eerste = gebeurtenissen.get(0);
    String ander = gebeurtenissen.get(1);
    Exchange exchange = gelezen(eerste);

    exchange.getMessage().setBody(ander);

    assertThat(vorm(exchange, "volledig/canonical-to-volledig"))
        .isEqualTo(vorm(ongelezen(ander), "volledig/canonical-to-volledig"))
        .isNotEqualTo(vorm(ongelezen(eerste), "volledig/canonical-to-volledig"));
  }

  /** A stylesheet may drop white space, which a text loses while it is parsed. */
  @Test
  void whiteSpaceBetweenElementsIsLeftToTheParser() throws Exception {
    String xml = gebeurtenissen().get(0).replace("<id>", "\n  <id>");
    Exchange exchange = gelezen(xml);

    assertThat(Gelezenboom.van(exchange, xml)).isEmpty();
    assertThat(vorm(exchange, "canonical/gebeurtenis-to-stand"))
        .isEqualTo(vorm(gelezen(gebeurtenissen().get(0)), "canonical/gebeurtenis-to-stand"));
  }

  @Test
  void onlyTheVeryTextThatWasReadCounts() throws Exception {
    Exchange exchange = gelezen(gebeurtenissen().get(0));
    String body = exchange.getMessage().getBody(String.class);

    assertThat(Gelezenboom.van(exchange, body)).isPresent();
    assertThat(Gelezenboom.van(exchange, new String(body))).isEmpty();
    assertThat(Gelezenboom.van(exchange, null)).isEmpty();
    assertThat(Gelezenboom.van(new DefaultExchange(camel), body)).as("read by nobody").isEmpty();
  }

  /**
   * A peer's complaint: under load a broken stylesheet or body gave another thread its fault, or
   * what was made of another body.
   */
  @Test
  void ofManyAtOnceEachGetsItsOwnAlsoBesideWhatIsBroken() throws Exception {
    Path stuk = Files.writeString(map.resolve("stuk.xsl"), "<xsl:stylesheet version='3.0'>");
    Map<Werk, String> alleen = new LinkedHashMap<>();
    for (String xml : gebeurtenissen()) {
      for (String blad : BLADEN) {
        alleen.put(new Werk(xml, blad), vorm(gelezen(xml), blad));
      }
    }
    assertThat(new HashSet<>(alleen.values())).as("each its own").hasSizeGreaterThan(20);
    List<Werk> werk = new ArrayList<>(alleen.keySet());
    ExecutorService draden = Executors.newFixedThreadPool(64);
    try {
      CountDownLatch begin = new CountDownLatch(1);
      List<Future<Integer>> uitkomsten = new ArrayList<>();
      for (int draad = 0; draad < 64; draad++) {
        Random toeval = new Random(8203 + draad);
        uitkomsten.add(
            draden.submit(
                () -> {
                  begin.await();
                  for (int keer = 0; keer < 30; keer++) {
                    Werk een = werk.get(toeval.nextInt(werk.size()));
                    assertThat(vorm(gelezen(een.xml()), een.blad())).isEqualTo(alleen.get(een));
                    Exchange half = ongelezen(een.xml());
                    half.getMessage().setBody(een.xml().substring(0, een.xml().length() / 2));
                    assertThat(vorm(half, een.blad())).contains("SAXParseException");
                    assertThatThrownBy(() -> roep.send("xslt:file:" + stuk, gelezen(een.xml())))
                        .isInstanceOf(ResolveEndpointFailedException.class);
                  }
                  return 1;
                }));
      }
      begin.countDown();
      int klaar = 0;
      for (Future<Integer> uitkomst : uitkomsten) {
        klaar += uitkomst.get(5, TimeUnit.MINUTES);
      }
      assertThat(klaar).isEqualTo(64);
    } finally {
      draden.shutdownNow();
    }
  }

  private record Werk(String xml, String blad) {}

  /** What the stylesheet makes of it, or the code with which it refuses it. */
  private String vorm(Exchange exchange, String blad) {
    Exchange uit = roep.send("xslt:file:transforms/%s.xsl".formatted(blad), exchange);
    return uit.getException() == null
        ? uit.getMessage().getBody(String.class)
        : uit.getException().toString();
  }

  private Exchange gelezen(String xml) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(xml);
    envelop.koppen(exchange);
    return exchange;
  }

  /** The same headers, which are the parameters of a stylesheet. */
  private Exchange ongelezen(String xml) {
    Exchange exchange = gelezen(xml);
    exchange.getMessage().setBody(new String(xml));
    assertThat(Gelezenboom.van(exchange, exchange.getMessage().getBody())).isEmpty();
    return exchange;
  }

  /** Without white space between elements, as the engine makes them. */
  private static List<String> gebeurtenissen() throws Exception {
    List<String> gevonden = new ArrayList<>();
    try (Stream<Path> bestanden = Files.list(VOORBEELDEN)) {
      for (Path bestand : bestanden.sorted().toList()) {
        String xml = Files.readString(bestand).replaceAll(">\\s+<", "><");
        if (xml.strip().endsWith("</Gebeurtenis>")) {
          gevonden.add(xml);
        }
      }
    }
    return gevonden;
  }
}
