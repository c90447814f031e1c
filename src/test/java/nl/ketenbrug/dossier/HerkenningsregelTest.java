package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import nl.ketenbrug.dossier.Vergelijking.Uitkomst;
import nl.ketenbrug.dossier.Vergelijking.Veld;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName(
    "Wanneer een persoon uit een register zonder burgerservicenummer een schuldenaar kan zijn")
class HerkenningsregelTest {

  @ParameterizedTest(name = "{0}: {7}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          naam en geboortedatum gelijk, adres onbekend      | Alida | - | - | Verzonneling | 1988-04-12 | - | voorstel
          alles gelijk                                      | Alida | - | - | Verzonneling | 1988-04-12 | 9901ZA 12 | voorstel
          alleen een voorletter                             | - | A. | - | Verzonneling | 1988-04-12 | - | voorstel
          andere voornaam, ander adres: een tweeling        | Berta | - | - | Verzonneling | 1988-04-12 | 9901ZB 3 | niets
          andere voornaam, zelfde adres                     | Berta | - | - | Verzonneling | 1988-04-12 | 9901ZA 12 | voorstel
          een andere voorletter                             | - | B. | - | Verzonneling | 1988-04-12 | - | niets
          alleen de naam gelijk                             | Alida | - | - | Verzonneling | - | - | niets
          naam en adres gelijk, geboortedatum onbekend      | Alida | - | - | Verzonneling | - | 9901ZA 12 | voorstel
          naam en adres gelijk, andere geboortedatum        | Alida | - | - | Verzonneling | 1958-04-12 | 9901ZA 12 | niets
          alleen de geboortedatum gelijk                    | Alida | - | - | Ander | 1988-04-12 | - | niets
          geboortedatum en adres gelijk, naam van de partner | Alida | - | - | Ander | 1988-04-12 | 9901ZA 12 | voorstel
          een dubbele naam                                  | Alida | - | - | Ander-Verzonneling | 1988-04-12 | - | voorstel
          een voorvoegsel in de naam                        | Alida | - | - | van der Verzonneling | 1988-04-12 | - | voorstel
          accenten en hoofdletters                          | ALIDA | - | - | VERZÓNNELING | 1988-04-12 | - | voorstel
          alleen het geboortejaar bekend                    | Alida | - | - | Verzonneling | 1988 | - | voorstel
          een ander geboortejaar                            | Alida | - | - | Verzonneling | 1989 | - | niets
          niets bekend                                      | - | - | - | - | - | - | niets
          """)
  void regel(
      String geval,
      String voornamen,
      String voorletters,
      String voorvoegsel,
      String naam,
      String geboren,
      String adres,
      String verwacht) {
    Herkenbaar alida = persoon("Alida", null, null, "Verzonneling", "1988-04-12", "9901ZA 12");
    Herkenbaar ander = persoon(voornamen, voorletters, voorvoegsel, naam, geboren, adres);

    assertThat(Herkenningsregel.isMogelijk(Herkenningsregel.vergelijk(alida, ander)))
        .as(geval)
        .isEqualTo(verwacht.equals("voorstel"));
    assertThat(Herkenningsregel.isMogelijk(Herkenningsregel.vergelijk(ander, alida)))
        .as("%s, andersom", geval)
        .isEqualTo(verwacht.equals("voorstel"));
  }

  @Test
  void saysOfEachFieldHowItComparesAndKeepsThatWithoutValues() {
    Vergelijking v =
        Herkenningsregel.vergelijk(
            persoon("Alida Maria", null, null, "Verzonneling", "1988-04-12", null),
            persoon(null, "A.M.", "de", "Verzonneling", "1988", "9901ZA 12"));

    assertThat(v.velden())
        .containsEntry(Veld.GESLACHTSNAAM, Uitkomst.GELIJK)
        .containsEntry(Veld.VOORNAMEN, Uitkomst.DEELS)
        .containsEntry(Veld.GEBOORTEDATUM, Uitkomst.DEELS)
        .containsEntry(Veld.ADRES, Uitkomst.ONBEKEND);
    assertThat(Vergelijking.van(v.tekst())).isEqualTo(v);
    assertThat(v.tekst()).doesNotContain("1988").doesNotContain("Verzonneling");
  }

  @Test
  void whatIsKeptReadsBackTheSame() {
    Herkenbaar vol =
        new Herkenbaar("Alida", "A.", "de", "V-B", "1988-04", "9901ZA", "12", Boolean.TRUE);
    Herkenbaar leeg = new Herkenbaar(null, null, null, null, null, null, null, null);

    assertThat(Herkenbaar.van(vol.tekst())).isEqualTo(vol);
    assertThat(Herkenbaar.van(leeg.tekst())).isEqualTo(leeg);
  }

  private static Herkenbaar persoon(
      String voornamen,
      String voorletters,
      String voorvoegsel,
      String naam,
      String geboren,
      String adres) {
    String[] delen = adres == null ? new String[] {null, null} : adres.split(" ");
    return new Herkenbaar(
        voornamen, voorletters, voorvoegsel, naam, geboren, delen[0], delen[1], null);
  }
}
