package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * An operation whose answers are files: {@code <dienst>-<versie>/<operatie>/<bsn>.xml} holds the
 * element of the answer about one person. About anybody else {@code anders.xml} when it is there,
 * or nothing is found.
 */
final class Vasteantwoorden implements Suwidienst.Beantwoorder {

  private final Path map;
  private final Dienst dienst;
  private final Scenario scenario;

  private Vasteantwoorden(Path map, Dienst dienst, Scenario scenario) {
    this.map = map;
    this.dienst = dienst;
    this.scenario = scenario;
  }

  /** Every operation below the folder; none when there is no such folder. */
  static List<Vasteantwoorden> in(Path map, Scenario scenario) {
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
                scenario));
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
    if (!dienst.vraag().equals(new QName(body.getNamespaceURI(), body.getLocalName()))) {
      throw Suwifout.afnemer(Digikoppelingcode.NIET_VOLGENS_XSD, "element in de Body");
    }
    NodeList bsns = body.getElementsByTagName("Burgerservicenr");
    if (bsns.getLength() == 0 || !bsns.item(0).getTextContent().matches("\\d{9}")) {
      throw Suwifout.afnemer(Digikoppelingcode.NIET_VOLGENS_XSD, "Burgerservicenr");
    }
    String bsn = bsns.item(0).getTextContent();
    scenario
        .persoon(bsn)
        .ifPresent(persoon -> Bronfilter.gedraagJe(request, persoon.gedrag().get(Bron.SUWINET)));
    return antwoord(bsn);
  }

  private String antwoord(String bsn) {
    for (String naam : List.of(bsn, "anders")) {
      Path bestand = map.resolve(naam + ".xml");
      if (Files.exists(bestand)) {
        try {
          return Files.readString(bestand);
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
