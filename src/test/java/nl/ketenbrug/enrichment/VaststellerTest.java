package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Inkomensstrategie;
import nl.ketenbrug.bvv.Kwitantie.Invoer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the receipt says of where its inputs came from. */
class VaststellerTest {

  private static final LocalDate PEILDATUM = LocalDate.of(2026, 7, 14);

  @ParameterizedTest
  @ValueSource(strings = {"brp", "brp-suwinet"})
  void theReceiptNamesTheSourceThatWasAsked(String brp) {
    Vaststeller vaststeller =
        new Vaststeller(
            new BeslagvrijeVoet(Cijfers.lees(Path.of("config/bvv"))),
            new VerrijkingSettings(Inkomensstrategie.MEEST_RECENTE_MAAND, brp));
    Huishouden huishouden =
        new Huishouden(
            deel("<Persoon><bsn>999958379</bsn><adres><soort>adres</soort></adres></Persoon>"),
            List.of());
    Canoniek inkomsten =
        deel(
            """
            <Inkomsten><Inkomstenverhouding><loonheffingennummer>009999999L01</loonheffingennummer>\
            <Inkomstenopgave><begin>2026-06-01</begin><einde>2026-06-30</einde>\
            <loonLbPh>300000</loonLbPh><ingehoudenLbPh>40000</ingehoudenLbPh></Inkomstenopgave>\
            </Inkomstenverhouding></Inkomsten>""");

    List<Invoer> invoer =
        vaststeller
            .bepaal(
                vaststeller.grondslag(huishouden, PEILDATUM),
                Optional.of(inkomsten),
                Optional.empty(),
                Set.of())
            .kwitantie()
            .invoer();

    assertThat(invoer)
        .extracting(Invoer::naam, Invoer::herkomst)
        .contains(
            tuple("leefsituatie", brp), tuple("brpAdres", brp), tuple("maandinkomen", "polis"));
  }

  private static Canoniek deel(String xml) {
    return Canoniek.lees(xml.replaceFirst(">", " xmlns=\"urn:ketenbrug:invordering:1\">"))
        .delen("/*")
        .get(0);
  }
}
