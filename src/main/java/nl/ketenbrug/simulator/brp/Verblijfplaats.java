package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Objects;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Adres;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Buitenland;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Gemeente;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Land;
import nl.ketenbrug.simulator.scenario.BrpGegevens.Verblijf;

/** Writes where a person lives: as {@code verblijfplaats} and as lines of an address. */
final class Verblijfplaats {

  private static final int LANGSTE_KORTE_STRAATNAAM = 24;

  /** BAG ids begin with a municipality, then the kind of object: 01 = verblijfsobject. */
  private static final String VERBLIJFSOBJECT = "01";

  private static final String NUMMERAANDUIDING = "20";

  private Verblijfplaats() {}

  static ObjectNode verblijfplaats(Verblijf verblijf, Gemeente gemeente, LocalDate vandaag) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (verblijf.adres() != null) {
      adres(json, verblijf.adres(), gemeente);
    } else if (verblijf.locatie() != null) {
      json.put("type", "Locatie");
      json.set("functieAdres", Waarden.code("W", "woonadres"));
      json.putObject("verblijfadres").put("locatiebeschrijving", verblijf.locatie());
    } else if (verblijf.buitenland() != null) {
      json.put("type", "VerblijfplaatsBuitenland");
      json.set("verblijfadres", buitenland(verblijf.buitenland()));
    } else {
      json.put("type", "VerblijfplaatsOnbekend");
    }
    if (verblijf.sinds() != null) {
      json.set("datumVan", Waarden.datum(verblijf.sinds().op(vandaag)));
      json.set("datumIngangGeldigheid", Waarden.datum(verblijf.sinds().op(vandaag)));
    }
    return json;
  }

  /** Lines for on an envelope; empty when the place of residence is unknown. */
  static ObjectNode adressering(Verblijf verblijf) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (verblijf.adres() != null) {
      Adres adres = verblijf.adres();
      json.put("adresregel1", (adres.straat() + " " + huisnummer(adres)).strip());
      json.put("adresregel2", postcodeMetSpatie(adres) + "  " + adres.woonplaats().toUpperCase());
    } else if (verblijf.locatie() != null) {
      json.put("adresregel1", verblijf.locatie());
    } else if (verblijf.buitenland() != null) {
      zet(json, "adresregel1", verblijf.buitenland().regel1());
      zet(json, "adresregel2", verblijf.buitenland().regel2());
      zet(json, "adresregel3", verblijf.buitenland().regel3());
      json.set("land", land(verblijf.buitenland().land()));
    }
    return json;
  }

  private static void adres(ObjectNode json, Adres adres, Gemeente gemeente) {
    json.put("type", "Adres");
    json.set("functieAdres", Waarden.code("W", "woonadres"));
    String code = gemeente == null ? "0000" : gemeente.code();
    json.put("adresseerbaarObjectIdentificatie", bag(code, VERBLIJFSOBJECT, adres));
    json.put("nummeraanduidingIdentificatie", bag(code, NUMMERAANDUIDING, adres));
    ObjectNode verblijfadres = json.putObject("verblijfadres");
    verblijfadres.put("officieleStraatnaam", adres.straat());
    verblijfadres.put("korteStraatnaam", kort(adres.straat()));
    verblijfadres.put("huisnummer", adres.huisnummer());
    zet(verblijfadres, "huisletter", adres.huisletter());
    zet(verblijfadres, "huisnummertoevoeging", adres.toevoeging());
    verblijfadres.put("postcode", adres.postcode());
    verblijfadres.put("woonplaats", adres.woonplaats());
  }

  /** Made up, but the same for everybody at one address and different for any other. */
  private static String bag(String gemeente, String soort, Adres adres) {
    int hash =
        Objects.hash(adres.postcode(), adres.huisnummer(), adres.huisletter(), adres.toevoeging());
    return gemeente + soort + "%010d".formatted(Integer.toUnsignedLong(hash));
  }

  private static ObjectNode buitenland(Buitenland buitenland) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    zet(json, "regel1", buitenland.regel1());
    zet(json, "regel2", buitenland.regel2());
    zet(json, "regel3", buitenland.regel3());
    json.set("land", land(buitenland.land()));
    return json;
  }

  private static ObjectNode land(Land land) {
    return Waarden.code(land.code(), land.naam());
  }

  private static String kort(String straat) {
    return straat.substring(0, Math.min(straat.length(), LANGSTE_KORTE_STRAATNAAM)).strip();
  }

  private static String huisnummer(Adres adres) {
    String letter = adres.huisletter() == null ? "" : " " + adres.huisletter();
    String toevoeging = adres.toevoeging() == null ? "" : "-" + adres.toevoeging();
    return adres.huisnummer() + letter + toevoeging;
  }

  private static String postcodeMetSpatie(Adres adres) {
    return adres.postcode().substring(0, 4) + " " + adres.postcode().substring(4);
  }

  private static void zet(ObjectNode json, String naam, String waarde) {
    if (waarde != null) {
      json.put(naam, waarde);
    }
  }
}
