package nl.ketenbrug.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All partners of this installation. */
public final class Partners {

  private final Map<String, Partner> opCode = new TreeMap<>();

  public Partners(Collection<Partner> partners) {
    partners.forEach(partner -> opCode.put(partner.code(), partner));
  }

  public Collection<Partner> alle() {
    return opCode.values();
  }

  public Optional<Partner> zoek(String code) {
    return Optional.ofNullable(opCode.get(code));
  }

  /** Those to whom the engine sends what stands on their queue. */
  List<Partner> metWebhook() {
    return alle().stream()
        .filter(partner -> partner.abonnement().kanaal() == Abonnement.Kanaal.WEBHOOK)
        .toList();
  }

  /** The profiles in use; each is made once, however many partners read it. */
  public Set<String> profielen() {
    Set<String> profielen = new TreeSet<>();
    alle().forEach(partner -> profielen.add(partner.abonnement().profiel()));
    return profielen;
  }

  /** The profiles in which somebody wants events of this type. */
  public Set<String> profielenVoor(String gebeurtenistype) {
    Set<String> profielen = new TreeSet<>();
    alle().stream()
        .map(Partner::abonnement)
        .filter(abonnement -> abonnement.gebeurtenistypen().contains(gebeurtenistype))
        .forEach(abonnement -> profielen.add(abonnement.profiel()));
    return profielen;
  }
}
