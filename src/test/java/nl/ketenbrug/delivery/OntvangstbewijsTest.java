package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may send back, as spreadsheets save it. */
class OntvangstbewijsTest {

  private static final UUID EEN = UUID.fromString("019a9000-0001-7a11-8b22-000000000001");
  private static final UUID TWEE = UUID.fromString("019a9000-0001-7a11-8b22-000000000002");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berichtId;uitkomst;reden\r\n%s;geaccepteerd;\r\n%s;geweigerd;niet van ons\r\n",
        "\uFEFF\"berichtId\",\"uitkomst\",\"reden\"\n"
            + "\"%s\",\"geaccepteerd\",\"\"\n"
            + "\"%s\",\"geweigerd\",\"niet van ons\"",
        "reden\tbsn\tuitkomst\tberichtId\n"
            + "\t1\tgeaccepteerd\t%s\n\n"
            + " niet van ons \t2\tgeweigerd\t%s\n",
        "berichtId;uitkomst;reden\n;;\n%s;geaccepteerd\n%s;geweigerd;niet van ons\n;;\n"
      })
  void commaSemicolonOrTabOtherColumnsAndEmptyRowsAreAllTheSame(String vorm) {
    Ontvangstbewijs bewijs = lees(vorm.formatted(EEN, TWEE));

    assertThat(bewijs.regels().keySet()).containsExactly(EEN, TWEE);
    assertThat(bewijs.regels().get(EEN).antwoord()).isEqualTo(Antwoord.GEACCEPTEERD);
    assertThat(bewijs.regels().get(EEN).reden()).isNull();
    assertThat(bewijs.regels().get(TWEE).antwoord()).isEqualTo(Antwoord.GEWEIGERD);
    assertThat(bewijs.regels().get(TWEE).reden()).isEqualTo("niet van ons");
  }

  @Test
  void whatASpreadsheetSavesWithoutUtf8IsReadToo() {
    String tekst = "berichtId;uitkomst;reden\n" + EEN + ";geweigerd;geen cliënt\n";

    Ontvangstbewijs bewijs = Ontvangstbewijs.lees(tekst.getBytes(Charset.forName("windows-1252")));

    assertThat(bewijs.regels().get(EEN).reden()).isEqualTo("geen cliënt");
  }

  @Test
  void anEventOnTwoRowsIsAnsweredOnceAndNotInTwoWays() {
    assertThat(lees("berichtId;uitkomst\n%1$s;later\n%1$s;later\n".formatted(EEN)).regels())
        .hasSize(1);
    fout(
        "berichtId;uitkomst\n%1$s;later\n%1$s;geaccepteerd\n".formatted(EEN),
        "regel 3: op regel 2 staat een andere uitkomst voor dit bericht");
  }

  @Test
  void everyLineThatIsWrongIsNamedAsASpreadsheetNumbersIt() {
    fout(
        "berichtId;uitkomst;reden\nx;geaccepteerd;\n\n%1$s;misschien;\n%2$s;geweigerd;\n"
            .formatted(EEN, TWEE),
        "regel 2: berichtId is geen id van een bericht\n"
            + "regel 4: uitkomst is geaccepteerd, later of geweigerd\n"
            + "regel 5: bij geweigerd hoort een reden");
    fout("", "regel 1: het bestand is leeg");
    fout("berichtId;uitkomst\n", "regel 1: er staat geen enkele regel onder de kop");
    fout("id;antwoord\n1;2\n", "regel 1: de kop heeft geen kolommen berichtId en uitkomst");
    fout("berichtId;uitkomst\n\"x\"y;z\n", "regel 1: het bestand is niet te lezen als CSV");
  }

  @Test
  void aReasonMayNotNameAPersonByNumberAndIsNotRepeated() {
    assertThatThrownBy(
            () -> lees("berichtId;uitkomst;reden\n" + EEN + ";geweigerd;bsn 999 991 000 fout\n"))
        .isInstanceOf(Ontvangstfout.class)
        .hasMessageStartingWith("regel 2: reden is hoogstens 500 tekens")
        .message()
        .doesNotContain("991");
  }

  @Test
  void moreRowsOrCellsThanAnyBatchNeedsAreRefusedAndNotKept() {
    fout(
        "berichtId;uitkomst\n" + "\n".repeat(Ontvangstbewijs.MEESTE_REGELS),
        "regel 10001: er zijn te veel regels");
    fout(
        "berichtId;uitkomst\n" + "\n".repeat(2_000_000),
        "regel 1: het bestand heeft te veel cellen");
    fout("berichtId" + ";".repeat(2_000_000), "regel 1: het bestand heeft te veel cellen");
  }

  @Test
  void ofManyWrongLinesTheFirstHundredAreNamed() {
    assertThatThrownBy(() -> lees("berichtId;uitkomst\n" + "x\n".repeat(5000)))
        .isInstanceOfSatisfying(
            Ontvangstfout.class,
            fout -> {
              assertThat(fout.fouten()).hasSize(101);
              assertThat(fout.fouten().get(100))
                  .hasToString(
                      new Ontvangstfout.Fout(102, "vanaf hier zijn er meer regels niet goed")
                          .toString());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bsn 12345672 fout", // a BSN without the zero before it, as a spreadsheet shows it
        "bsn 999_991_000",
        "bsn 999\u00a0991\u00a0000",
        "bsn 999/991/000",
        "bsn \uff19\uff19\uff19\uff19\uff19\uff11\uff10\uff10\uff10",
        "1 999991000 2",
        "99-99-5837-9",
        "19112026", // not written as a day
      })
  void aNumberOfAPersonIsSeenHoweverItIsWritten(String reden) {
    assertThat(Reden.magInHetLog(reden)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "niet van ons",
        "kenmerk 12345678",
        "zie brief van 22-11-2026",
        "tot 19-11-2026", // with a zero before it, it passes the elfproef
        "per 2026-07-12" // so would this
      })
  void anyOtherReasonIsFine(String reden) {
    assertThat(Reden.magInHetLog(reden)).isTrue();
  }

  private static void fout(String tekst, String melding) {
    assertThatThrownBy(() -> lees(tekst)).isInstanceOf(Ontvangstfout.class).hasMessage(melding);
  }

  private static Ontvangstbewijs lees(String tekst) {
    return Ontvangstbewijs.lees(tekst.getBytes(StandardCharsets.UTF_8));
  }
}
