package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.bvv.Kwitantie.Stap;

/** Repeats a calculation from its receipt alone, with the same law or with that of another day. */
public final class Herberekening {

  private final BeslagvrijeVoet bvv;

  public Herberekening(Cijfers cijfers) {
    this.bvv = new BeslagvrijeVoet(cijfers);
  }

  /**
   * An old result beside a new one.
   *
   * @param nieuw a refusal when the inputs were altered or the law of that day is unknown
   * @param zelfdeBedrag old and new amount are equal
   * @param zelfdeCijfers the figures file has the same name and hash
   * @param zelfdeRegels the rules have the same version
   * @param verschillen by step, in the order of the law, unchanged steps included
   */
  public record Vergelijking(
      Kwitantie oud,
      Uitkomst nieuw,
      boolean zelfdeBedrag,
      boolean zelfdeCijfers,
      boolean zelfdeRegels,
      List<Stapverschil> verschillen) {

    public Vergelijking {
      verschillen = List.copyOf(verschillen);
    }
  }

  /**
   * One step before and after.
   *
   * @param oudCent null when the step did not occur before
   * @param nieuwCent null when the step does not occur any more
   * @param verschilCent new less old; a step that does not occur counts as nil
   */
  public record Stapverschil(
      String id, String omschrijving, Long oudCent, Long nieuwCent, long verschilCent) {}

  /** The same inputs with the same law; the amount must come out again. */
  public Vergelijking opnieuw(Kwitantie kwitantie) {
    return metRechtVan(kwitantie, kwitantie.rechtVan());
  }

  /** The same inputs with text and figures of another day. */
  public Vergelijking metRechtVan(Kwitantie kwitantie, LocalDate datum) {
    if (!Invoerlijst.digest(kwitantie.invoer()).equals(kwitantie.invoerDigest())) {
      Weigering gewijzigd =
          Weigeringsgrond.ONGELDIGE_INVOER.weigering(
              "Rv art. 475i lid 2", "De invoer op de kwitantie past niet bij haar digest.");
      return new Vergelijking(kwitantie, gewijzigd, false, false, false, List.of());
    }
    Uitkomst nieuw = bvv.bereken(Invoerlijst.verzoek(kwitantie.invoer()), datum);
    if (!(nieuw instanceof Vaststelling vaststelling)) {
      return new Vergelijking(kwitantie, nieuw, false, false, false, List.of());
    }
    Kwitantie andere = vaststelling.kwitantie();
    return new Vergelijking(
        kwitantie,
        nieuw,
        andere.bedragCent() == kwitantie.bedragCent(),
        andere.cijferbestand().equals(kwitantie.cijferbestand()),
        andere.regelversie().equals(kwitantie.regelversie()),
        verschillen(kwitantie.stappen(), andere.stappen()));
  }

  /**
   * The same circumstances determined anew on another day, with the law and figures of that day.
   *
   * @param invoer the inputs of an earlier receipt
   */
  public Uitkomst opPeildatum(List<Kwitantie.Invoer> invoer, LocalDate peildatum) {
    List<Kwitantie.Invoer> nieuw =
        invoer.stream()
            .map(
                i ->
                    i.naam().equals("peildatum")
                        ? new Kwitantie.Invoer(
                            i.naam(), peildatum.toString(), i.eenheid(), i.herkomst())
                        : i)
            .toList();
    return bvv.bereken(Invoerlijst.verzoek(nieuw));
  }

  private static List<Stapverschil> verschillen(List<Stap> oud, List<Stap> nieuw) {
    Map<String, Stap> nieuwBijId = new LinkedHashMap<>();
    nieuw.forEach(s -> nieuwBijId.put(s.id(), s));
    List<Stapverschil> verschillen = new ArrayList<>();
    for (Stap stap : oud) {
      Stap ander = nieuwBijId.remove(stap.id());
      verschillen.add(verschil(stap, ander));
    }
    nieuwBijId.values().forEach(s -> verschillen.add(verschil(null, s)));
    return verschillen;
  }

  private static Stapverschil verschil(Stap oud, Stap nieuw) {
    Stap een = oud == null ? nieuw : oud;
    Long oudCent = oud == null ? null : oud.afgerondCent();
    Long nieuwCent = nieuw == null ? null : nieuw.afgerondCent();
    return new Stapverschil(
        een.id(),
        een.omschrijving(),
        oudCent,
        nieuwCent,
        (nieuwCent == null ? 0 : nieuwCent) - (oudCent == null ? 0 : oudCent));
  }
}
