package nl.ketenbrug.simulator.suwinet;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The question {@code UWVPersoonsIkvInfo}.
 *
 * @param bsn nine digits
 * @param van first day of the asked period, {@code null} = no limit
 * @param tot last day of the asked period, {@code null} = no limit
 */
record IkvVraag(String bsn, LocalDate van, LocalDate tot) {

  private static final Pattern BSN = Pattern.compile("\\d{9}");

  /** The SuwiML date: eight digits in which month and day may be 00. */
  private static final Pattern DATUM =
      Pattern.compile("0{8}|\\d{4}(0\\d|1[0-2])(0\\d|[12]\\d|3[01])");

  private static final String GEEN_DATUM = "00000000";

  /** Reads the body; a SOAP fault with code 0004 names the element that is not as it should be. */
  static IkvVraag lees(Element body) {
    if (!Dienst.POLIS.vraag().equals(new QName(body.getNamespaceURI(), body.getLocalName()))) {
      throw fout("element in de Body");
    }
    List<Element> delen = kinderen(body);
    if (delen.isEmpty() || delen.size() > 2 || !heet(delen.get(0), "Burgerservicenr")) {
      throw fout("Burgerservicenr");
    }
    String bsn = delen.get(0).getTextContent();
    if (!BSN.matcher(bsn).matches()) {
      throw fout("Burgerservicenr");
    }
    if (delen.size() == 1) {
      return new IkvVraag(bsn, null, null);
    }
    if (!heet(delen.get(1), "PeriodeGegevensvraagIko")) {
      throw fout("PeriodeGegevensvraagIko");
    }
    return metPeriode(bsn, kinderen(delen.get(1)));
  }

  private static IkvVraag metPeriode(String bsn, List<Element> delen) {
    LocalDate van = null;
    LocalDate tot = null;
    int plaats = 0;
    if (plaats < delen.size() && heet(delen.get(plaats), "DatBPeriode")) {
      van = eersteDag(delen.get(plaats++));
    }
    if (plaats < delen.size() && heet(delen.get(plaats), "DatEPeriode")) {
      tot = laatsteDag(delen.get(plaats++));
    }
    if (plaats < delen.size()) {
      throw fout("PeriodeGegevensvraagIko");
    }
    return new IkvVraag(bsn, van, tot);
  }

  boolean raakt(LocalDate begin, LocalDate eind) {
    return (van == null || !eind.isBefore(van)) && (tot == null || !begin.isAfter(tot));
  }

  /** An unknown month or day widens the period: it starts with the first one there is. */
  private static LocalDate eersteDag(Element element) {
    String datum = datum(element);
    if (datum.equals(GEEN_DATUM)) {
      return null;
    }
    return YearMonth.of(jaar(datum), Math.max(1, maand(datum))).atDay(Math.max(1, dag(datum)));
  }

  private static LocalDate laatsteDag(Element element) {
    String datum = datum(element);
    if (datum.equals(GEEN_DATUM)) {
      return null;
    }
    YearMonth maand = YearMonth.of(jaar(datum), maand(datum) == 0 ? 12 : maand(datum));
    return dag(datum) == 0 ? maand.atEndOfMonth() : maand.atDay(dag(datum));
  }

  private static String datum(Element element) {
    String datum = element.getTextContent();
    if (!DATUM.matcher(datum).matches()) {
      throw fout(element.getLocalName());
    }
    // The type lets 31 February pass; as a limit of a period it means nothing.
    if (dag(datum) > 0 && maand(datum) > 0 && dag(datum) > lengte(datum)) {
      throw fout(element.getLocalName());
    }
    return datum;
  }

  private static int lengte(String datum) {
    return YearMonth.of(jaar(datum), maand(datum)).lengthOfMonth();
  }

  private static int jaar(String datum) {
    return Integer.parseInt(datum.substring(0, 4));
  }

  private static int maand(String datum) {
    return Integer.parseInt(datum.substring(4, 6));
  }

  private static int dag(String datum) {
    return Integer.parseInt(datum.substring(6, 8));
  }

  private static List<Element> kinderen(Element ouder) {
    List<Element> kinderen = new ArrayList<>();
    for (Node kind = ouder.getFirstChild(); kind != null; kind = kind.getNextSibling()) {
      if (kind instanceof Element element) {
        kinderen.add(element);
      }
    }
    return kinderen;
  }

  /** Locals of SuwiML are in no namespace. */
  private static boolean heet(Element element, String naam) {
    return element.getNamespaceURI() == null && element.getLocalName().equals(naam);
  }

  private static RuntimeException fout(String element) {
    return Suwifout.afnemer(Digikoppelingcode.NIET_VOLGENS_XSD, element);
  }

  @Override
  public String toString() {
    return "IkvVraag[afgeschermd]";
  }
}
