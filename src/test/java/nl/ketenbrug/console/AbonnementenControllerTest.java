package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Gebeurtenisfilter;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.operations.Abonnementproef;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class AbonnementenControllerTest {

  private static final String FILTER =
      "{\"any\":[{\"exact\":{\"type\":\"nl.beslagregister.beslag-gelegd\"}},"
          + "{\"not\":{\"prefix\":{\"type\":\"nl.beslagregister\"}}}]}";

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void theFilterOfTheFileIsGivenAsItStandsThereWithTheTypesThatItLeaves() throws Exception {
    JsonNode abonnement = haal(Gebeurtenisfilter.lees(json.readTree(FILTER)));

    assertThat(abonnement.get("filter")).isEqualTo(json.readTree(FILTER));
    assertThat(abonnement.get("gebeurtenistypen"))
        .extracting(JsonNode::textValue)
        .containsExactly("nl.beslagregister.beslag-gelegd");
    assertThat(abonnement.get("keuze").isNull()).as("the partner chose nothing").isTrue();
  }

  @Test
  void withoutAFilterItIsNullAndAllTypesAreThere() throws Exception {
    JsonNode abonnement = haal(null);

    assertThat(abonnement.get("filter").isNull()).isTrue();
    assertThat(abonnement.get("gebeurtenistypen")).hasSize(2);
  }

  /** As the description of the API has it. */
  private JsonNode haal(Gebeurtenisfilter filter) throws Exception {
    Partner partner =
        new Partner(
            "filterproef",
            "Filterproef",
            "00000099000000120000",
            new Abonnement(
                "art. 475g Rv",
                Set.of("nl.beslagregister.beslag-gelegd", "nl.beslagregister.beslag-beeindigd"),
                Abonnement.Bereik.ALLE_DOSSIERS,
                "beperkt",
                Abonnement.Kanaal.PULL,
                null,
                filter),
            null,
            null,
            null);
    MvcResult uitkomst =
        MockMvcBuilders.standaloneSetup(controller(new Partners(List.of(partner))))
            .build()
            .perform(
                get("/api/v1/abonnementen/filterproef")
                    .principal(new TestingAuthenticationToken("filterproef", "x")))
            .andReturn();

    assertThat(uitkomst.getResponse().getStatus()).isEqualTo(200);
    ApiContract.lees().controleer(uitkomst);
    return json.readTree(uitkomst.getResponse().getContentAsByteArray());
  }

  private static AbonnementenController controller(Partners partners) {
    DataSource bron = Testdatabase.bron();
    Clock clock = Clock.systemUTC();
    return new AbonnementenController(
        partners,
        Proefkeuzes.stand(bron),
        new Keuzelezer(Proefkeuzes.op(bron), new ObjectMapper(), bron, clock),
        Abonnementproef.zonderBroker(partners, bron, clock),
        Proefkeuzes.webhooks(bron),
        Proefkeuzes.wachtenden(bron),
        Proefkeuzes.termijnen(bron, clock),
        Proefkeuzes.uitgifte(bron, clock),
        Proefkeuzes.uitwijken(partners, bron, clock),
        clock);
  }
}
