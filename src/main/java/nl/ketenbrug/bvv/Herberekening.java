package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.bvv.Kwitantie.Stap;

/** Repeats a calculation from its receipt alone, with the same law or with that of another day. */
public final class Herberekening {

  private final BeslagvrijeVoet bvv;

  public Herberekening(Cijfers cijfers) {
    this(new BeslagvrijeVoet(cijfers));
  }

  public Herberekening(BeslagvrijeVoet bvv) {
    this.bvv = bvv;
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

    /** Every step, amount and day came out again, whatever the names of rules and figures. */
    public boolean zelfdeBerekening() {
      return nieuw instanceof Vaststelling vaststelling
          && vaststelling.kwitantie().berekening().equals(oud.berekening());
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
      return geweigerd(kwitantie, ongeldig("De invoer op de kwitantie past niet bij haar digest."));
    }
    Optional<Verzoek> verzoek = Invoerlijst.lees(kwitantie.invoer());
    if (verzoek.isEmpty()) {
      return geweigerd(
          kwitantie, ongeldig("De invoer op de kwitantie is niet die van een berekening."));
    }
    Uitkomst nieuw = bvv.bereken(verzoek.get(), datum);
    if (!(nieuw instanceof Vaststelling vaststelling)) {
      return geweigerd(kwitantie, nieuw);
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
   * @return a refusal when they are not those of a calculation, or the law of that day refuses
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
    Optional<Verzoek> verzoek = Invoerlijst.lees(nieuw);
    return verzoek.isEmpty()
        ? ongeldig("De bewaarde invoer is niet die van een berekening.")
        : bvv.bereken(verzoek.get());
  }

  private static Weigering ongeldig(String reden) {
    return Weigeringsgrond.ONGELDIGE_INVOER.weigering("Rv art. 475i lid 2", reden);
  }

  private static Vergelijking geweigerd(Kwitantie kwitantie, Uitkomst weigering) {
    return new Vergelijking(kwitantie, weigering, false, false, false, List.of());
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
