package nl.ketenbrug.simulator.cir;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.simulator.scenario.Insolventie;
import nl.ketenbrug.simulator.scenario.Insolventie.Publicatie;

/**
 * The cases and when each changed: at six in the morning of a publication, or at the moment that a
 * case was set by hand.
 */
final class Insolventieregister {

  private static final LocalTime PUBLICATIE = LocalTime.of(6, 0);

  private final Map<String, Gezet> zaken = new LinkedHashMap<>();
  private final Clock kalender;

  /**
   * @param kalender the day that is played
   */
  Insolventieregister(List<Insolventie> zaken, Clock kalender) {
    this.kalender = kalender;
    zaken.forEach(zaak -> this.zaken.put(zaak.nummer(), new Gezet(zaak, Instant.MIN)));
  }

  private record Gezet(Insolventie zaak, Instant op) {}

  Instant nu() {
    return kalender.instant();
  }

  synchronized void zet(Insolventie zaak) {
    zaken.put(zaak.nummer(), new Gezet(zaak, nu()));
  }

  /**
   * @return false when there is no such case
   */
  synchronized boolean verwijder(String nummer, String reden) {
    Gezet gezet = zaken.get(nummer);
    if (gezet == null) {
      return false;
    }
    zet(gezet.zaak().zonder(new Insolventie.Verwijdering(vandaag(), reden)));
    return true;
  }

  /** Of each case that changed since, the name of its latest publication. */
  synchronized List<String> gewijzigd(Instant sinds) {
    return zaken.values().stream()
        .filter(gezet -> isZichtbaar(gezet.zaak()) && !gewijzigd(gezet).isBefore(sinds))
        .map(gezet -> laatste(gezet.zaak()).kenmerk())
        .toList();
  }

  synchronized List<Insolventie> verwijderd(Instant sinds) {
    return zaken.values().stream()
        .filter(gezet -> gezet.zaak().isVerwijderd(vandaag()))
        .filter(
            gezet ->
                !op(gezet.zaak().verwijderd().dag()).isBefore(sinds) || !gezet.op().isBefore(sinds))
        .map(Gezet::zaak)
        .toList();
  }

  /** The case in which this publication is, when it is visible. */
  synchronized Optional<Insolventie> zaak(String kenmerk) {
    return zaken.values().stream()
        .map(Gezet::zaak)
        .filter(this::isZichtbaar)
        .filter(zaak -> publicaties(zaak).stream().anyMatch(p -> p.kenmerk().equals(kenmerk)))
        .findFirst();
  }

  List<Publicatie> publicaties(Insolventie zaak) {
    return zaak.zichtbaar(vandaag());
  }

  Publicatie laatste(Insolventie zaak) {
    List<Publicatie> publicaties = publicaties(zaak);
    return publicaties.get(publicaties.size() - 1);
  }

  private boolean isZichtbaar(Insolventie zaak) {
    return !zaak.isVerwijderd(vandaag()) && !publicaties(zaak).isEmpty();
  }

  private Instant gewijzigd(Gezet gezet) {
    Instant gepubliceerd =
        publicaties(gezet.zaak()).stream()
            .map(publicatie -> op(publicatie.datum()))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return gepubliceerd.isAfter(gezet.op()) ? gepubliceerd : gezet.op();
  }

  private Instant op(LocalDate dag) {
    return dag.atTime(PUBLICATIE).atZone(kalender.getZone()).toInstant();
  }

  private LocalDate vandaag() {
    return LocalDate.now(kalender);
  }
}
