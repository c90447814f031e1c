package nl.ketenbrug.enrichment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Signalen;
import nl.ketenbrug.dossier.Signalen.Signaal;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes one fact for a dossier of a signal about an organisation in it. The same signal again is
 * the same fact, so that whoever stops halfway tells nothing twice.
 */
@Component
class Signaalverteller {

  private static final String TYPE = "nl.handelsregister.inschrijving-gewijzigd";

  private final Signalen signalen;
  private final Afleidingen afleidingen;
  private final Dossiers dossiers;
  private final Volgingen volgingen;
  private final Herkenningen herkenningen;

  Signaalverteller(
      Signalen signalen,
      Afleidingen afleidingen,
      Dossiers dossiers,
      Volgingen volgingen,
      Herkenningen herkenningen) {
    this.signalen = signalen;
    this.afleidingen = afleidingen;
    this.dossiers = dossiers;
    this.volgingen = volgingen;
    this.herkenningen = herkenningen;
  }

  /**
   * Does nothing when the organisation is not in this dossier any more.
   *
   * @param inschrijving canonical {@code Inschrijving}
   * @param vraag under which it was asked
   * @throws nl.ketenbrug.dossier.OnleesbareBewaring when the number of the debtor does not open
   */
  @Transactional
  void vertel(
      String bron,
      Signaal signaal,
      Dossiersleutel dossier,
      Canoniek inschrijving,
      BerichtId vraag) {
    dossiers.vergrendel(dossier);
    String kvkNummer = signaal.kvkNummer();
    if (!signalen.betreft(dossier, signaal)) {
      return;
    }
    List<String> beslagen = signalen.beslagenBij(dossier, kvkNummer);
    boolean schuldenaar = signalen.schuldenaar(kvkNummer).equals(dossier);
    List<String> hoedanigheden = new ArrayList<>();
    if (!beslagen.isEmpty()) {
      hoedanigheden.add("derde-beslagene");
    }
    if (schuldenaar) {
      hoedanigheden.add("schuldenaar");
    }
    Afleidingsdocument document =
        new Afleidingsdocument(
            TYPE, dossier, inschrijving.verplicht("k:tijdstip"), dossiers.partijen(dossier));
    Optional<Bsn> bsn = volgingen.bsn(dossier);
    document.genoemde(
        bsn.map(nummer -> "bsn").orElse(schuldenaar ? "kvkNummer" : null),
        bsn.map(Bsn::value).orElse(kvkNummer),
        herkenningen.van(dossier).map(Herkenbaar::geheimhouding).orElse(null));
    afleidingen.voegToe(
        // As Signalen looks for who was told.
        bron + "|" + signaal.kenmerk() + "|" + dossier.value(),
        dossier,
        vraag,
        document.inschrijving(hoedanigheden, beslagen, inschrijving.xml()));
  }
}
