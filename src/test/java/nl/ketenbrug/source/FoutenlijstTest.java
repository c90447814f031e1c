package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the table of {@code src/docs/when-a-source-fails.md}: each fault of an answer has the code
 * and the sentence that stand there, and is set apart or asked again as it says.
 */
class FoutenlijstTest {

  private static final Path DOCUMENT = Path.of("src/docs/when-a-source-fails.md");
  private static final String KOP = "| fault | played by | code | sentence | then |";
  private static final String VRAAG =
      "<i:UWVPersoonsIkvInfo xmlns:i='http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200'>"
          + "<Burgerservicenr>999991000</Burgerservicenr></i:UWVPersoonsIkvInfo>";

  private static final Processor SAXON = new Processor(false);

  private static Suwiopstelling opstelling;
  private static SuwinetClient gewoon;
  private static Persoonstoets persoonstoets;
  private static XsltExecutable vertaling;

  /** One row of the table. */
  private record Fout(String wat, String gespeeld, String code, String zin, String dan) {}

  @BeforeAll
  static void start() throws Exception {
    opstelling = Suwiopstelling.start();
    gewoon = opstelling.client(polis(60_000));
    persoonstoets = new Persoonstoets();
    vertaling =
        SAXON
            .newXsltCompiler()
            .compile(new StreamSource(Path.of("transforms/polis/polis-to-canonical.xsl").toFile()));
  }

  @AfterAll
  static void stop() {
    opstelling.close();
  }

  @TestFactory
  Stream<DynamicTest> everyFaultHasItsCodeItsSentenceAndItsConsequence() throws Exception {
    return fouten().stream().map(fout -> dynamicTest(fout.wat(), () -> speel(fout)));
  }

  @Test
  void anAnswerWithoutAFaultGoesThrough() throws Exception {
    opstelling.zet("{\"toestand\":\"gewoon\"}");

    assertThat(ontvang(gewoon)).contains("uitkomst=\"gevonden\"");
  }

  @Test
  void everyWayInWhichTheSimulatorCanAnswerWronglyStandsInTheTable() throws Exception {
    List<String> gespeeld = fouten().stream().map(Fout::gespeeld).toList();
    String simulator = Files.readString(Path.of("src/docs/simulator.md"));
    String wijzen =
        simulator.substring(
            simulator.indexOf("| `wijze` of `vals`"), simulator.indexOf("## Receive webhooks"));

    assertThat(wijzen.lines().filter(regel -> regel.startsWith("| `")).skip(1))
        .isNotEmpty()
        .flatExtracting(regel -> namen(regel.split("\\|")[1]))
        .filteredOn(wijze -> !wijze.equals("niet-gerechtigd"))
        .allSatisfy(wijze -> assertThat(gespeeld).contains("vals " + wijze));
  }

  private static void speel(Fout fout) throws Exception {
    String[] toestand = fout.gespeeld().split(" ");
    SuwinetClient client = gewoon;
    opstelling.zet("{\"toestand\":\"gewoon\"}");
    switch (toestand[0]) {
      case "ingetrokken" ->
          client =
              opstelling.client(
                  polis(60_000),
                  opstelling.adres(),
                  Suwiopstelling.SLEUTELS,
                  Suwiopstelling.intrekkingslijst(Suwiopstelling.nummerVanDeBroker()).toString());
      case "vreemde-broker" -> {
        Path anders = Path.of("target", "proefsleutels-foutenlijst");
        Proefsleutels.in(anders, Suwiopstelling.AFNEMER, Clock.systemUTC());
        client = opstelling.client(polis(60_000), opstelling.https(), anders);
      }
      case "traag" -> {
        client = opstelling.client(polis(700));
        opstelling.zet("{\"toestand\":\"traag\",\"vertragingMs\":2500}");
      }
      default ->
          opstelling.zet(
              toestand.length == 1
                  ? "{\"toestand\":\"" + toestand[0] + "\"}"
                  : "{\"toestand\":\"%s\",\"wijze\":\"%s\"}".formatted(toestand[0], toestand[1]));
    }
    SuwinetClient deze = client;

    Throwable gebleken = catchThrowable(() -> ontvang(deze));

    assertThat(gebleken).as(fout.wat()).isNotNull().hasMessage(fout.zin());
    assertThat(gebleken.getMessage()).doesNotContain("99999");
    if (fout.dan().equals("apart")) {
      assertThat(gebleken)
          .isInstanceOfSatisfying(
              GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo(fout.code()));
    } else {
      assertThat(fout.dan()).isEqualTo("again");
      assertThat(gebleken)
          .isInstanceOfSatisfying(
              BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo(fout.code()));
    }
  }

  /** As route look-up-suwinet does: ask, check, shape, and hold against who was asked about. */
  private static String ontvang(SuwinetClient client) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange
        .getMessage()
        .setBody("<Vraag xmlns=\"urn:ketenbrug:invordering:1\"><bsn>999991000</bsn></Vraag>");
    persoonstoets.onthoud(exchange);
    try {
      String antwoord = client.stel(VRAAG, "polis");
      new Schemacontrole(Path.of("."))
          .controleer(antwoord, "transforms/polis/polis-inkomsten-v0200.xsd");
      exchange.getMessage().setBody(canoniek(antwoord));
      persoonstoets.toets(exchange, "polis");
      return exchange.getMessage().getBody(String.class);
    } catch (GeweigerdBericht | BronNietBereikbaar e) {
      throw Bronvragen.vertaal("polis", e);
    }
  }

  private static String canoniek(String antwoord) {
    StringWriter uit = new StringWriter();
    try {
      XsltTransformer transformer = vertaling.load();
      transformer.setSource(new StreamSource(new StringReader(antwoord)));
      Map.of(
              "berichtId", "019a9000-0020-7a11-8b22-000000000020",
              "bronUrn", "urn:nld:oin:00000099000000040000:systeem:polis",
              "geregistreerd", "2026-11-17T08:05:13.655Z")
          .forEach(
              (naam, waarde) ->
                  transformer.setParameter(new QName(naam), new XdmAtomicValue(waarde)));
      transformer.setDestination(SAXON.newSerializer(uit));
      transformer.transform();
      return uit.toString();
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Bron> polis(int tijdslimiet) throws Exception {
    Bron bron =
        Suwiopstelling.bronnen(Path.of("config/sources")).stream()
            .filter(b -> b.naam().equals("polis"))
            .findFirst()
            .orElseThrow();
    Suwinetdienst dienst = bron.suwinet();
    return List.of(
        new Bron(
            bron.naam(),
            bron.omschrijving(),
            bron.oin(),
            bron.levering(),
            null,
            null,
            null,
            0,
            null,
            null,
            new Suwinetdienst(
                dienst.dienst(),
                dienst.versie(),
                dienst.operatie(),
                dienst.aanbieder(),
                dienst.schema(),
                dienst.maximum(),
                tijdslimiet,
                dienst.relatesTo()),
            null,
            null,
            null));
  }

  private static List<Fout> fouten() throws Exception {
    List<String> regels = Files.readAllLines(DOCUMENT);
    int kop = regels.indexOf(KOP);
    assertThat(kop).as("the table in %s", DOCUMENT).isPositive();
    List<Fout> fouten = new ArrayList<>();
    for (String regel : regels.subList(kop + 2, regels.size())) {
      if (!regel.startsWith("|")) {
        break;
      }
      String[] cellen = regel.split("\\|");
      fouten.add(
          new Fout(
              cellen[1].strip(),
              cellen[2].strip().replace("`", ""),
              cellen[3].strip().replace("`", ""),
              cellen[4].strip(),
              cellen[5].strip()));
    }
    assertThat(fouten).hasSizeGreaterThan(20);
    return fouten;
  }

  private static List<String> namen(String cel) {
    return Stream.of(cel.split(",")).map(naam -> naam.replace("`", "").strip()).toList();
  }
}
