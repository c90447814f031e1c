package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Registratierecht;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;

/** What a partner may register, by messages that the schema accepts, on a real database. */
class RegistratietoegangTest {

  private static final String EIGEN = "00000099000000110000";
  private static final String ANDER = "00000099000000140000";
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("0".repeat(64));

  private static final Bron BRON =
      new Bron(
          "beslagregister",
          "beslagregister",
          "00000099000000020000",
          Bron.Levering.PUSH,
          "urn:ketenbrug:bron:beslagregister:1",
          "/b:a",
          "x.xsd",
          100,
          null,
          null,
          null,
          null,
          null,
          null);

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Schemacontrole schema = new Schemacontrole(Path.of("."));
  private final Partners partners = new Partners(List.of(partner()));
  private final Registratietoegang toegang =
      new Registratietoegang(
          partners,
          new Voorraad(jdbc, "d".repeat(32), "b".repeat(32))
              .registraties(
                  (code, legger) -> partners.zoek(code).orElseThrow().isBeslaglegger(legger)),
          Clock.fixed(Instant.parse("2026-11-16T22:59:59Z"), ZoneOffset.UTC));

  @BeforeEach
  @AfterEach
  void empty() {
    jdbc.sql("delete from registratie_eigenaar").update();
    jdbc.sql("delete from beslag").update();
  }

  @Test
  void itsOwnAttachmentPasses() {
    assertThatCode(() -> lever(mutatie("gelegd", "DBR-1"), DOSSIER)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DBR 2", " DBR 2", "DBR 2 ", "\nDBR 2\t", "DBR  2", "DBR\n 2", " \r\nDBR&#13; 2"})
  void spacesDoNotMakeAnotherId(String geschreven) {
    beslag("DBR 2", ANDER);

    assertThat(code(mutatie("gewijzigd", geschreven), DOSSIER)).isEqualTo("registratie-van-ander");
    assertThat(jdbc.sql("select count(*) from registratie_eigenaar").query(Long.class).single())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GDW 1", " GDW 1 ", "GDW \n1"})
  void spacesDoNotMakeAnotherBailiff(String geschreven) {
    String xml =
        mutatie("gelegd", "DBR-1")
            .replace(
                "<oin>" + EIGEN + "</oin>",
                "<gerechtsdeurwaarderId>" + geschreven + "</gerechtsdeurwaarderId>");

    assertThatCode(() -> lever(xml, DOSSIER)).doesNotThrowAnyException();
  }

  @Test
  void aTransferIsNotForAPartnerToTell() {
    beslag("DBR-1", EIGEN);

    assertThat(code(mutatie("overgedragen", "DBR-1"), DOSSIER))
        .isEqualTo("overdracht-alleen-register");
  }

  @Test
  void itsOwnAttachmentStaysWithItsDebtor() {
    beslag("DBR-1", EIGEN);

    assertThat(code(mutatie("gewijzigd", "DBR-1"), new Dossiersleutel("1".repeat(64))))
        .isEqualTo("registratie-van-ander");
    assertThatCode(() -> lever(mutatie("gewijzigd", "DBR-1"), DOSSIER)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-16, false", "2026-11-17, true"})
  void anAttachmentThatIsNotServedYetIsRefused(String dag, boolean geweigerd) {
    String xml =
        mutatie("gelegd", "DBR-1").replaceAll("(<betekening>\\s*<datum>)[^<]*", "$1" + dag);

    if (geweigerd) {
      assertThat(code(xml, DOSSIER)).isEqualTo("betekening-in-toekomst");
    } else {
      assertThatCode(() -> lever(xml, DOSSIER)).doesNotThrowAnyException();
    }
  }

  private String code(String xml, Dossiersleutel dossier) {
    GeweigerdBericht fout = catchThrowableOfType(GeweigerdBericht.class, () -> lever(xml, dossier));
    assertThat(fout).as("refused").isNotNull();
    return fout.code();
  }

  private void lever(String xml, Dossiersleutel dossier) {
    schema.controleer(xml, "transforms/beslagregister/beslagregister-v1.xsd");
    toegang
        .afzender(BRON, new TestingAuthenticationToken("veenstra", "x"))
        .toets()
        .accept(xml, dossier);
  }

  private static String mutatie(String soort, String id) {
    try {
      return Files.readString(Path.of("config/demo/01-alleenstaande.xml"))
          .replaceAll("<mutatiesoort>[^<]*", "<mutatiesoort>" + soort)
          .replaceAll("<registratieId>[^<]*", "<registratieId>" + id)
          .replaceAll("(<betekening>\\s*<datum>)[^<]*", "$12026-11-10")
          .replaceAll("(<beslaglegger>\\s*<oin>)[^<]*", "$1" + EIGEN);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void beslag(String id, String legger) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd, beslaglegger)
            values (:id, :dossier, 'lopend', now(), :legger)""")
        .param("id", id)
        .param("dossier", DOSSIER.value())
        .param("legger", legger)
        .update();
  }

  private static Partner partner() {
    return new Partner(
        "veenstra",
        "veenstra",
        EIGEN,
        new Abonnement(
            "art. 478 lid 6 Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.EIGEN_DOSSIERS,
            "volledig",
            Abonnement.Kanaal.PULL),
        null,
        null,
        new Registratierecht("Stcrt. 2015, 39706", Set.of("GDW 1")));
  }
}
