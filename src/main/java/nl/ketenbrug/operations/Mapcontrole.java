package nl.ketenbrug.operations;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.TransformerFactoryImpl;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.CijfersOngeldig;
import nl.ketenbrug.bvv.Halfjaar;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.enrichment.Veranderregels;
import nl.ketenbrug.enrichment.Vergelijkers;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
import nl.ketenbrug.source.Bron;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Reads the files of an installation as the engine reads them at its start. What only shows when
 * routes run (an address that nobody declares, a source that does not answer) it cannot see.
 */
final class Mapcontrole {

  static final List<String> MAPPEN = List.of("config", "routes", "transforms");

  private final Path map;
  private final Map<String, String> gezien = new LinkedHashMap<>();
  private final List<String> waarschuwingen = new ArrayList<>();
  private final List<String> fouten = new ArrayList<>();

  Mapcontrole(Path map) {
    this.map = map;
  }

  /** What was looked at, with its size, in order. */
  Map<String, String> gezien() {
    return gezien;
  }

  /** What the engine starts on all the same. */
  List<String> waarschuwingen() {
    return waarschuwingen;
  }

  /** What the engine does not start on; each names its file. */
  List<String> fouten() {
    return fouten;
  }

  void alles() {
    cijfers();
    try (ValidatorFactory validatie = Validation.buildDefaultValidatorFactory()) {
      partners(bronnen(validatie), validatie);
      veranderingen(validatie);
    }
    schemas();
    stylesheets();
    routes();
  }

  private void cijfers() {
    try {
      Cijfers cijfers = Cijfers.lees(map.resolve("config/bvv"));
      List<Halfjaar> halfjaren = cijfers.halfjaren();
      gezien.put(
          "cijfers",
          "%d halfjaren, %s tot en met %s"
              .formatted(
                  halfjaren.size(),
                  halfjaren.get(0).vanaf(),
                  halfjaren.get(halfjaren.size() - 1).totEnMet()));
      waarschuwingen.addAll(cijfers.bevindingen());
    } catch (CijfersOngeldig e) {
      fouten.addAll(e.bevindingen());
    } catch (UncheckedIOException e) {
      fouten.add(e.getMessage());
    }
  }

  private List<Bron> bronnen(ValidatorFactory validatie) {
    List<Bron> bronnen = lees("config/sources", Bron.class, Bron::naam, validatie);
    gezien.put("bronnen", String.valueOf(bronnen.size()));
    for (Bron bron : bronnen) {
      for (String schema : schemas(bron)) {
        if (!Files.isRegularFile(map.resolve(schema))) {
          fouten.add("config/sources/" + bron.naam() + ".yaml: er is geen schema " + schema);
        }
      }
    }
    return bronnen;
  }

  private static List<String> schemas(Bron bron) {
    if (bron.isRegister()) {
      return List.of(bron.register().vragen(), bron.register().schema());
    }
    String schema = bron.toetsschema();
    return schema == null ? List.of() : List.of(schema);
  }

  private void partners(List<Bron> bronnen, ValidatorFactory validatie) {
    List<Partner> partners = lees("config/partners", Partner.class, Partner::code, validatie);
    gezien.put("partners", String.valueOf(partners.size()));
    Profielbestanden profielen =
        new Profielbestanden(map, new Instellingsbestanden(validatie.getValidator()));
    profielen(profielen);
    Partnercontrole controle =
        new Partnercontrole(map, profielen, bronnen.stream().map(Bron::naam).toList());
    for (Partner partner : partners) {
      try {
        controle.controleer(partner);
        if (partner.abonnement().filter() != null) {
          gezien.put(
              "filter " + partner.code(),
              "laat door: "
                  + String.join(", ", new TreeSet<>(partner.abonnement().gebeurtenistypen())));
        }
      } catch (Instellingsfout e) {
        fouten.add(e.getMessage());
      }
    }
  }

  /** Those that no partner has too: what is there must be fit for use. */
  private void profielen(Profielbestanden profielen) {
    List<Path> gevonden = bestanden("transforms", "/profiel.yaml");
    gezien.put("profielen", String.valueOf(gevonden.size()));
    for (Path bestand : gevonden) {
      try {
        profielen.lees(bestand.getParent().getFileName().toString());
      } catch (Instellingsfout e) {
        fouten.add(e.getMessage());
      }
    }
  }

  private void veranderingen(ValidatorFactory validatie) {
    List<Veranderregels> regels =
        lees("config/veranderingen", Veranderregels.class, Veranderregels::bron, validatie);
    gezien.put("veranderregels", String.valueOf(regels.size()));
    for (Veranderregels een : regels) {
      try {
        new Vergelijkers(List.of(een));
      } catch (IllegalArgumentException e) {
        fouten.add("config/veranderingen/" + een.bron() + ".yaml: " + e.getMessage());
      }
    }
  }

  private <T> List<T> lees(
      String pad, Class<T> type, Function<T, String> naam, ValidatorFactory validatie) {
    try {
      return new Instellingsbestanden(validatie.getValidator()).lees(map.resolve(pad), type, naam);
    } catch (Instellingsfout e) {
      fouten.add(e.getMessage());
      return List.of();
    }
  }

  private void schemas() {
    Schemacontrole controle = new Schemacontrole(map);
    List<Path> schemas = bestanden("transforms", ".xsd");
    gezien.put("schema's", String.valueOf(schemas.size()));
    for (Path schema : schemas) {
      try {
        controle.bereidVoor(schema.toString());
      } catch (UncheckedIOException e) {
        fouten.add(e.getCause().getMessage());
      }
    }
  }

  private void stylesheets() {
    List<Path> stylesheets = bestanden("transforms", ".xsl");
    gezien.put("stylesheets", String.valueOf(stylesheets.size()));
    for (Path stylesheet : stylesheets) {
      Compileerfouten gemeld = new Compileerfouten();
      TransformerFactoryImpl factory = new TransformerFactoryImpl();
      XsltConfiguration.restrict(factory);
      factory.setErrorListener(gemeld);
      try {
        factory.newTemplates(new StreamSource(map.resolve(stylesheet).toFile()));
      } catch (TransformerConfigurationException e) {
        fouten.add(stylesheet + ": " + gemeld.eerste(e));
      }
    }
  }

  private void routes() {
    List<Path> routes = bestanden("routes", ".camel.yaml");
    gezien.put("routes", routes.size() + " bestanden");
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.build();
      for (Path route : routes) {
        laad(camel, route);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void laad(DefaultCamelContext camel, Path route) {
    String plaats = "file:" + map.resolve(route);
    try {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, plaats));
    } catch (Exception e) {
      // Camel declares no narrower one; whatever the reader of routes throws is about this file.
      fouten.add(route + ": " + e.getMessage());
    }
  }

  /** Relative to the installation, in a fixed order. */
  private List<Path> bestanden(String onder, String einde) {
    try (Stream<Path> alles = Files.walk(map.resolve(onder))) {
      List<Path> gevonden =
          alles.filter(p -> p.toString().endsWith(einde)).map(map::relativize).sorted().toList();
      if (gevonden.isEmpty()) {
        fouten.add(onder + ": hier staat geen enkel bestand " + einde);
      }
      return gevonden;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saxon's exception only says that it failed; its listener hears why. */
  private static final class Compileerfouten implements ErrorListener {

    private final List<TransformerException> fouten = new ArrayList<>();

    String eerste(TransformerException anders) {
      return (fouten.isEmpty() ? anders : fouten.get(0)).getMessageAndLocation();
    }

    @Override
    public void warning(TransformerException e) {}

    @Override
    public void error(TransformerException e) {
      fouten.add(e);
    }

    @Override
    public void fatalError(TransformerException e) {
      fouten.add(e);
    }
  }
}
