package nl.ketenbrug.console;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Zaakstanden;
import nl.ketenbrug.dossier.Zaakstanden.Zaakstand;
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.enrichment.Zaakbeeld;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.stereotype.Component;

/**
 * Debt help and representation in a dossier, as far as a partner may know, and what of it stops the
 * collection by law. Only what the law itself says counts as stopping; the rest is shown.
 */
@Component
class Lopendezaken {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Who hears of a change of who represents may know who that is. */
  private static final Map<String, String> WIE =
      Map.of(
          "bewind", "nl.curatelebewindregister.bewindvoerder-gewijzigd",
          "curatele", "nl.curatelebewindregister.curator-gewijzigd");

  private static final Map<String, String> ARTIKEL_VERTEGENWOORDIGING =
      Map.of("bewind", "art. 1:441 lid 1 BW", "curatele", "art. 1:381 en 1:386 BW");

  private final Zaakstanden standen;
  private final Clock clock;

  Lopendezaken(Zaakstanden standen, Clock clock) {
    this.standen = standen;
    this.clock = clock;
  }

  /**
   * @param schuldhulp by dossier; null for who may not know any
   * @param vertegenwoordiging by dossier; null for who may not know any
   */
  record Beeld(
      Map<String, List<Schuldhulp>> schuldhulp,
      Map<String, List<Vertegenwoordiging>> vertegenwoordiging) {

    List<Schuldhulp> schuldhulp(String dossier) {
      return schuldhulp == null ? null : schuldhulp.getOrDefault(dossier, List.of());
    }

    List<Vertegenwoordiging> vertegenwoordiging(String dossier) {
      return vertegenwoordiging == null
          ? null
          : vertegenwoordiging.getOrDefault(dossier, List.of());
    }

    /** The kinds that are told of a dossier; empty when there are none. */
    String uitleg(String dossier) {
      return Stream.concat(
              Stream.ofNullable(schuldhulp(dossier)).flatMap(List::stream).map(Schuldhulp::soort),
              Stream.ofNullable(vertegenwoordiging(dossier))
                  .flatMap(List::stream)
                  .map(Vertegenwoordiging::maatregel))
          .distinct()
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * @param typen the events that the partner hears of
   */
  Beeld van(List<Dossiersleutel> dossiers, Set<String> typen) {
    Set<String> soorten = Zaakverloop.soorten(typen);
    boolean hulp = !Zaakverloop.VERTEGENWOORDIGING.containsAll(soorten);
    boolean wie = soorten.stream().anyMatch(Zaakverloop.VERTEGENWOORDIGING::contains);
    Map<String, List<Schuldhulp>> schuldhulp = new HashMap<>();
    Map<String, List<Vertegenwoordiging>> vertegenwoordiging = new HashMap<>();
    LocalDate vandaag = LocalDate.ofInstant(clock.instant(), NEDERLAND);
    for (Zaakstand stand : standen.van(dossiers, soorten)) {
      Zaakbeeld zaak = Zaakbeeld.van(stand.soort(), stand.inhoud());
      if (stand.laatste() != null && stand.laatste().isBefore(vandaag)) {
        continue;
      }
      String dossier = stand.dossier().value();
      if (!Zaakverloop.VERTEGENWOORDIGING.contains(stand.soort())) {
        schuldhulp
            .computeIfAbsent(dossier, sleutel -> new ArrayList<>())
            .add(schuldhulp(zaak, stand.laatste(), vandaag));
      } else if (isBegonnen(zaak, vandaag)) {
        vertegenwoordiging
            .computeIfAbsent(dossier, sleutel -> new ArrayList<>())
            .add(vertegenwoordiging(zaak, typen, vandaag));
      }
    }
    return new Beeld(hulp ? schuldhulp : null, wie ? vertegenwoordiging : null);
  }

  private static boolean isBegonnen(Zaakbeeld zaak, LocalDate vandaag) {
    return zaak.begin() == null || !zaak.begin().isAfter(vandaag);
  }

  private static Schuldhulp schuldhulp(Zaakbeeld zaak, LocalDate laatste, LocalDate vandaag) {
    Rechtsgevolg gevolg = Rechtsgevolg.van(zaak.soort(), zaak.grond());
    return new Schuldhulp(
        zaak.soort(),
        Objects.toString(zaak.begin(), null),
        Objects.toString(laatste, null),
        gevolg.stopt() && isBegonnen(zaak, vandaag),
        gevolg.artikel(),
        gevolg.toelichting());
  }

  private static Vertegenwoordiging vertegenwoordiging(
      Zaakbeeld zaak, Set<String> typen, LocalDate vandaag) {
    return new Vertegenwoordiging(
        zaak.soort(),
        Objects.toString(zaak.begin(), null),
        zaak.omvang(),
        ARTIKEL_VERTEGENWOORDIGING.get(zaak.soort()),
        typen.contains(WIE.get(zaak.soort()))
            ? zaak.vertegenwoordigers().stream()
                .filter(een -> !een.sinds().isAfter(vandaag))
                .filter(een -> een.tot() == null || een.tot().isAfter(vandaag))
                .map(
                    een ->
                        new Vertegenwoordiging.Vertegenwoordiger(
                            een.naam(), een.organisatie(), een.sinds().toString()))
                .toList()
            : null);
  }
}
