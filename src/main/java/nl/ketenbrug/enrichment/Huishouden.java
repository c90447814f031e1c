package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.ketenbrug.bvv.BrpFeiten;
import nl.ketenbrug.bvv.Brpdatum;
import nl.ketenbrug.message.Bsn;

/**
 * The debtor and those around him as the BRP knows them, all canonical {@code Persoon}.
 *
 * @param anderen (former) partners and children about whom the BRP answered
 */
record Huishouden(Canoniek schuldenaar, List<Canoniek> anderen) {

  /**
   * Everyone whose address decides about the household: partners, also former ones, and children.
   */
  static List<Bsn> verwanten(Canoniek schuldenaar) {
    return Stream.concat(
            schuldenaar.teksten("k:partnerschappen/k:partnerschap/k:bsn").stream(),
            schuldenaar.teksten("k:kinderen/k:kind/k:bsn").stream())
        .distinct()
        .map(Bsn::new)
        .toList();
  }

  BrpFeiten feiten(LocalDate peildatum) {
    return new BrpFeiten(
        peildatum,
        woontInNederland(),
        schuldenaar.delen("k:partnerschappen/k:partnerschap").stream().map(this::partner).toList(),
        schuldenaar.delen("k:kinderen/k:kind").stream().map(this::kind).toList());
  }

  boolean woontInNederland() {
    return schuldenaar
        .tekst("k:adres/k:soort")
        .map(soort -> soort.equals("adres") || soort.equals("locatie"))
        .orElse(false);
  }

  boolean woontInBuitenland() {
    return schuldenaar.tekst("k:adres/k:soort").filter("buitenland"::equals).isPresent();
  }

  /** The (former) partner who lives at the debtor's address, when there is one with a BSN. */
  Optional<Canoniek> huisgenoot() {
    List<String> partners = schuldenaar.teksten("k:partnerschappen/k:partnerschap/k:bsn");
    return anderen.stream()
        .filter(persoon -> partners.contains(persoon.verplicht("k:bsn")))
        .filter(this::zelfdeAdres)
        .findFirst();
  }

  List<Canoniek> kinderen() {
    List<String> kinderen = schuldenaar.teksten("k:kinderen/k:kind/k:bsn");
    return anderen.stream()
        .filter(persoon -> kinderen.contains(persoon.verplicht("k:bsn")))
        .toList();
  }

  private BrpFeiten.Partner partner(Canoniek partnerschap) {
    Optional<String> bsn = partnerschap.tekst("k:bsn");
    return new BrpFeiten.Partner(
        bsn.isPresent(),
        datum(partnerschap.tekst("k:begin")).orElse(Brpdatum.van("")),
        datum(partnerschap.tekst("k:ontbinding")).orElse(null),
        bsn.map(this::zelfdeAdres).orElse(false));
  }

  private BrpFeiten.Kind kind(Canoniek kind) {
    return new BrpFeiten.Kind(
        datum(kind.tekst("k:geboortedatum")).orElse(Brpdatum.van("")),
        kind.tekst("k:bsn").map(this::zelfdeAdres).orElse(false));
  }

  private boolean zelfdeAdres(String bsn) {
    return anderen.stream()
        .filter(persoon -> persoon.verplicht("k:bsn").equals(bsn))
        .anyMatch(this::zelfdeAdres);
  }

  /**
   * The same dwelling by its BAG number, or by postcode and number where one of the two has none.
   */
  private boolean zelfdeAdres(Canoniek ander) {
    Optional<String> hier = schuldenaar.tekst("k:adres/k:adresseerbaarObject");
    Optional<String> daar = ander.tekst("k:adres/k:adresseerbaarObject");
    if (hier.isPresent() && daar.isPresent()) {
      return hier.equals(daar);
    }
    Optional<String> postcode = schuldenaar.tekst("k:adres/k:postcode");
    return postcode.isPresent() && nummer(schuldenaar).equals(nummer(ander));
  }

  private static List<String> nummer(Canoniek persoon) {
    return Stream.of("postcode", "huisnummer", "huisletter", "huisnummertoevoeging")
        .map(veld -> persoon.tekst("k:adres/k:" + veld).orElse(""))
        .toList();
  }

  private static Optional<Brpdatum> datum(Optional<String> tekst) {
    return tekst.map(waarde -> Brpdatum.van(waarde.equals("onbekend") ? "" : waarde));
  }
}
