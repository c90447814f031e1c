package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;

/** Compares two answers of one source about one person by its declared rules. */
final class Vergelijker {

  /** Around the objects of one kind, where a source has several. */
  private static final String GROEP = "groep";

  /** Around what the answer says that it is about. */
  private static final String TIJDVAK = "tijdvak";

  private final Veranderregels regels;
  private final Map<String, Groepvergelijker> groepen = new LinkedHashMap<>();
  private final Regelexpressies expressies = new Regelexpressies();

  /**
   * @throws IllegalArgumentException when an expression is no XPath; names source, rule and
   *     expression
   */
  Vergelijker(Veranderregels regels) {
    this.regels = regels;
    try {
      regels.groepen().forEach(groep -> groepen.put(naam(groep), new Groepvergelijker(groep)));
      if (regels.deelantwoord() != null) {
        expressies.compileer("deelantwoord", regels.deelantwoord());
      }
      if (regels.tijdvak() != null) {
        expressies.compileer(TIJDVAK, regels.tijdvak());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(regels.bron() + ", " + e.getMessage());
    }
  }

  /** Whether a rule makes events of this type. */
  boolean vertelt(String type) {
    return regels().anyMatch(regel -> regel.typen().anyMatch(type::equals));
  }

  /** Whether events of this type touch the beslagvrije voet. */
  boolean raaktBvv(String type) {
    return regels().anyMatch(regel -> regel.bvv() && regel.typen().anyMatch(type::equals));
  }

  /**
   * Whether what is kept holds a fact whose withdrawal, or end, makes events of this type: then the
   * next answer without it makes that event.
   *
   * @param feiten facts as kept
   * @param vandaag day of the next answer
   */
  boolean kanEindigen(String type, String feiten, LocalDate vandaag) {
    XdmNode bewaard = Groepvergelijker.wortel(Groepvergelijker.lees(feiten));
    return groepen.entrySet().stream()
        .anyMatch(
            groep ->
                bewaard(bewaard, groep.getKey())
                    .filter(voor -> groep.getValue().kanEindigen(type, voor, bewaard, vandaag))
                    .isPresent());
  }

  /**
   * What an event of this type from elsewhere says of a fact that a rule looks at; empty when no
   * rule does.
   *
   * @param wie canonical XML with the key of the object
   * @param oud the object before, or null
   * @param nieuw the object now, or null
   */
  Optional<Gemeld> gemeld(String type, String wie, String oud, String nieuw) {
    XdmNode object = Groepvergelijker.wortel(Groepvergelijker.lees(wie));
    XdmNode voor = oud == null ? null : Groepvergelijker.wortel(Groepvergelijker.lees(oud));
    XdmNode na = nieuw == null ? null : Groepvergelijker.wortel(Groepvergelijker.lees(nieuw));
    return groepen.values().stream()
        .flatMap(groep -> groep.gemeld(type, object, voor, na).stream())
        .findFirst();
  }

  /** What is worth keeping of a first answer. */
  String feiten(String antwoord) {
    return feiten(antwoord, null);
  }

  /**
   * What is worth keeping of an answer: of each object the fields that a rule reads, and what stays
   * of those that are gone.
   *
   * @param antwoord canonical answer
   * @param oud facts as kept, or null when there are none yet
   */
  String feiten(String antwoord, String oud) {
    XdmNode document = Groepvergelijker.lees(antwoord);
    XdmNode voor = oud == null ? null : Groepvergelijker.wortel(Groepvergelijker.lees(oud));
    String inhoud =
        groepen.entrySet().stream()
            .map(
                groep -> {
                  List<XdmNode> bekend =
                      voor == null ? List.of() : bewaard(voor, groep.getKey()).orElse(List.of());
                  String objecten = groep.getValue().feiten(document, bekend);
                  return isEnige()
                      ? objecten
                      : "<groep naam=\"%s\">%s</groep>".formatted(groep.getKey(), objecten);
                })
            .collect(Collectors.joining());
    return "<feiten xmlns=\"%s\">%s%s</feiten>"
        .formatted(Canoniek.NAMESPACE, tijdvak(document), inhoud);
  }

  private String tijdvak(XdmNode document) {
    if (regels.tijdvak() == null) {
      return "";
    }
    return expressies.reken(regels.tijdvak(), Groepvergelijker.wortel(document), null).stream()
        .map(item -> Groepvergelijker.xml((XdmNode) item))
        .collect(Collectors.joining("", "<" + TIJDVAK + ">", "</" + TIJDVAK + ">"));
  }

  /**
   * The differences. Of a kind of objects that was not compared before there are none: its first
   * sight is no change either.
   *
   * @param oud facts as kept
   * @param antwoord canonical answer now
   * @param gezien the day of the answer before
   */
  List<Verandering> vergelijk(String oud, String antwoord, LocalDate vandaag, LocalDate gezien) {
    XdmNode document = Groepvergelijker.lees(antwoord);
    XdmNode bewaard = Groepvergelijker.wortel(Groepvergelijker.lees(oud));
    List<Verandering> gevonden = new ArrayList<>();
    groepen.forEach(
        (naam, groep) ->
            bewaard(bewaard, naam)
                .ifPresent(
                    voor ->
                        gevonden.addAll(
                            groep.vergelijk(voor, bewaard, document, vandaag, gezien))));
    return gevonden;
  }

  /**
   * Whether an answer that came by itself is, or may be, only about a part of what the source
   * knows. Of a source whose rules do not say how that shows, every one is.
   *
   * @param oud facts as kept, or null when there are none yet
   * @param gezien the day of the answer before, or null
   */
  boolean isDeelantwoord(String oud, String antwoord, LocalDate vandaag, LocalDate gezien) {
    if (regels.deelantwoord() == null) {
      return true;
    }
    XdmNode document = Groepvergelijker.lees(antwoord);
    XdmNode bewaard = oud == null ? null : Groepvergelijker.wortel(Groepvergelijker.lees(oud));
    return expressies.waar(
        regels.deelantwoord(),
        Groepvergelijker.wortel(document),
        new Regelexpressies.Paar("", bewaard, null, bewaard, document, vandaag, gezien));
  }

  /** The first day after today to look again on, though no source tells that something changed. */
  Optional<LocalDate> weer(String antwoord, LocalDate vandaag) {
    XdmNode document = Groepvergelijker.lees(antwoord);
    return groepen.values().stream()
        .flatMap(groep -> groep.weer(document, vandaag).stream())
        .min(LocalDate::compareTo);
  }

  /** Names of fields of the objects that no rule reads and that are not known to mean nothing. */
  Set<String> ongelezen(String antwoord) {
    XdmNode document = Groepvergelijker.lees(antwoord);
    return groepen.values().stream()
        .flatMap(groep -> groep.ongelezen(document).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Empty when objects of this kind were not kept. */
  private Optional<List<XdmNode>> bewaard(XdmNode feiten, String naam) {
    List<XdmNode> delen =
        Groepvergelijker.kinderen(feiten).stream()
            .filter(deel -> !deel.getNodeName().getLocalName().equals(TIJDVAK))
            .toList();
    boolean inGroepen =
        delen.stream().anyMatch(deel -> deel.getNodeName().getLocalName().equals(GROEP));
    if (isEnige() && !inGroepen) {
      return Optional.of(delen);
    }
    return delen.stream()
        .filter(deel -> naam.equals(deel.getAttributeValue(new QName("naam"))))
        .findFirst()
        .map(Groepvergelijker::kinderen);
  }

  private boolean isEnige() {
    return groepen.size() == 1;
  }

  private Stream<Veranderregels.Regel> regels() {
    return regels.groepen().stream().flatMap(groep -> groep.regels().stream());
  }

  private static String naam(Veranderregels.Groep groep) {
    return groep.naam() == null ? "" : groep.naam();
  }
}
