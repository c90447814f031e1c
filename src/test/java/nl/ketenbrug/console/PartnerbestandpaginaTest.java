package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import nl.ketenbrug.operations.Partnerproef;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;

/** The page says what the API says, with the same status. */
class PartnerbestandpaginaTest {

  @Test
  void aRefusedFileIsShownAgainWithTheStatusOfItsRefusal() {
    ExtendedModelMap model = new ExtendedModelMap();
    MockHttpServletResponse antwoord = new MockHttpServletResponse();
    String tekst = "x".repeat(Partnerproef.HOOGSTENS + 1);

    new Partnerbestandpagina(new PartnerbestandController(null)).proef(tekst, model, antwoord);

    assertThat(antwoord.getStatus()).isEqualTo(413);
    assertThat(model).containsEntry("tekst", tekst).containsKey("fout");
  }
}
