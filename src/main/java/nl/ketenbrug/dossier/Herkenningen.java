package nl.ketenbrug.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nl.ketenbrug.message.Dossiersleutel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * By what debtors and persons in cases can be recognised, encrypted, with keyed hashes to find the
 * few that are worth opening. Of a debtor only while an attachment runs.
 */
@Repository
public class Herkenningen {

  /** Any number, the same in every engine. */
  private static final long SLOT = 301_033_001L;

  private static final Logger LOG = LoggerFactory.getLogger(Herkenningen.class);

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Herkenningen(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  private enum Soort {
    SCHULDENAAR,
    ZAAK;

    String naam() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A debtor who may be meant. */
  public record Schuldenaar(Dossiersleutel dossier, Herkenbaar wie) {}

  /**
   * A case that may mean a debtor.
   *
   * @param bron the register that it is in
   */
  public record Persoon(Zaaksleutel zaak, String bron, Herkenbaar wie) {}

  /**
   * From now on until the end of this transaction nobody else proposes matches: a case and a debtor
   * that come at the same moment would not see each other.
   */
  public void vergrendel() {
    jdbc.sql("select pg_advisory_xact_lock(:slot)")
        .param("slot", SLOT)
        .query((rij, nummer) -> true)
        .single();
  }

  /**
   * @return false when no attachment of the dossier runs: then nothing is kept
   */
  public boolean bewaar(Dossiersleutel dossier, Herkenbaar wie) {
    boolean loopt =
        // Held until the end of the transaction: whoever wipes the debtor waits, and wipes this
        // too.
        jdbc.sql("select 1 from schuldenaar where dossier = :dossier for key share")
            .param("dossier", dossier.value())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (loopt) {
      bewaar(Soort.SCHULDENAAR, dossier.value(), null, wie, kluis.sluit(dossier, wie.tekst()));
    }
    return loopt;
  }

  public void bewaar(Zaaksleutel zaak, String bron, Herkenbaar wie) {
    bewaar(Soort.ZAAK, zaak.value(), bron, wie, kluis.sluit(zaak, wie.tekst()));
  }

  public void wis(Zaaksleutel zaak) {
    jdbc.sql("delete from herkenning where soort = 'zaak' and sleutel = :zaak")
        .param("zaak", zaak.value())
        .update();
  }

  public Optional<Herkenbaar> van(Dossiersleutel dossier) {
    return inhoud(Soort.SCHULDENAAR, dossier.value())
        .map(bytes -> Herkenbaar.van(kluis.open(dossier, bytes)));
  }

  public Optional<Herkenbaar> van(Zaaksleutel zaak) {
    return inhoud(Soort.ZAAK, zaak.value()).map(bytes -> Herkenbaar.van(kluis.open(zaak, bytes)));
  }

  /** Debtors who share the day of birth or the address with this person. */
  public List<Schuldenaar> schuldenaren(Herkenbaar wie) {
    return geopend(
        Soort.SCHULDENAAR,
        wie,
        rij -> {
          Dossiersleutel dossier = new Dossiersleutel(rij.sleutel());
          return new Schuldenaar(dossier, Herkenbaar.van(kluis.open(dossier, rij.inhoud())));
        });
  }

  /** Cases about somebody who shares the day of birth or the address with this person. */
  public List<Persoon> personen(Herkenbaar wie) {
    return geopend(
        Soort.ZAAK,
        wie,
        rij -> {
          Zaaksleutel zaak = new Zaaksleutel(rij.sleutel());
          return new Persoon(zaak, rij.bron(), Herkenbaar.van(kluis.open(zaak, rij.inhoud())));
        });
  }

  /** What does not open of one person may not hold up another. */
  private <T> List<T> geopend(Soort soort, Herkenbaar wie, Function<Rij, T> open) {
    List<T> geopend = new ArrayList<>();
    for (Rij rij : kandidaten(soort, wie)) {
      try {
        geopend.add(open.apply(rij));
      } catch (OnleesbareBewaring e) {
        LOG.warn("Een {} is niet vergeleken: {}", soort.naam(), OnleesbareBewaring.CODE);
      }
    }
    return geopend;
  }

  /** Debtors with a running attachment of whom nothing is kept: they cannot be recognised. */
  public long zonderGegevens() {
    return jdbc.sql(
            """
            select count(*) from schuldenaar s where not exists (
              select 1 from herkenning h where h.soort = 'schuldenaar' and h.sleutel = s.dossier)""")
        .query(Long.class)
        .single();
  }

  private record Rij(String sleutel, String bron, byte[] inhoud) {}

  private List<Rij> kandidaten(Soort soort, Herkenbaar wie) {
    return jdbc.sql(
            """
            select sleutel, bron, inhoud from herkenning
            where soort = :soort and (geboren in (:geboren) or geboortejaar = :jaar
              or woonadres = :woonadres)
            order by sleutel""")
        .param("soort", soort.naam())
        .param("geboren", geboren(wie))
        // Of an incomplete date everybody of that year is worth a look.
        .param("jaar", wie.isVolledigGeboren() ? null : jaar(wie))
        .param("woonadres", kenmerk("woonadres", wie.woonadres()))
        .query((rij, nummer) -> new Rij(rij.getString(1), rij.getString(2), rij.getBytes(3)))
        .list();
  }

  /** The day, and what of it others may know: month and year, or the year. */
  private List<String> geboren(Herkenbaar wie) {
    List<String> kenmerken = new ArrayList<>();
    kenmerken.add("");
    for (int lengte : new int[] {4, 7, 10}) {
      if (wie.geboortedatum() != null && wie.geboortedatum().length() >= lengte) {
        kenmerken.add(kenmerk("geboren", wie.geboortedatum().substring(0, lengte)));
      }
    }
    return kenmerken;
  }

  private void bewaar(Soort soort, String sleutel, String bron, Herkenbaar wie, byte[] inhoud) {
    jdbc.sql(
            """
            insert into herkenning (soort, sleutel, bron, geboren, geboortejaar, woonadres, inhoud)
            values (:soort, :sleutel, :bron, :geboren, :jaar, :woonadres, :inhoud)
            on conflict (soort, sleutel) do update set geboren = excluded.geboren,
              geboortejaar = excluded.geboortejaar, woonadres = excluded.woonadres,
              inhoud = excluded.inhoud""")
        .param("soort", soort.naam())
        .param("sleutel", sleutel)
        .param("bron", bron)
        .param("geboren", kenmerk("geboren", wie.geboortedatum()))
        .param("jaar", jaar(wie))
        .param("woonadres", kenmerk("woonadres", wie.woonadres()))
        .param("inhoud", inhoud)
        .update();
  }

  private Optional<byte[]> inhoud(Soort soort, String sleutel) {
    return jdbc.sql("select inhoud from herkenning where soort = :soort and sleutel = :sleutel")
        .param("soort", soort.naam())
        .param("sleutel", sleutel)
        .query((rij, nummer) -> rij.getBytes(1))
        .optional();
  }

  private String jaar(Herkenbaar wie) {
    return wie.geboortedatum() == null
        ? null
        : kenmerk("geboortejaar", wie.geboortedatum().substring(0, 4));
  }

  private String kenmerk(String soort, String waarde) {
    return waarde == null ? null : kluis.kenmerk(soort, waarde);
  }
}
