package nl.ketenbrug.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.csv.CSVRecord;

/**
 * The body of an event as a person reads it: names in words, amounts in euros, days and times in
 * Dutch. Made from the body of the profile alone, whatever its format, so nothing can come out that
 * the profile does not give, and nothing that it gives is left out.
 */
final class Leesbaar {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final Locale NL = Locale.forLanguageTag("nl-NL");
  private static final Pattern DAG = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern SUWIDAG = Pattern.compile("(19|20)\\d{6}");
  private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.+Z");
  private static final Pattern HEEL = Pattern.compile("-?\\d{1,18}");

  private static final Pattern GETAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,40})?");

  /**
   * What holds whole eurocents in a profile, in small letters: every name that an XSD of a profile
   * gives a type of money, and those of CSV. BundelTest holds it to the schemas.
   */
  private static final Set<String> CENTEN =
      Set.of(
          "aanvang",
          "basis",
          "bedrag",
          "bedragpermaand",
          "betaald",
          "extraperiodesalaris",
          "hoofdsom",
          "ingehoudenlbph",
          "kosten",
          "loonlbph",
          "opgebouwdextraperiodesalaris",
          "opgebouwdvakantietoeslag",
          "plafond",
          "rente",
          "restant",
          "saldo",
          "vakantietoeslag",
          "waarde",
          "waardebedr");

  /** Where the outcome of a step of the receipt stands, in eurocents. */
  private static final String UITKOMST = "uitkomst";

  /** A figure of the receipt, and beside it its unit: a period or none behind {@code cent}. */
  private static final Pattern CENT = Pattern.compile("cent(?:/([a-z]+))?");

  /** Folders of a document that say nothing to a person. */
  private static final Set<String> STIL = Set.of("inhoud", "data");

  private Leesbaar() {}

  /**
   * @param label what it is, in words
   * @param waarde as a person reads it
   */
  record Regel(String label, String waarde) {}

  /** What a body of any profile says, in its own order; empty fields are left out. */
  static List<Regel> van(String body) {
    List<Regel> regels = new ArrayList<>();
    String soort = Formaat.inhoudstype(body);
    if (soort.endsWith("json")) {
      json(body, new ArrayDeque<>(), regels);
    } else if (soort.equals("text/csv")) {
      csv(body, regels);
    } else {
      xml(body, regels);
    }
    return List.copyOf(regels);
  }

  private static void csv(String body, List<Regel> regels) {
    List<CSVRecord> rijen = Batchbestand.lees(body);
    for (CSVRecord rij : rijen.subList(1, rijen.size())) {
      for (int i = 0; i < rij.size(); i++) {
        voegToe(regels, List.of(rijen.get(0).get(i)), rij.get(i));
      }
    }
  }

  private static void json(String body, Deque<String> pad, List<Regel> regels) {
    try {
      json(JSON.readTree(body), pad, regels);
    } catch (JsonProcessingException e) {
      // What only begins as JSON is shown as it is.
      voegToe(regels, List.copyOf(pad), body);
    }
  }

  private static void json(JsonNode knoop, Deque<String> pad, List<Regel> regels) {
    if (knoop.isValueNode()) {
      voegToe(regels, List.copyOf(pad), knoop.isNull() ? "" : waarde(knoop, pad));
      return;
    }
    Matcher eenheid = CENT.matcher(knoop.path("eenheid").asText());
    boolean inCenten = eenheid.matches() && GETAL.matcher(knoop.path("waarde").asText()).matches();
    knoop
        .properties()
        .forEach(
            veld -> {
              pad.addLast(veld.getKey());
              String tekst = veld.getValue().asText();
              if (inCenten && veld.getKey().equals("waarde")) {
                String per = eenheid.group(1) == null ? "" : " per " + eenheid.group(1);
                voeg(regels, List.copyOf(pad), euro(centen(tekst)) + per);
              } else if (veld.getKey().equals("waarde") && knoop.has("eenheid")) {
                // Its unit says that it is no money, whatever its name.
                voeg(regels, List.copyOf(pad), waarde("", tekst));
              } else if (!inCenten || !veld.getKey().equals("eenheid")) {
                json(veld.getValue(), pad, regels);
              }
              pad.removeLast();
            });
    if (knoop.isArray()) {
      knoop.forEach(deel -> json(deel, pad, regels));
    }
  }

  /** In JSON a value says by a unit beside it whether it is money, and not by its own name. */
  private static String waarde(JsonNode knoop, Deque<String> pad) {
    String naam = pad.isEmpty() ? "" : pad.getLast();
    String tekst = knoop.asText();
    if (knoop.isIntegralNumber() && naam.equals(UITKOMST) && pad.contains("stappen")) {
      return euro(centen(tekst));
    }
    if (naam.equals("onafgerond") && GETAL.matcher(tekst).matches()) {
      return "%s (onafgerond %s)".formatted(euro(new BigDecimal(tekst)), tekst);
    }
    return tekst;
  }

  private static BigDecimal centen(String waarde) {
    return new BigDecimal(waarde).movePointLeft(2);
  }

  private static void xml(String body, List<Regel> regels) {
    XMLInputFactory fabriek = XMLInputFactory.newFactory();
    fabriek.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    fabriek.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    fabriek.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader lezer = fabriek.createXMLStreamReader(new StringReader(body));
      Deque<String> pad = new ArrayDeque<>();
      StringBuilder tekst = new StringBuilder();
      while (lezer.hasNext()) {
        switch (lezer.next()) {
          case XMLStreamReader.START_ELEMENT -> {
            tekst.setLength(0);
            pad.addLast(lezer.getLocalName());
            for (int i = 0; i < lezer.getAttributeCount(); i++) {
              attribuut(lezer.getAttributeLocalName(i), lezer.getAttributeValue(i), pad, regels);
            }
          }
          case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> tekst.append(lezer.getText());
          case XMLStreamReader.END_ELEMENT -> {
            blad(tekst.toString().strip(), pad, regels);
            tekst.setLength(0);
            pad.removeLast();
          }
          default -> {
            // Comments and the like say nothing.
          }
        }
      }
    } catch (XMLStreamException e) {
      // It was held against its schema, so this does not come; and if it does, nothing is lost.
      regels.clear();
      voegToe(regels, List.of(), body);
    }
  }

  private static void attribuut(String naam, String waarde, Deque<String> pad, List<Regel> regels) {
    if (pad.size() == 1 || naam.equals("mediatype")) {
      // The version of the document, and the type of a receipt.
      return;
    }
    List<String> plek = new ArrayList<>(zonderWortel(pad));
    plek.add(naam);
    voegToe(regels, plek, waarde);
  }

  /** A receipt stands as JSON in an element. */
  private static void blad(String tekst, Deque<String> pad, List<Regel> regels) {
    if (tekst.startsWith("{")) {
      json(tekst, new ArrayDeque<>(zonderWortel(pad)), regels);
    } else {
      voegToe(regels, zonderWortel(pad), tekst);
    }
  }

  private static List<String> zonderWortel(Deque<String> pad) {
    return pad.stream().skip(1).toList();
  }

  private static void voegToe(List<Regel> regels, List<String> pad, String waarde) {
    if (!waarde.isBlank()) {
      voeg(regels, pad, waarde(pad.isEmpty() ? "" : pad.get(pad.size() - 1), waarde));
    }
  }

  private static void voeg(List<Regel> regels, List<String> pad, String leesbaar) {
    String label =
        pad.stream()
            .filter(deel -> !STIL.contains(deel))
            .map(Leesbaar::woorden)
            .collect(Collectors.joining(" – "));
    regels.add(new Regel(label.isEmpty() ? "Inhoud" : label, leesbaar));
  }

  private static String woorden(String naam) {
    String los = naam.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('-', ' ').strip();
    String klein = los.isEmpty() ? los : los.substring(1).toLowerCase(NL);
    return los.isEmpty() ? los : los.substring(0, 1).toUpperCase(NL) + klein;
  }

  static String waarde(String naam, String waarde) {
    String klein = naam.toLowerCase(Locale.ROOT);
    boolean centen = CENTEN.contains(klein) || klein.endsWith("cent") || klein.endsWith("centen");
    if (centen && HEEL.matcher(waarde).matches()) {
      return euro(centen(waarde));
    }
    if (waarde.equals("true") || waarde.equals("false")) {
      return waarde.equals("true") ? "ja" : "nee";
    }
    try {
      if (DAG.matcher(waarde).matches()) {
        return dag(LocalDate.parse(waarde));
      }
      if (klein.startsWith("dat") && SUWIDAG.matcher(waarde).matches()) {
        return dag(LocalDate.parse(waarde, DateTimeFormatter.BASIC_ISO_DATE));
      }
      if (MOMENT.matcher(waarde).matches()) {
        return moment(Instant.parse(waarde));
      }
    } catch (DateTimeException e) {
      // It only looks like a day.
      return waarde;
    }
    return waarde;
  }

  private static String euro(BigDecimal bedrag) {
    DecimalFormat vorm = new DecimalFormat("#,##0.00", new DecimalFormatSymbols(NL));
    return "€ " + vorm.format(bedrag);
  }

  static String dag(LocalDate dag) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy", NL).format(dag);
  }

  static String moment(Instant moment) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", NL)
        .format(moment.atZone(NEDERLAND));
  }
}
