package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.XsltExecutable;
import nl.ketenbrug.source.Jsonlezer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/**
 * The test persons of the RvIG, each as the BRP would give him by Haal Centraal: our schema takes
 * him and nothing of him is lost. They stand beside the project; without them this is skipped.
 */
class TestpersonenTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Map<String, String>> PERSONEN = new ArrayList<>();
  private static final XPathCompiler XPATH = Transforms.SAXON.newXPathCompiler();

  private static XsltExecutable stylesheet;
  private static Jsonlezer lezer;

  @BeforeAll
  static void read() throws Exception {
    Path bestand = Path.of("../shared/samples/brp/persoonslijsten-GBA-V-eerste-120.csv");
    assumeTrue(Files.exists(bestand), "Overgeslagen: " + bestand + " ontbreekt");
    List<String> regels = Files.readAllLines(bestand);
    String[] koppen = regels.get(0).substring(1).split(";", -1);
    for (String regel : regels.subList(1, regels.size())) {
      String[] velden = regel.split(";", -1);
      // The rows below the first one of somebody hold what was.
      if (velden[0].isEmpty()) {
        continue;
      }
      Map<String, String> persoon = new HashMap<>();
      for (int i = 1; i < koppen.length; i++) {
        // Some have a blank before them, which is of the sheet and not of the register.
        persoon.putIfAbsent(koppen[i], velden[i].strip());
      }
      PERSONEN.add(persoon);
    }
    XPATH.declareNamespace("", "urn:ketenbrug:invordering:1");
    stylesheet =
        Transforms.SAXON
            .newXsltCompiler()
            .compile(Path.of("transforms/brp/brp-to-canonical.xsl").toFile());
    lezer = new Jsonlezer(new MockEnvironment());
  }

  @Test
  void nothingOfThemIsLost() throws Exception {
    assertThat(PERSONEN).hasSizeGreaterThan(100);
    int onvolledig = 0;
    for (Map<String, String> gba : PERSONEN) {
      XdmNode canoniek = omgezet(antwoord(gba));

      Transforms.validate(canoniek);
      Map<String, String> verwacht = verwacht(gba);
      verwacht.forEach((pad, waarde) -> assertThat(tekst(canoniek, pad)).as(pad).isEqualTo(waarde));
      onvolledig += verwacht.get("geboortedatum").length() < 10 ? 1 : 0;
    }
    assertThat(onvolledig).as("dates that are not whole").isPositive();
  }

  /** What stands in the list of somebody, by the path at which it must come out. */
  private static Map<String, String> verwacht(Map<String, String> gba) {
    Map<String, String> verwacht = new HashMap<>();
    verwacht.put("bsn", gba.get("01.01.20"));
    verwacht.put("naam/voornamen", gba.get("01.02.10"));
    verwacht.put("naam/voorvoegsel", gba.get("01.02.30"));
    verwacht.put("naam/geslachtsnaam", gba.get("01.02.40"));
    verwacht.put("geboortedatum", datum(gba.get("01.03.10")));
    verwacht.put("overleden", String.valueOf(!gba.get("06.08.10").isEmpty()));
    verwacht.put("datumOverlijden", datum(gba.get("06.08.10")));
    verwacht.put("geheimhouding", String.valueOf(!gba.get("07.70.10").equals("0")));
    verwacht.put("curatele", String.valueOf(gba.get("11.33.10").equals("1")));
    verwacht.put("bijhoudingOpgeschort/redencode", gba.get("07.67.20"));
    verwacht.put("bijhoudingOpgeschort/datum", datum(gba.get("07.67.10")));
    verwacht.put("inOnderzoek", String.valueOf(!gba.get("08.83.10").isEmpty()));
    if (gba.get("08.13.10").isEmpty()) {
      verwacht.put("adres/straat", gba.get("08.11.10"));
      verwacht.put("adres/huisnummer", gba.get("08.11.20"));
      verwacht.put("adres/huisletter", gba.get("08.11.30"));
      verwacht.put("adres/huisnummertoevoeging", gba.get("08.11.40"));
      verwacht.put("adres/postcode", gba.get("08.11.60"));
      verwacht.put("adres/woonplaats", gba.get("08.11.70"));
      verwacht.put("adres/adresseerbaarObject", gba.get("08.11.80"));
      verwacht.put("adres/datumVan", datum(gba.get("08.10.30")));
    } else {
      verwacht.put("adres/soort", "buitenland");
      verwacht.put("adres/landcode", gba.get("08.13.10"));
      verwacht.put("adres/regel[1]", gba.get("08.13.30"));
      verwacht.put("adres/datumVan", datum(gba.get("08.13.20")));
    }
    return verwacht;
  }

  /** As the BRP makes it of that list. */
  private static String antwoord(Map<String, String> gba) {
    ObjectNode geheel = JSON.createObjectNode().put("type", "RaadpleegMetBurgerservicenummer");
    ObjectNode persoon = geheel.putArray("personen").addObject();
    zet(persoon, "burgerservicenummer", gba.get("01.01.20"));
    ObjectNode naam = persoon.putObject("naam");
    zet(naam, "voornamen", gba.get("01.02.10"));
    zet(naam, "voorvoegsel", gba.get("01.02.30"));
    zet(naam, "geslachtsnaam", gba.get("01.02.40"));
    dag(persoon.putObject("geboorte"), "datum", gba.get("01.03.10"));
    if (!gba.get("06.08.10").isEmpty()) {
      dag(persoon.putObject("overlijden"), "datum", gba.get("06.08.10"));
    }
    if (!gba.get("07.70.10").equals("0")) {
      persoon.put("geheimhoudingPersoonsgegevens", true);
    }
    if (gba.get("11.33.10").equals("1")) {
      persoon.put("indicatieCurateleRegister", true);
    }
    if (!gba.get("07.67.20").isEmpty()) {
      ObjectNode opschorting = persoon.putObject("opschortingBijhouding");
      zet(opschorting.putObject("reden"), "code", gba.get("07.67.20"));
      dag(opschorting, "datum", gba.get("07.67.10"));
    }
    verblijf(persoon.putObject("verblijfplaats"), gba);
    return geheel.toString();
  }

  private static void verblijf(ObjectNode verblijfplaats, Map<String, String> gba) {
    if (!gba.get("08.83.10").isEmpty()) {
      verblijfplaats.putObject("inOnderzoek").put("type", true);
    }
    ObjectNode adres = JSON.createObjectNode();
    if (!gba.get("08.13.10").isEmpty()) {
      verblijfplaats.put("type", "VerblijfplaatsBuitenland");
      dag(verblijfplaats, "datumVan", gba.get("08.13.20"));
      zet(adres, "regel1", gba.get("08.13.30"));
      zet(adres.putObject("land"), "code", gba.get("08.13.10"));
    } else {
      verblijfplaats.put("type", "Adres");
      dag(verblijfplaats, "datumVan", gba.get("08.10.30"));
      zet(verblijfplaats, "adresseerbaarObjectIdentificatie", gba.get("08.11.80"));
      zet(adres, "korteStraatnaam", gba.get("08.11.10"));
      if (!gba.get("08.11.20").isEmpty()) {
        adres.put("huisnummer", Integer.parseInt(gba.get("08.11.20")));
      }
      zet(adres, "huisletter", gba.get("08.11.30"));
      zet(adres, "huisnummertoevoeging", gba.get("08.11.40"));
      zet(adres, "postcode", gba.get("08.11.60"));
      zet(adres, "woonplaats", gba.get("08.11.70"));
    }
    verblijfplaats.set("verblijfadres", adres);
  }

  private static void zet(ObjectNode waar, String veld, String waarde) {
    if (!waarde.isEmpty()) {
      waar.put(veld, waarde);
    }
  }

  /** JJJJMMDD, with zeros for what is not known. */
  private static void dag(ObjectNode waar, String veld, String dag) {
    if (dag.isEmpty()) {
      return;
    }
    ObjectNode datum = waar.putObject(veld);
    if (dag.startsWith("0000")) {
      datum.put("type", "DatumOnbekend").put("onbekend", true);
    } else if (dag.endsWith("0000")) {
      datum.put("type", "JaarDatum").put("jaar", Integer.parseInt(dag.substring(0, 4)));
    } else if (dag.endsWith("00")) {
      datum
          .put("type", "JaarMaandDatum")
          .put("jaar", Integer.parseInt(dag.substring(0, 4)))
          .put("maand", Integer.parseInt(dag.substring(4, 6)));
    } else {
      datum.put("type", "Datum").put("datum", datum(dag));
    }
  }

  /** As a canonical day: no more of it than is known. */
  private static String datum(String dag) {
    if (dag.startsWith("0000")) {
      return "onbekend";
    }
    return dag.replaceAll("(....)(..)(..)", "$1-$2-$3").replaceAll("(-00)+$", "");
  }

  private static String tekst(XdmNode canoniek, String pad) {
    try {
      XdmValue gevonden = XPATH.evaluate("/Personen/Persoon/" + pad, canoniek);
      return gevonden.size() == 0 ? "" : gevonden.itemAt(0).getStringValue();
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private static XdmNode omgezet(String json) throws Exception {
    String xml =
        lezer.jsonantwoord(
            "transforms/brp/brp-v2.schema.json", json.getBytes(StandardCharsets.UTF_8));
    XdmNode document =
        Transforms.SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
    var transformer = stylesheet.load30();
    transformer.setStylesheetParameters(
        Map.of(
            new QName("berichtId"),
            new XdmAtomicValue("019a9000-0020-7a11-8b22-000000000020"),
            new QName("bronUrn"),
            new XdmAtomicValue("urn:nld:oin:00000099000000030000:systeem:brp"),
            new QName("geregistreerd"),
            new XdmAtomicValue("2026-11-17T08:05:13.655Z")));
    transformer.setGlobalContextItem(document);
    XdmDestination uit = new XdmDestination();
    transformer.applyTemplates(document, uit);
    return uit.getXdmNode();
  }
}
