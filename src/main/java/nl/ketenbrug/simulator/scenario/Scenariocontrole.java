package nl.ketenbrug.simulator.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Kind;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Partner;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Verblijf;
import nl.ketenbrug.simulator.scenario.PolisGegevens.Inkomstenverhouding;

/**
 * Refuses a scenario that could hold a real person or that contradicts itself. The simulator keeps
 * requests in the clear, so it must never know a real BSN.
 */
final class Scenariocontrole {

  private static final String TESTREEKS = "9999";
  private static final String LOONHEFFINGENNUMMER = "\\d{9}L\\d{2}";

  private Scenariocontrole() {}

  static void controleer(Map<String, Werkgever> werkgevers, List<Persoon> personen) {
    werkgevers.forEach(Scenariocontrole::werkgever);
    Set<String> gezien = new HashSet<>();
    for (Persoon persoon : personen) {
      if (!gezien.add(persoon.bsn())) {
        throw fout(persoon, "staat er twee keer in");
      }
      controleer(persoon, werkgevers);
      persoon
          .wijzigingen()
          .forEach(wijziging -> controleer(persoon.op(wijziging.dag()), werkgevers));
    }
  }

  private static void controleer(Persoon persoon, Map<String, Werkgever> werkgevers) {
    bsns(persoon).forEach(bsn -> testnummer(persoon, bsn));
    if (persoon.brp() != null && persoon.brp().verblijf() != null) {
      verblijf(persoon, persoon.brp().verblijf());
    }
    if (persoon.polis() != null) {
      persoon.polis().inkomstenverhoudingen().forEach(ikv -> ikv(persoon, ikv, werkgevers));
    }
  }

  private static void werkgever(String naam, Werkgever werkgever) {
    if (!werkgever.loonheffingennummer().matches(LOONHEFFINGENNUMMER)) {
      throw new IllegalArgumentException("Werkgever " + naam + ": geen loonheffingennummer");
    }
  }

  private static Stream<String> bsns(Persoon persoon) {
    if (persoon.brp() == null) {
      return Stream.of(persoon.bsn());
    }
    Stream<String> partners = persoon.brp().partners().stream().map(Partner::bsn);
    Stream<String> kinderen = persoon.brp().kinderen().stream().map(Kind::bsn);
    return Stream.of(Stream.of(persoon.bsn()), partners, kinderen)
        .flatMap(bsns -> bsns)
        .filter(bsn -> bsn != null);
  }

  private static void testnummer(Persoon persoon, String bsn) {
    if (!new Bsn(bsn).value().startsWith(TESTREEKS)) {
      throw fout(persoon, "heeft een BSN buiten de testreeks");
    }
  }

  private static void verblijf(Persoon persoon, Verblijf verblijf) {
    long soorten =
        Stream.of(verblijf.adres(), verblijf.locatie(), verblijf.buitenland())
            .filter(soort -> soort != null)
            .count();
    if (soorten > 1) {
      throw fout(persoon, "woont op meer dan een plaats");
    }
  }

  private static void ikv(
      Persoon persoon, Inkomstenverhouding ikv, Map<String, Werkgever> werkgevers) {
    if (!werkgevers.containsKey(ikv.werkgever())) {
      throw fout(persoon, "heeft een werkgever die er niet in staat: " + ikv.werkgever());
    }
    if (ikv.begin() == null) {
      throw fout(persoon, "heeft een inkomstenverhouding zonder begin");
    }
  }

  private static IllegalArgumentException fout(Persoon persoon, String wat) {
    return new IllegalArgumentException("Persoon '" + persoon.doel() + "' " + wat);
  }
}
