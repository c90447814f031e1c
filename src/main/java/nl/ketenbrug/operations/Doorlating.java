package nl.ketenbrug.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;

/**
 * Which events the broker lets through to a partner: those that its file entitles it to, less what
 * it does not want. A filter is worked out over the types of the subscription and the sources of
 * this installation, so that the broker compares names and nothing else.
 */
public class Doorlating {

  private final Abonnementkeuzes keuzes;

  /** URN by the name that stands in the messages. */
  private final Map<String, String> bronnen;

  Doorlating(Abonnementkeuzes keuzes, Bronnen bronnen, String eigenNaam, String eigenUrn) {
    this.keuzes = keuzes;
    this.bronnen =
        new TreeMap<>(bronnen.alle().stream().collect(Collectors.toMap(Bron::naam, Bron::urn)));
    this.bronnen.put(eigenNaam, eigenUrn);
  }

  /** The selector of the partner's subscription as it is to be now. */
  String filter(Partner partner) {
    return filter(partner, keuzes.van(partner.code())).orElse(Brokerbeheer.GESLOTEN);
  }

  /** Whether anything can pass with this choice. */
  public boolean laatIetsDoor(Partner partner, Abonnementkeuze keuze) {
    return filter(partner, Optional.of(keuze)).isPresent();
  }

  /** Whether an event passes by this choice. */
  public boolean laatDoor(
      Partner partner, Optional<Abonnementkeuze> keuze, String type, String bron) {
    Abonnement abonnement = partner.abonnement();
    String urn = bronnen.getOrDefault(bron, bron);
    return abonnement.gebeurtenistypen().contains(type)
        && (abonnement.filter() == null || abonnement.filter().laatDoor(type, urn))
        && keuze.map(een -> een.laatDoor(type, urn)).orElse(true);
  }

  private Optional<String> filter(Partner partner, Optional<Abonnementkeuze> keuze) {
    // Types with the same sources share a part; a type from every source names none, so that a new
    // source needs no change here.
    Map<Set<String>, Set<String>> typenPerBronnen = new LinkedHashMap<>();
    for (String type : new TreeSet<>(partner.abonnement().gebeurtenistypen())) {
      Set<String> door =
          bronnen.keySet().stream()
              .filter(bron -> laatDoor(partner, keuze, type, bron))
              .collect(Collectors.toCollection(TreeSet::new));
      if (!door.isEmpty()) {
        typenPerBronnen
            .computeIfAbsent(
                door.size() == bronnen.size() ? Set.of() : door, sleutel -> new TreeSet<>())
            .add(type);
      }
    }
    if (typenPerBronnen.isEmpty()) {
      return Optional.empty();
    }
    List<String> delen =
        typenPerBronnen.entrySet().stream()
            .map(deel -> deel(deel.getValue(), deel.getKey()))
            .toList();
    String wat =
        delen.size() == 1
            ? delen.get(0)
            : delen.stream().collect(Collectors.joining(") OR (", "((", "))"));
    return Optional.of(
        partner.abonnement().bereik() == Abonnement.Bereik.EIGEN_DOSSIERS
            ? wat + " AND betrokkenen LIKE '%|" + partner.oin() + "|%'"
            : wat);
  }

  private static String deel(Set<String> typen, Set<String> bronnen) {
    String type = "gebeurtenistype IN " + namen(typen);
    return bronnen.isEmpty() ? type : type + " AND bron IN " + namen(bronnen);
  }

  private static String namen(Set<String> namen) {
    return namen.stream().collect(Collectors.joining("', '", "('", "')"));
  }
}
