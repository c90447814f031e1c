package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.simulator.scenario.BrpGegevens;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Kind;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Naam;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Partner;
import nl.ketenbrug.simulator.scenario.Moment;
import nl.ketenbrug.simulator.scenario.Moment.Datum;
import nl.ketenbrug.simulator.scenario.Persoon;

/** Writes all that the BRP knows of a person; {@link Veldenkeuze} then takes out what was asked. */
final class PersoonJson {

  private final LocalDate vandaag;

  PersoonJson(LocalDate vandaag) {
    this.vandaag = vandaag;
  }

  ObjectNode van(Persoon persoon) {
    BrpGegevens brp = persoon.brp();
    ObjectNode json = object();
    json.put("burgerservicenummer", persoon.bsn());
    if (brp.geheimhouding()) {
      json.put("geheimhoudingPersoonsgegevens", true);
    }
    if (brp.geslacht() != null) {
      json.set("geslacht", Waarden.geslacht(brp.geslacht()));
    }
    json.set("naam", naamVanPersoon(brp.naam()));
    geboorteEnLeeftijd(json, brp);
    if (brp.onderCuratele()) {
      json.put("indicatieCurateleRegister", true);
    }
    if (brp.gemeente() != null) {
      json.set(
          "gemeenteVanInschrijving", Waarden.code(brp.gemeente().code(), brp.gemeente().naam()));
    }
    verblijf(json, brp);
    opschorting(json, brp);
    partners(json, brp);
    kinderen(json, brp);
    if (brp.inOnderzoek().contains("persoon")) {
      onderzoek(json, "datumIngangOnderzoekPersoon", "burgerservicenummer", "geslacht", "leeftijd");
    }
    return json;
  }

  private void geboorteEnLeeftijd(ObjectNode json, BrpGegevens brp) {
    if (brp.geboren() == null) {
      return;
    }
    json.putObject("geboorte").set("datum", datum(brp.geboren()));
    Datum geboren = brp.geboren().op(vandaag);
    // With an incomplete date of birth the age is not certain; a deceased person has none.
    if (geboren.isVolledig() && brp.overleden() == null) {
      json.put("leeftijd", Period.between(geboren.volledig(), vandaag).getYears());
    }
  }

  private void verblijf(ObjectNode json, BrpGegevens brp) {
    if (brp.verblijf() == null) {
      return;
    }
    ObjectNode plaats = Verblijfplaats.verblijfplaats(brp.verblijf(), brp.gemeente(), vandaag);
    if (brp.inOnderzoek().contains("verblijfplaats")) {
      onderzoek(
          plaats,
          "datumIngangOnderzoek",
          Stream.of("type", "datumVan", "functieAdres").filter(plaats::has).toArray(String[]::new));
    }
    json.set("verblijfplaats", plaats);
    ObjectNode adressering = Verblijfplaats.adressering(brp.verblijf());
    if (!adressering.isEmpty()) {
      json.set("adressering", adressering);
    }
  }

  /** The record of somebody who died or left the country is no longer kept up. */
  private void opschorting(ObjectNode json, BrpGegevens brp) {
    if (brp.overleden() != null) {
      json.putObject("overlijden").set("datum", datum(brp.overleden()));
      opgeschort(json, "O", "overlijden", brp.overleden());
    } else if (brp.verblijf() != null && brp.verblijf().buitenland() != null) {
      opgeschort(json, "E", "emigratie", brp.verblijf().sinds());
    }
  }

  private void opgeschort(ObjectNode json, String code, String reden, Moment sinds) {
    ObjectNode opschorting = json.putObject("opschortingBijhouding");
    opschorting.set("reden", Waarden.code(code, reden));
    if (sinds != null) {
      opschorting.set("datum", datum(sinds));
    }
  }

  private void partners(ObjectNode json, BrpGegevens brp) {
    if (brp.partners().isEmpty()) {
      return;
    }
    ArrayNode partners = json.putArray("partners");
    for (Partner partner : brp.partners()) {
      ObjectNode een = partners.addObject();
      if (partner.bsn() != null) {
        een.put("burgerservicenummer", partner.bsn());
      }
      if (partner.geslacht() != null) {
        een.set("geslacht", Waarden.geslacht(partner.geslacht()));
      }
      boolean huwelijk = !"P".equals(partner.soort());
      een.set(
          "soortVerbintenis",
          huwelijk
              ? Waarden.code("H", "huwelijk")
              : Waarden.code("P", "geregistreerd partnerschap"));
      een.set("naam", naam(partner.naam()));
      geboorte(een, partner.geboren());
      moment(een, "aangaanHuwelijkPartnerschap", partner.sinds());
      moment(een, "ontbindingHuwelijkPartnerschap", partner.ontbonden());
    }
  }

  private void kinderen(ObjectNode json, BrpGegevens brp) {
    if (brp.kinderen().isEmpty()) {
      return;
    }
    ArrayNode kinderen = json.putArray("kinderen");
    for (Kind kind : brp.kinderen()) {
      ObjectNode een = kinderen.addObject();
      if (kind.bsn() != null) {
        een.put("burgerservicenummer", kind.bsn());
      }
      een.set("naam", naam(kind.naam()));
      geboorte(een, kind.geboren());
    }
  }

  private void onderzoek(ObjectNode groep, String naamVanDatum, String... velden) {
    ObjectNode marken = groep.putObject("inOnderzoek");
    Arrays.stream(velden).forEach(veld -> marken.put(veld, true));
    // Fixed: that there is an investigation matters, not when it began.
    marken.set(naamVanDatum, datum(new Moment("P2M")));
  }

  private void geboorte(ObjectNode json, Moment geboren) {
    moment(json, "geboorte", geboren);
  }

  private void moment(ObjectNode json, String groep, Moment moment) {
    if (moment != null) {
      json.putObject(groep).set("datum", datum(moment));
    }
  }

  private ObjectNode datum(Moment moment) {
    return Waarden.datum(moment.op(vandaag));
  }

  private static ObjectNode naamVanPersoon(Naam naam) {
    ObjectNode json = naam(naam);
    json.put(
        "volledigeNaam",
        Stream.of(naam.voornamen(), naam.voorvoegsel(), naam.geslachtsnaam())
            .filter(deel -> deel != null)
            .collect(Collectors.joining(" ")));
    json.set("aanduidingNaamgebruik", Waarden.code("E", "eigen geslachtsnaam"));
    return json;
  }

  private static ObjectNode naam(Naam naam) {
    ObjectNode json = object();
    if (naam.voornamen() != null) {
      json.put("voornamen", naam.voornamen());
      json.put("voorletters", voorletters(naam.voornamen()));
    }
    if (naam.voorvoegsel() != null) {
      json.put("voorvoegsel", naam.voorvoegsel());
    }
    json.put("geslachtsnaam", naam.geslachtsnaam());
    return json;
  }

  private static String voorletters(String voornamen) {
    return Arrays.stream(voornamen.split(" "))
        .map(voornaam -> voornaam.charAt(0) + ".")
        .collect(Collectors.joining());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
