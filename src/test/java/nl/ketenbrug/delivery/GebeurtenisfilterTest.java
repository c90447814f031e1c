package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import nl.ketenbrug.delivery.Gebeurtenisfilter.Filterfout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GebeurtenisfilterTest {

  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String VERHUISD = "nl.brp.persoon-verhuisd";
  private static final String REGISTER = "urn:nld:oin:00000099000000031000:systeem:beslagregister";
  private static final String BRP = "urn:nld:oin:00000099000000032000:systeem:brp";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'exact':{'type':'nl.brp.persoon-verhuisd'}} | nee | ja",
        "{'prefix':{'type':'nl.beslagregister.'}} | ja | nee",
        "{'not':{'prefix':{'type':'nl.beslagregister.'}}} | nee | ja",
        "{'prefix':{'source':'urn:nld:oin:00000099000000032000'}} | nee | ja",
        "{'any':[{'prefix':{'type':'nl.brp.'}},{'exact':{'type':'nl.beslagregister.beslag-gelegd'}}]} | ja | ja",
        "{'all':[{'prefix':{'type':'nl.'}},{'not':{'exact':{'type':'nl.brp.persoon-verhuisd'}}}]} | ja | nee",
        "{'all':[{'prefix':{'type':'nl.brp.'}},{'prefix':{'type':'nl.beslagregister.'}}]} | nee | nee",
        "{'exact':{'type':'nl.brp.persoon'}} | nee | nee"
      })
  void laatDoorWatErStaat(String filter, String gelegd, String verhuisd) {
    Gebeurtenisfilter gelezen = lees(filter);

    assertThat(gelezen.laatDoor(GELEGD, REGISTER)).isEqualTo(gelegd.equals("ja"));
    assertThat(gelezen.laatDoor(VERHUISD, BRP)).isEqualTo(verhuisd.equals("ja"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | filter: hier staat een object met precies een sleutel",
        "[] | filter: hier staat een object met precies een sleutel",
        "{'exact':{'type':'a'},'prefix':{'type':'a'}} | filter: hier staat een object met precies een sleutel",
        "{'suffix':{'type':'a'}} | filter.suffix: onbekend",
        "{'any':[]} | filter.any: hier staat een lijst",
        "{'any':[{'exact':{'subject':'a'}}]} | filter.any[0].exact.subject: onbekend kenmerk",
        "{'exact':{'type':1}} | filter.exact.type: hier staat een tekst",
        "{'exact':{'type':''}} | filter.exact.type: hier staat een tekst",
        "{'not':{'not':{'not':{'not':{'not':{'exact':{'type':'a'}}}}}}} | hoogstens 5 diep"
      })
  void zegtWaarHetNietGoedIs(String filter, String uitleg) {
    assertThatThrownBy(() -> lees(filter))
        .isInstanceOf(Filterfout.class)
        .hasMessageContaining(uitleg);
  }

  @Test
  void isNietGroterDanIemandKanLezen() {
    String regel = "{'exact':{'type':'a'}},";
    String honderd = regel.repeat(99);
    assertThat(lees("{'any':[" + honderd.substring(0, honderd.length() - 1) + "]}")).isNotNull();

    assertThatThrownBy(
            () -> lees("{'any':[" + honderd + regel.substring(0, regel.length() - 1) + "]}"))
        .isInstanceOf(Filterfout.class)
        .hasMessageContaining("100 regels");
  }

  private static Gebeurtenisfilter lees(String filter) {
    try {
      return Gebeurtenisfilter.lees(new ObjectMapper().readTree(filter.replace('\'', '"')));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
