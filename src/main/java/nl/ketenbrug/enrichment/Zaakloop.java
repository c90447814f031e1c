package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Registerzaken.Feit;
import nl.ketenbrug.dossier.Zaakverloop;

/**
 * What follows from the facts of a case: what began, and until which day it holds. An end that
 * comes in takes nothing away by itself: its day does.
 */
final class Zaakloop {

  private Zaakloop() {}

  /**
   * Something that began.
   *
   * @param soort see {@link Zaakverloop}
   * @param feit the beginning
   * @param object canonical {@code Schuldhulp} or {@code Bewind} of the beginning
   * @param laatste last day on which it holds, or null when none is known
   * @param beeindigd that the source told its end, other than with its beginning
   */
  record Lopend(String soort, Feit feit, Canoniek object, LocalDate laatste, boolean beeindigd) {

    /** It ends by itself, on a day that was said at its beginning. */
    boolean loopAf() {
      return laatste != null && !beeindigd;
    }

    boolean isVoorbij(LocalDate vandaag) {
      return laatste != null && laatste.isBefore(vandaag);
    }

    private Lopend tot(LocalDate dag) {
      return new Lopend(
          soort, feit, object, laatste == null || dag.isBefore(laatste) ? dag : laatste, true);
    }
  }

  /**
   * @param feiten in the order of the source
   */
  static List<Lopend> van(List<Feit> feiten) {
    List<Lopend> lopend = new ArrayList<>();
    for (Feit feit : feiten) {
      Canoniek object = object(feit);
      String vooraf = Zaakverloop.vooraf(feit.type());
      if (vooraf != null) {
        // The first day of what follows it is no day of what goes before.
        begin(object)
            .map(begin -> begin.minusDays(1))
            .or(() -> laatste(object))
            .ifPresent(dag -> eindig(lopend, vooraf, Optional.empty(), dag));
      }
      String soort = Zaakverloop.begint(feit.type());
      if (soort != null) {
        // Two moratoria have each their own number of the court; of the rest there is one at a
        // time.
        lopend.removeIf(
            een ->
                een.soort().equals(soort)
                    && zaaknummer(een.object()).equals(zaaknummer(object))
                    // What had run out before this began did so all the same.
                    && !(een.loopAf() && begin(object).filter(een::isVoorbij).isPresent()));
        lopend.add(new Lopend(soort, feit, object, laatste(object).orElse(null), false));
      }
      String einde = Zaakverloop.eindigt(feit.type());
      if (einde != null) {
        laatste(object).ifPresent(dag -> eindig(lopend, einde, zaaknummer(object), dag));
      }
    }
    return lopend;
  }

  /** The canonical object that a fact tells. */
  static Canoniek object(Feit feit) {
    return Canoniek.lees(feit.inhoud()).delen("/k:feit/(k:Schuldhulp | k:Bewind)").get(0);
  }

  /**
   * Last day of what this object tells, if it says so. That of {@code Schuldhulp} is its last day,
   * that of {@code Bewind} the day from which it is no more.
   */
  static Optional<LocalDate> laatste(Canoniek object) {
    Optional<LocalDate> einde = object.tekst("k:einde").map(LocalDate::parse);
    return object.waar("local-name() = 'Bewind'") ? einde.map(dag -> dag.minusDays(1)) : einde;
  }

  private static Optional<LocalDate> begin(Canoniek object) {
    return object.tekst("k:begin").map(LocalDate::parse);
  }

  private static Optional<String> zaaknummer(Canoniek object) {
    return object.tekst("k:moratorium/k:zaaknummer");
  }

  /**
   * An end that does not say of which, and may be of more than one, ends none: each has its day.
   */
  private static void eindig(
      List<Lopend> lopend, String soort, Optional<String> zaaknummer, LocalDate dag) {
    Stream<Lopend> kan =
        lopend.stream()
            .filter(een -> een.soort().equals(soort) && !een.beeindigd())
            .filter(
                een ->
                    zaaknummer.isPresent()
                        ? zaaknummer(een.object()).equals(zaaknummer)
                        : !een.isVoorbij(dag));
    List<Lopend> welke = kan.toList();
    if (welke.size() == 1) {
      lopend.set(lopend.indexOf(welke.get(0)), welke.get(0).tot(dag));
    }
  }
}
