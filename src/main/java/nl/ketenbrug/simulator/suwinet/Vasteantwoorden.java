package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.scenario.Dagbestand;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * An operation whose answers are files: {@code <dienst>-<versie>/<operatie>/<onderwerp>.xml} holds
 * the element of the answer about one person (his number), vehicle, property or organisation. About
 * any other {@code anders.xml} when it is there, or nothing is found. From a day on another file
 * may hold, see {@link Dagbestand}.
 */
final class Vasteantwoorden implements Suwidienst.Beantwoorder {

  private final Path map;
  private final Dienst dienst;
  private final Scenario scenario;
  private final Clock klok;

  private Vasteantwoorden(Path map, Dienst dienst, Scenario scenario, Clock klok) {
    this.map = map;
    this.dienst = dienst;
    this.scenario = scenario;
    this.klok = klok;
  }

  /** Every operation below the folder; none when there is no such folder. */
  static List<Vasteantwoorden> in(Path map, Scenario scenario, Clock klok) {
    List<Vasteantwoorden> gevonden = new ArrayList<>();
    for (Path dienst : mappen(map)) {
      String[] naam = dienst.getFileName().toString().split("-");
      if (naam.length != 2) {
        throw new IllegalStateException(dienst + " heet niet naar een dienst en een versie");
      }
      for (Path operatie : mappen(dienst)) {
        gevonden.add(
            new Vasteantwoorden(
                operatie,
                new Dienst(naam[0], naam[1], operatie.getFileName().toString()),
                scenario,
                klok));
      }
    }
    return gevonden;
  }

  private static List<Path> mappen(Path map) {
    if (!Files.isDirectory(map)) {
      return List.of();
    }
    try (Stream<Path> paden = Files.list(map)) {
      return paden.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Dienst dienst() {
    return dienst;
  }

  @Override
  public String beantwoord(HttpServletRequest request, Element body) {
    String onderwerp = onderwerp(body);
    scenario
        .persoon(onderwerp)
        .ifPresent(persoon -> Bronfilter.gedraagJe(request, persoon.gedrag().get(Bron.SUWINET)));
    return antwoord(onderwerp);
  }

  /**
   * Whom or what the question is about: a citizen service number, else its values but for days and
   * times, joined by dashes.
   */
  private static String onderwerp(Element body) {
    NodeList velden = body.getElementsByTagName("*");
    List<String> waarden = new ArrayList<>();
    for (int i = 0; i < velden.getLength(); i++) {
      Element veld = (Element) velden.item(i);
      String waarde = veld.getTextContent().strip();
      if (veld.getLocalName().equals("Burgerservicenr")) {
        if (!waarde.matches("\\d{9}")) {
          throw Suwifout.afnemer(Digikoppelingcode.NIET_VOLGENS_XSD, "Burgerservicenr");
        }
        return waarde;
      }
      if (veld.getElementsByTagName("*").getLength() == 0
          && !veld.getLocalName().matches("(Dat|Peil).*")) {
        // It becomes the name of a file.
        waarden.add(waarde.replaceAll("[^A-Za-z0-9]", ""));
      }
    }
    if (waarden.isEmpty()) {
      throw Suwifout.afnemer(Digikoppelingcode.NIET_VOLGENS_XSD, "onderwerp van de vraag");
    }
    return String.join("-", waarden);
  }

  private String antwoord(String onderwerp) {
    LocalDate vandaag = LocalDate.now(klok);
    for (String naam : List.of(onderwerp, "anders")) {
      Optional<Path> bestand = Dagbestand.zoek(map, naam, ".xml", vandaag);
      if (bestand.isPresent()) {
        try {
          return Files.readString(bestand.get());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return "<d:%s xmlns:d='%s'><f:NietsGevonden xmlns:f='%s'/></d:%s>"
        .formatted(
            dienst.antwoord().getLocalPart(),
            dienst.namespace(),
            Suwi.FWI,
            dienst.antwoord().getLocalPart());
  }
}
