package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.ketenbrug.dossier.Bronverloop;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fields of answers that no stylesheet reads, in the answers of the real sources. */
class RuwverloopTest {

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Bronverloop verloop =
      new Voorraad(jdbc, "d".repeat(32), "b".repeat(32))
          .bronverloop(Clock.fixed(NU, ZoneOffset.UTC));

  @BeforeEach
  void nothingWasSeen() {
    jdbc.sql("delete from ruwverloop").update();
  }

  @Test
  void aFieldThatTheStylesheetDoesNotReadIsFoundByItsOutermostNameAndNeverWithItsValue()
      throws Exception {
    String antwoord =
        Files.readString(Path.of("transforms/svb/examples/gevonden.xml"))
            .replaceFirst(
                "(<Burgerservicenr>\\d+</Burgerservicenr>)",
                "$1<Nieuw><Dieper>geheim</Dieper></Nieuw>");
    Leesvelden svb = new Leesvelden(Path.of("transforms/svb/svb-to-canonical.xsl"));

    Leesvelden.Ongelezen ongelezen = svb.ongelezen(antwoord);

    assertThat(ongelezen.versie()).isEqualTo("v0200");
    assertThat(ongelezen.paden())
        .contains("ClientSuwi/Nieuw")
        .doesNotContain("ClientSuwi/Burgerservicenr", "ClientSuwi/Uitkeringsverhouding")
        .noneMatch(pad -> pad.contains("Dieper") || pad.contains("geheim"));
  }

  @Test
  void ourOwnQuestionThatGoesAlongWithAnAnswerIsNoAnswer() throws Exception {
    Leesvelden brk = new Leesvelden(Path.of("transforms/brk/brk-to-canonical.xsl"));

    assertThat(
            brk.ongelezen(Files.readString(Path.of("transforms/brk/examples/gevonden.xml")))
                .paden())
        .contains("deel/_embedded/beslagen/toelichtingBewaarder")
        .noneMatch(pad -> pad.contains("Vraag"));
  }

  @Test
  void anAnswerInJsonIsKnownByItsKeys() throws Exception {
    Leesvelden brp = new Leesvelden(Path.of("transforms/brp/brp-to-canonical.xsl"));

    assertThat(
            brp.ongelezen(
                    """
                    <map xmlns="http://www.w3.org/2005/xpath-functions"><array key="personen"><map>\
                    <string key="burgerservicenummer">999958379</string>\
                    <map key="europeesKiesrecht"><string key="aanduiding">x</string></map>\
                    </map></array></map>""")
                .paden())
        .containsExactly("personen/europeesKiesrecht");
  }

  @Test
  void theFirstAnswerAndOneInSoManyAreLookedAtAndCounted() throws Exception {
    Ruwverloop ruwverloop = ruwverloop(3);
    String antwoord =
        Files.readString(Path.of("transforms/svb/examples/gevonden.xml"))
            .replaceFirst("(<Burgerservicenr>\\d+</Burgerservicenr>)", "$1<Nieuw>geheim</Nieuw>");

    for (int i = 0; i < 7; i++) {
      ruwverloop.bekijk(exchange(antwoord), "svb");
    }

    assertThat(verloop.ruw())
        .filteredOn(een -> een.pad().equals("ClientSuwi/Nieuw"))
        .containsExactly(new Bronverloop.Ruw("svb", "v0200", "ClientSuwi/Nieuw", 3, NU, NU));
    assertThat(verloop.aantal().ruw()).isEqualTo(verloop.ruw().size());
  }

  @Test
  void whatIsNoXmlGoesOnAndASampleOfNoneLooksAtNone() throws Exception {
    ruwverloop(1).bekijk(exchange("geen xml"), "svb");
    ruwverloop(0).bekijk(exchange("<a><Nieuw/></a>"), "svb");

    assertThat(verloop.ruw()).isEmpty();
  }

  private Ruwverloop ruwverloop(int steekproef) throws Exception {
    Bron svb = new YAMLMapper().readValue(Path.of("config/sources/svb.yaml").toFile(), Bron.class);
    return new Ruwverloop(
        verloop,
        new Bronnen(List.of(svb)),
        new RuwverloopSettings(".", new RuwverloopSettings.Steekproef(steekproef)));
  }

  private static Exchange exchange(String body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
