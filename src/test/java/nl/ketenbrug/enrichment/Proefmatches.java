package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.ketenbrug.dossier.Insolventies.Vraag;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Proeftransactie;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Matches on a real database, with a log of the test. */
public final class Proefmatches {

  private static final InsolventieSettings AAN = new InsolventieSettings(true, true, 100, 2, 60);

  final Voorraad voorraad;
  final Insolventieverwerking verwerking;
  final Meldingverwerking meldingen;
  final Matchmelder melder;
  final Termijnbewaker bewaker;
  public final Matchbeheer beheer;

  public Proefmatches(DataSource bron, Berichtenlog log, Clock klok) {
    this(bron, log, klok, () -> {});
  }

  /**
   * @param commit what the broker does when it is to commit
   */
  Proefmatches(DataSource bron, Berichtenlog log, Clock klok, Runnable commit) {
    this(bron, log, klok, commit, true);
  }

  /**
   * @param herkent whether debtors are recognised in what comes without a number
   */
  Proefmatches(DataSource bron, Berichtenlog log, Clock klok, Runnable commit, boolean herkent) {
    JdbcClient jdbc = JdbcClient.create(bron);
    voorraad =
        new Voorraad(
            jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
    Matchverhalen verhalen =
        voorraad.opDossiers(
            (d, s, c) ->
                new Matchverhalen(
                    voorraad.afleidingen(klok),
                    d,
                    voorraad.volgingen(klok),
                    voorraad.herkenningen(),
                    klok));
    Insolventieverteller verteller = new Insolventieverteller(voorraad.matches(klok), verhalen);
    Meldingverteller meldingverteller =
        new Meldingverteller(
            voorraad.matches(klok), verhalen, voorraad.registerzaken(), voorraad.zaakstanden());
    Matchvergelijker vergelijker =
        new Matchvergelijker(voorraad.herkenningen(), voorraad.matches(klok));
    meldingen =
        new Meldingverwerking(
            bronnen(),
            voorraad.registerzaken(),
            voorraad.herkenningen(),
            voorraad.matches(klok),
            vergelijker,
            meldingverteller,
            new ToezichtSettings(herkent),
            log,
            klok);
    bewaker =
        voorraad.opDossiers(
            (d, s, c) ->
                new Termijnbewaker(
                    voorraad.termijnen(),
                    d,
                    s,
                    voorraad.afleidingen(klok),
                    voorraad.zaakstanden(),
                    meldingen,
                    klok));
    melder =
        new Matchmelder(
            voorraad.matches(klok),
            voorraad.herkenningen(),
            log,
            Proeftransactie.met(commit),
            klok);
    verwerking =
        new Insolventieverwerking(
            voorraad.insolventies(klok),
            voorraad.herkenningen(),
            voorraad.matches(klok),
            verteller,
            vergelijker,
            meldingen,
            AAN,
            new ToezichtSettings(true),
            klok);
    beheer =
        new Matchbeheer(
            voorraad.matches(klok),
            voorraad.herkenningen(),
            voorraad.insolventies(klok),
            voorraad.registerzaken(),
            new Matchbeoordeling(
                voorraad.matches(klok),
                voorraad.herkenningen(),
                voorraad.insolventies(klok),
                voorraad.registerzaken(),
                verteller,
                meldingverteller),
            melder,
            log,
            klok);
  }

  private static Bronnen bronnen() {
    YAMLMapper yaml = new YAMLMapper();
    return new Bronnen(
        Stream.of("vish", "ccbr", "schuldhulp")
            .map(naam -> Path.of("config/sources/" + naam + ".yaml").toFile())
            .map(
                bestand -> {
                  try {
                    return yaml.readValue(bestand, Bron.class);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .toList());
  }

  /** A case that may be about this debtor, as if the register had just given it. */
  public void stelVoor(String bsn, String voornaam) {
    Dossiersleutel dossier = voorraad.beslag(bsn, "M-1", List.of("00000099000000110000"));
    String naam =
        "<naam><voornamen>%s</voornamen><geslachtsnaam>Verzonneling</geslachtsnaam></naam><geboortedatum>1988-04-12</geboortedatum>"
            .formatted(voornaam);
    String ns = " xmlns=\"" + Canoniek.NAMESPACE + "\"";
    verwerking.onthoud(
        dossier,
        Canoniek.lees(
                "<Persoon%s>%s<adres><soort>adres</soort><huisnummer>12</huisnummer><postcode>9901ZA</postcode></adres><geheimhouding>true</geheimhouding></Persoon>"
                    .formatted(ns, naam))
            .delen("/k:Persoon")
            .get(0),
        BerichtId.nieuw(Instant.now()));
    verwerking.neem(
        "cir",
        new Vraag("16.mne.26.9.R.2301.1.00", Instant.now()),
        BerichtId.nieuw(Instant.now()),
        voorraad.insolventies(Clock.systemUTC()).moment(),
        Canoniek.lees(
            "<Brongegevens%s uitkomst=\"gevonden\"><Insolventie><nummer>R.16/26/9</nummer><soort>schuldsanering</soort><rechtbank><code>42</code></rechtbank><kenmerken><natuurlijkPersoon>true</natuurlijkPersoon>%s<geheimAdres>true</geheimAdres></kenmerken><publicatie><kenmerk>16.mne.26.9.R.2301.1.00</kenmerk><datum>2026-05-13</datum><code>2301</code><gebeurtenistype>nl.insolventieregister.wsnp-uitgesproken</gebeurtenistype></publicatie></Insolventie></Brongegevens>"
                .formatted(ns, naam)));
  }
}
