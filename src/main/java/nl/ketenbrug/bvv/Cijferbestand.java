package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one figures file, strictly: every deviation is a finding, never a guess. */
final class Cijferbestand {

  private static final Set<String> VELDEN =
      Set.of("naam", "voor", "waarde", "eenheid", "artikel", "status", "bron");
  private static final Set<String> KOP = Set.of("geldigVanaf", "formule", "cijfers");

  private final String naam;
  private final List<String> bevindingen;

  private Cijferbestand(String naam, List<String> bevindingen) {
    this.naam = naam;
    this.bevindingen = bevindingen;
  }

  /** Null when the file is unusable; then {@code bevindingen} has grown. */
  static Halfjaar lees(String naam, byte[] inhoud, List<String> bevindingen) {
    return new Cijferbestand(naam, bevindingen).lees(inhoud);
  }

  private Halfjaar lees(byte[] inhoud) {
    int before = bevindingen.size();
    try {
      Map<?, ?> kop = map(yaml().load(new String(inhoud, StandardCharsets.UTF_8)), KOP, "kop");
      LocalDate vanaf = LocalDate.parse(tekst(kop, "geldigVanaf"));
      Formulevariant formule = Formulevariant.van(tekst(kop, "formule"));
      List<Cijfer> cijfers = cijfers(kop.get("cijfers"));
      toetsDatum(vanaf);
      toetsVolledig(formule, cijfers);
      if (bevindingen.size() > before) {
        return null;
      }
      Halfjaar halfjaar = new Halfjaar(vanaf, formule, naam, Sha256.hex(inhoud), cijfers);
      bevindingen.addAll(Cijfercontrole.rekenfouten(halfjaar));
      return bevindingen.size() == before ? halfjaar : null;
    } catch (YAMLException | DateTimeException | IllegalArgumentException e) {
      meld(e.getMessage());
      return null;
    }
  }

  private List<Cijfer> cijfers(Object lijst) {
    if (!(lijst instanceof List<?> regels)) {
      throw new IllegalArgumentException("cijfers is geen lijst");
    }
    List<Cijfer> cijfers = new ArrayList<>();
    for (Object regel : regels) {
      try {
        cijfers.add(cijfer(map(regel, VELDEN, "cijfer")));
      } catch (IllegalArgumentException e) {
        meld(e.getMessage() + " in " + regel);
      }
    }
    return cijfers;
  }

  private static Cijfer cijfer(Map<?, ?> regel) {
    Cijfernaam cijfernaam = Cijfernaam.van(tekst(regel, "naam"));
    Cijfer cijfer =
        new Cijfer(
            cijfernaam,
            tekst(regel, "voor"),
            new BigDecimal(tekst(regel, "waarde")),
            tekst(regel, "eenheid"),
            tekst(regel, "artikel"),
            Cijferstatus.van(tekst(regel, "status")),
            tekst(regel, "bron"));
    if (!cijfer.eenheid().equals(cijfernaam.eenheid())) {
      throw new IllegalArgumentException("Eenheid moet zijn " + cijfernaam.eenheid());
    }
    if (!cijfernaam.groepen().contains(cijfer.voor())) {
      throw new IllegalArgumentException("Voor moet een zijn van " + cijfernaam.groepen());
    }
    return cijfer;
  }

  private void toetsDatum(LocalDate vanaf) {
    if (!naam.equals(vanaf + ".yaml")) {
      meld("de naam is niet " + vanaf + ".yaml");
    }
    if (vanaf.getDayOfMonth() != 1 || (vanaf.getMonthValue() != 1 && vanaf.getMonthValue() != 7)) {
      meld("een halfjaar begint op 1 januari of 1 juli");
    }
  }

  private void toetsVolledig(Formulevariant formule, List<Cijfer> cijfers) {
    Set<String> gezien = new HashSet<>();
    for (Cijfer cijfer : cijfers) {
      String sleutel = cijfer.naam().naam() + " " + cijfer.voor();
      if (!gezien.add(sleutel)) {
        meld("dubbel cijfer " + sleutel);
      }
      if (!cijfer.naam().nodigBij(formule) && cijfer.naam() != Cijfernaam.WML_JULI) {
        meld("cijfer " + sleutel + " hoort niet bij deze formule");
      }
    }
    for (Cijfernaam cijfernaam : Cijfernaam.values()) {
      for (String groep : cijfernaam.groepen()) {
        String sleutel = cijfernaam.naam() + " " + groep;
        if (cijfernaam.nodigBij(formule) && !gezien.contains(sleutel)) {
          meld("ontbrekend cijfer " + sleutel);
        }
      }
    }
  }

  private static Map<?, ?> map(Object value, Set<String> velden, String wat) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(wat + " is geen verzameling velden");
    }
    if (!map.keySet().equals(velden)) {
      throw new IllegalArgumentException(wat + " moet precies deze velden hebben: " + velden);
    }
    return map;
  }

  private static String tekst(Map<?, ?> map, String veld) {
    if (!(map.get(veld) instanceof String tekst) || tekst.isBlank()) {
      throw new IllegalArgumentException("Veld " + veld + " is leeg");
    }
    return tekst;
  }

  private void meld(String bevinding) {
    bevindingen.add(naam + ": " + bevinding);
  }

  /**
   * Every scalar is read as text, so that no figure passes through a double or a date type on its
   * way. Duplicate keys are refused.
   */
  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    org.yaml.snakeyaml.DumperOptions dumper = new org.yaml.snakeyaml.DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(dumper), dumper, options, new AlsTekst());
  }

  private static final class AlsTekst extends Resolver {
    @Override
    public Tag resolve(org.yaml.snakeyaml.nodes.NodeId kind, String value, boolean implicit) {
      return kind == org.yaml.snakeyaml.nodes.NodeId.scalar
          ? Tag.STR
          : super.resolve(kind, value, implicit);
    }
  }
}
