package nl.ketenbrug.recht;

import io.cucumber.java.ParameterType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.bvv.Betalingssoort;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.message.Bedrag;

/** How amounts, days and the nouns of the law are written in a scenario. */
public class Taal {

  private static final List<String> MAANDEN =
      List.of(
          "januari",
          "februari",
          "maart",
          "april",
          "mei",
          "juni",
          "juli",
          "augustus",
          "september",
          "oktober",
          "november",
          "december");

  @ParameterType("€ (-?[\\d.]+,\\d{2})")
  public Bedrag bedrag(String tekst) {
    return new Bedrag(getal(tekst.replace(".", "")).movePointRight(2).longValueExact());
  }

  @ParameterType("\\d+,\\d+")
  public BigDecimal getal(String tekst) {
    return new BigDecimal(tekst.replace(',', '.'));
  }

  @ParameterType("(\\d{1,2}) ([a-z]+) (\\d{4})")
  public LocalDate dag(String dag, String maand, String jaar) {
    int nummer = MAANDEN.indexOf(maand) + 1;
    return LocalDate.of(Integer.parseInt(jaar), nummer, Integer.parseInt(dag));
  }

  @ParameterType("alleenstaande ouder|alleenstaande|gehuwde zonder kinderen|gehuwde met kinderen")
  public Leefsituatie leefsituatie(String tekst) {
    return Leefsituatie.van(tekst.replace("gehuwde", "gehuwd").replace(' ', '-'));
  }

  @ParameterType("bijstandsuitkering|werkloosheidsuitkering|loon|pensioen|zorgtoeslag")
  public Betalingssoort betaling(String tekst) {
    return switch (tekst) {
      case "bijstandsuitkering" -> Betalingssoort.A_BIJSTAND;
      case "werkloosheidsuitkering" -> Betalingssoort.B_SOCIALE_UITKERING;
      case "loon" -> Betalingssoort.E_LOON;
      case "pensioen" -> Betalingssoort.G_PENSIOEN;
      default -> Betalingssoort.J_TOESLAG;
    };
  }
}
