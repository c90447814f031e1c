package nl.ketenbrug.enrichment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.saxon.s9api.XdmNode;

/**
 * What is said of a fact, so that two who tell it can be compared: names and values, without order
 * and without where they come from. A flag within a group that is not set counts as not being
 * there, as not every source has it; unless it was set before, for then it changed.
 */
final class Feitinhoud {

  private final Set<String> gezet = new HashSet<>();

  private Feitinhoud(List<XdmNode> oud) {
    oud.forEach(veld -> zoekGezet(veld, ""));
  }

  /**
   * @param oud the fields before; none when that does not matter
   */
  static String van(List<XdmNode> oud, List<XdmNode> nieuw) {
    Feitinhoud inhoud = new Feitinhoud(oud);
    return nieuw.stream().map(veld -> inhoud.kern(veld, "")).sorted().collect(Collectors.joining());
  }

  /**
   * How several objects in one field were before: a teller may name those that changed only, and
   * then it is not known what became of the others.
   *
   * @return empty when no field holds objects
   */
  static String vanLijst(List<XdmNode> oud, List<XdmNode> nieuw) {
    boolean lijst =
        Stream.concat(oud.stream(), nieuw.stream())
            .flatMap(veld -> Groepvergelijker.kinderen(veld).stream())
            .anyMatch(kind -> !Groepvergelijker.kinderen(kind).isEmpty());
    return lijst
        ? "|was("
            + van(
                List.of(),
                oud.stream().filter(veld -> !Groepvergelijker.kinderen(veld).isEmpty()).toList())
            + ")"
        : "";
  }

  private void zoekGezet(XdmNode veld, String in) {
    String pad = pad(veld, in);
    List<XdmNode> kinderen = Groepvergelijker.kinderen(veld);
    kinderen.forEach(kind -> zoekGezet(kind, pad));
    if (kinderen.isEmpty() && veld.getStringValue().equals("true")) {
      gezet.add(pad);
    }
  }

  private String kern(XdmNode veld, String in) {
    String pad = pad(veld, in);
    List<XdmNode> kinderen = Groepvergelijker.kinderen(veld);
    if (kinderen.isEmpty()) {
      String waarde = veld.getStringValue();
      boolean zegtNiets = !in.isEmpty() && waarde.equals("false") && !gezet.contains(pad);
      return zegtNiets ? "" : naam(veld) + "(" + waarde + ")";
    }
    return kinderen.stream()
        .map(kind -> kern(kind, pad))
        .sorted()
        .collect(Collectors.joining("", naam(veld) + "(", ")"));
  }

  private static String pad(XdmNode veld, String in) {
    return in + "/" + naam(veld);
  }

  private static String naam(XdmNode veld) {
    return veld.getNodeName().getLocalName();
  }
}
