package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.delivery.Bundelinhoud.Stuk;
import nl.ketenbrug.delivery.Papierbundels.Kandidaat;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Logboek;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes bundles of what goes by paper. An event is taken when it stands on the partner's queue, its
 * body is in the log, nobody holds it, and nothing of its dossier before it is left out: so paper
 * overtakes nothing. Nothing leaves the queue by it.
 */
@Service
class Bundelmaker {

  private static final int GREEP = 500;

  private final Partners partners;
  private final Uitwijkregister register;
  private final Papierbundels bundels;
  private final Pull pull;
  private final Leesrecht leesrecht;
  private final Logboek logboek;
  private final Uitwijklog log;
  private final UitwijkSettings settings;
  private final Clock clock;

  Bundelmaker(
      Partners partners,
      Uitwijkregister register,
      Papierbundels bundels,
      Pull pull,
      Leesrecht leesrecht,
      Logboek logboek,
      Uitwijklog log,
      UitwijkSettings settings,
      Clock clock) {
    this.partners = partners;
    this.register = register;
    this.bundels = bundels;
    this.pull = pull;
    this.leesrecht = leesrecht;
    this.logboek = logboek;
    this.log = log;
    this.settings = settings;
    this.clock = clock;
  }

  /** What stands on the queue, for all bundles that are made of this fallback now. */
  Zicht zicht(Uitwijk uitwijk) {
    Partner partner = partners.zoek(uitwijk.partner()).orElseThrow();
    return new Zicht(
        na -> bundels.volgende(partner.code(), uitwijk.dossier(), na, Zicht.VOORUIT),
        ids -> pull.zichtbaar(partner, ids),
        clock);
  }

  /**
   * The next bundle of one fallback: claim, bundle and record together, or nothing of it.
   *
   * @param wie an account, or the engine itself
   * @return empty when nothing can be taken, or another engine is at it
   */
  @Transactional
  public Optional<Papierbundel> maak(UUID uitwijkId, String wie, Zicht zicht) {
    return maak(uitwijkId, wie, zicht, () -> {});
  }

  /**
   * As above.
   *
   * @param alsErNietsMeerIs done in the same transaction, so while no other engine is at it; not
   *     when one was
   */
  @Transactional
  public Optional<Papierbundel> maak(
      UUID uitwijkId, String wie, Zicht zicht, Runnable alsErNietsMeerIs) {
    Optional<Uitwijk> gevonden = register.neem(uitwijkId).filter(this::isDichtVolgensTabel);
    if (gevonden.isEmpty()) {
      return Optional.empty();
    }
    Uitwijk uitwijk = gevonden.get();
    Partner partner = partners.zoek(uitwijk.partner()).orElseThrow();
    Instant nu = clock.instant();
    UUID id = BerichtId.nieuw(nu).value();
    List<Stuk> stukken = verzamel(partner, uitwijk, id, zicht);
    if (stukken.isEmpty()) {
      alsErNietsMeerIs.run();
      return Optional.empty();
    }
    Bundelinhoud inhoud =
        new Bundelinhoud(
            partner.code(),
            partner.naam(),
            bundels.volgendNummer(partner.code()),
            nu.truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
            stukken);
    byte[] bestand = zet(uitwijk.vorm(), inhoud);
    Papierbundel bundel =
        new Papierbundel(
            id,
            uitwijk.id(),
            partner.code(),
            inhoud.nummer(),
            uitwijk.vorm(),
            inhoud.gemaakt(),
            stukken.size(),
            bestand.length,
            Bundelinhoud.sha256(bestand),
            null,
            null,
            null,
            null,
            null);
    bundels.maak(bundel, wie, partner.abonnement().profiel(), inhoud);
    log.noteer(
        new Uitwijklog.Besluit(
            partner.code(),
            uitwijk.dossier(),
            wie,
            "bundel-gemaakt",
            "bundel %d van %d berichten, volgnummers %d tot en met %d, inhoud sha256 %s, bestand sha256 %s"
                .formatted(
                    bundel.nummer(),
                    bundel.aantal(),
                    stukken.get(0).volgnummer(),
                    stukken.get(stukken.size() - 1).volgnummer(),
                    inhoud.sha256(),
                    bundel.sha256())),
        bundels.gebeurtenissen(id, false));
    return Optional.of(bundel);
  }

  /**
   * The file of a bundle that was made before, from the log.
   *
   * @throws BundelNietTeZetten when it holds what the partner may not have any more, or the log
   *     gives something else than it was made of
   */
  byte[] zet(Papierbundel bundel) {
    Partner partner = partners.zoek(bundel.partner()).orElseThrow(BundelNietTeZetten::new);
    Papierbundels.Gemaakt gemaakt = bundels.gemaaktVan(bundel.id());
    List<Stuk> stukken = new ArrayList<>();
    for (Kandidaat regel : bundels.regels(bundel.id())) {
      String body = body(partner, regel, gemaakt.profiel()).orElseThrow(BundelNietTeZetten::new);
      stukken.add(stuk(regel, body));
    }
    Bundelinhoud inhoud =
        new Bundelinhoud(
            partner.code(), partner.naam(), bundel.nummer(), bundel.gemaakt(), stukken);
    if (!inhoud.sha256().equals(gemaakt.inhoudSha256())) {
      throw new BundelNietTeZetten();
    }
    return zet(bundel.vorm(), inhoud);
  }

  /** What stands in a bundle cannot be read back as it was, or not be given any more. */
  static final class BundelNietTeZetten extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static byte[] zet(Uitwijk.Vorm vorm, Bundelinhoud inhoud) {
    return vorm == Uitwijk.Vorm.PDF ? Bundelpdf.maak(inhoud) : Bundelcsv.maak(inhoud);
  }

  /**
   * Who reads its queue itself is shut out first, and what it had fetched is back then. Asks the
   * broker, so not within a transaction.
   */
  boolean isTeLezen(Uitwijk uitwijk) {
    return isDichtVolgensTabel(uitwijk)
        && partners
            .zoek(uitwijk.partner())
            .filter(
                partner ->
                    partner.abonnement().kanaal() != Abonnement.Kanaal.PULL
                        || !partner.abonnement().magZelfLezen()
                        || leesrecht.isDicht(partner))
            .isPresent();
  }

  /** Who has no other way than its queue is shut out once for a fallback, which notes it. */
  private boolean isDichtVolgensTabel(Uitwijk uitwijk) {
    return partners
        .zoek(uitwijk.partner())
        .filter(
            partner ->
                partner.abonnement().kanaal() != Abonnement.Kanaal.AMQP || uitwijk.dicht() != null)
        .isPresent();
  }

  private List<Stuk> verzamel(Partner partner, Uitwijk uitwijk, UUID bundel, Zicht zicht) {
    List<Stuk> stukken = new ArrayList<>();
    Set<String> wachtend = new HashSet<>();
    long na = 0;
    while (stukken.size() < settings.grootste()) {
      List<Kandidaat> greep = bundels.kandidaten(partner.code(), uitwijk.dossier(), na, GREEP);
      List<Kandidaat> bekend = totHetLog(greep);
      if (bekend.isEmpty()) {
        return stukken;
      }
      List<Stuk> beurt =
          teNemen(
              partner, bekend, zicht.van(bekend), wachtend, settings.grootste() - stukken.size());
      neem(partner, bundel, beurt, wachtend, stukken);
      if (bekend.size() < GREEP) {
        return stukken;
      }
      na = bekend.get(bekend.size() - 1).volgnummer();
    }
    return stukken;
  }

  /** The log is written behind the queue: what it does not know yet comes in the next bundle. */
  private static List<Kandidaat> totHetLog(List<Kandidaat> greep) {
    return greep.stream().takeWhile(een -> een.inLog() || een.melding() != null).toList();
  }

  private List<Stuk> teNemen(
      Partner partner,
      List<Kandidaat> greep,
      Set<UUID> zichtbaar,
      Set<String> wachtend,
      int hoogstens) {
    List<Stuk> beurt = new ArrayList<>();
    for (Kandidaat een : greep) {
      if (beurt.size() == hoogstens) {
        return beurt;
      }
      if (wachtend.contains(sleutel(een.dossier()))) {
        continue;
      }
      Optional<String> body =
          zichtbaar.contains(een.berichtId())
              ? body(partner, een, partner.abonnement().profiel())
              : Optional.empty();
      if (body.isEmpty()) {
        wachtend.add(sleutel(een.dossier()));
      }
      body.ifPresent(tekst -> beurt.add(stuk(een, tekst)));
    }
    return beurt;
  }

  private void neem(
      Partner partner, UUID bundel, List<Stuk> beurt, Set<String> wachtend, List<Stuk> stukken) {
    Set<UUID> genomen =
        bundels.claim(partner.code(), bundel, beurt.stream().map(Stuk::berichtId).toList());
    List<UUID> teveel = new ArrayList<>();
    for (Stuk stuk : beurt) {
      if (!genomen.contains(stuk.berichtId())) {
        wachtend.add(sleutel(stuk.dossier()));
      } else if (wachtend.contains(sleutel(stuk.dossier()))) {
        teveel.add(stuk.berichtId());
      } else {
        stukken.add(stuk);
      }
    }
    bundels.laatLos(partner.code(), bundel, teveel);
  }

  private static String sleutel(String dossier) {
    return dossier == null ? "" : dossier;
  }

  /** Only what the partner may have today, as it was laid ready for it. */
  private Optional<String> body(Partner partner, Kandidaat een, String profiel) {
    if (een.melding() != null) {
      return Optional.of(een.melding());
    }
    Abonnement abonnement = partner.abonnement();
    if (!profiel.equals(abonnement.profiel())
        || !abonnement.gebeurtenistypen().contains(een.gebeurtenistype())) {
      return Optional.empty();
    }
    return logboek
        .klaargezet(partner.code(), een.berichtId(), "shape-for-" + profiel)
        .map(LogRegel::inhoud);
  }

  private static Stuk stuk(Kandidaat een, String body) {
    return new Stuk(
        een.berichtId(),
        een.volgnummer(),
        een.melding() == null ? een.dossier() : null,
        een.gebeurtenistype(),
        een.keer(),
        body);
  }
}
