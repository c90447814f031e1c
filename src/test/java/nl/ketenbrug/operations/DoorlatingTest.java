package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnement.Bereik;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Gebeurtenisfilter;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.junit.jupiter.api.Test;

/** What the broker is told to let through, from the file and from what the partner chose. */
class DoorlatingTest {

  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String VERHUISD = "nl.brp.persoon-verhuisd";
  private static final String OVERLEDEN = "nl.brp.persoon-overleden";
  private static final Set<String> TYPEN = Set.of(GELEGD, VERHUISD, OVERLEDEN);
  private static final Instant NU = Instant.parse("2026-11-22T10:00:00Z");
  private static final String STUF =
      "{'exact':{'source':'urn:nld:oin:00000099000000033000:systeem:brp-stuf'}}";

  private final Abonnementkeuzes keuzes = Proefkeuzes.op(Testdatabase.bron());
  private final Doorlating doorlating =
      new Doorlating(
          keuzes,
          new Bronnen(
              List.of(bron("beslagregister", "31"), bron("brp", "32"), bron("brp-stuf", "33"))),
          "ketenbrug",
          "urn:nld:oin:00000099000000000000:systeem:ketenbrug");

  @Test
  void zonderKeuzeWatHetBestandZegt() {
    assertThat(doorlating.filter(partner(Bereik.ALLE_DOSSIERS, null)))
        .isEqualTo(
            "gebeurtenistype IN ('" + GELEGD + "', '" + OVERLEDEN + "', '" + VERHUISD + "')");
    assertThat(doorlating.filter(partner(Bereik.EIGEN_DOSSIERS, null)))
        .endsWith(" AND betrokkenen LIKE '%|00000099000000110000|%'");
  }

  @Test
  void eenKeuzeIsMinderEnGaatMetEenLeegObjectWeerWeg() {
    Partner partner = partner(Bereik.EIGEN_DOSSIERS, null);
    kies(partner, Set.of(GELEGD), null);
    assertThat(doorlating.filter(partner))
        .isEqualTo(
            "gebeurtenistype IN ('"
                + GELEGD
                + "') AND betrokkenen LIKE '%|00000099000000110000|%'");
    assertThat(keuzes.van(partner.code()))
        .hasValueSatisfying(
            keuze -> {
              assertThat(keuze.gebeurtenistypen()).containsExactly(GELEGD);
              assertThat(keuze.sinds()).isEqualTo(NU);
              assertThat(keuze.door()).isEqualTo("iemand");
            });

    kies(partner, null, null);
    assertThat(doorlating.filter(partner)).contains(GELEGD, VERHUISD, OVERLEDEN);
  }

  @Test
  void eenFilterOpBronNoemtAlleenDieBronnen() {
    Partner partner = partner(Bereik.EIGEN_DOSSIERS, null);
    kies(partner, null, "{'any':[{'exact':{'type':'" + GELEGD + "'}}," + STUF + "]}");

    assertThat(doorlating.filter(partner))
        .isEqualTo(
            "((gebeurtenistype IN ('"
                + GELEGD
                + "')) OR (gebeurtenistype IN ('"
                + OVERLEDEN
                + "', '"
                + VERHUISD
                + "') AND bron IN ('brp-stuf')))"
                + " AND betrokkenen LIKE '%|00000099000000110000|%'");
  }

  @Test
  void hetFilterVanHetBestandBlijftOokMetEenKeuzeStaan() {
    Partner partner = partner(Bereik.ALLE_DOSSIERS, "{'not':" + STUF + "}");
    kies(partner, Set.of(VERHUISD), "{'prefix':{'source':'urn:nld:oin:0000009900000003'}}");

    assertThat(doorlating.filter(partner))
        .isEqualTo("gebeurtenistype IN ('" + VERHUISD + "') AND bron IN ('beslagregister', 'brp')");
  }

  @Test
  void watNietsDoorlaatSluitEnIsTeHerkennen() {
    Partner partner = partner(Bereik.ALLE_DOSSIERS, "{'prefix':{'type':'nl.brp.'}}");
    Abonnementkeuze niets = new Abonnementkeuze(Set.of(GELEGD), null, NU, "iemand");
    assertThat(doorlating.laatIetsDoor(partner, niets)).isFalse();

    keuzes.bewaar(partner.code(), niets);
    assertThat(doorlating.filter(partner)).isEqualTo(Brokerbeheer.GESLOTEN);
  }

  @Test
  void eenTypeDatHetBestandNietMeerGeeftKomtNietTerugDoorEenOudeKeuze() {
    Partner partner = partner(Bereik.ALLE_DOSSIERS, null);
    kies(partner, Set.of(GELEGD, "nl.vroeger.iets"), null);

    assertThat(doorlating.filter(partner)).isEqualTo("gebeurtenistype IN ('" + GELEGD + "')");
    assertThat(doorlating.laatDoor(partner, Optional.empty(), "nl.vroeger.iets", "brp")).isFalse();
  }

  private void kies(Partner partner, Set<String> typen, String filter) {
    keuzes.bewaar(partner.code(), new Abonnementkeuze(typen, lees(filter), NU, "iemand"));
  }

  private static Partner partner(Bereik bereik, String filter) {
    return new Partner(
        "doorlating-" + UUID.randomUUID(),
        "proef",
        "00000099000000110000",
        new Abonnement("art. 475g Rv", TYPEN, bereik, "bvv", Abonnement.Kanaal.PULL, lees(filter)));
  }

  private static Gebeurtenisfilter lees(String filter) {
    try {
      return filter == null
          ? null
          : Gebeurtenisfilter.lees(new ObjectMapper().readTree(filter.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bron bron(String naam, String nummer) {
    return new Bron(
        naam,
        naam,
        "000000990000000" + nummer + "000",
        Bron.Levering.VRAAG,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        null);
  }
}
