package nl.ketenbrug.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import nl.ketenbrug.bvv.Beslagsoort;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.dossier.Beslag;
import nl.ketenbrug.dossier.Beslaglegger;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Bvvstanden;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills the tables with running attachments, as the routes would have left them. */
final class Voorraad {

  /** Dossiers in one transaction. */
  private static final int GREEP = 500;

  /**
   * Numbers that pass the check and are made up by counting; they live in the folder of this
   * measurement, which is deleted.
   */
  private static final int EERSTE_STAM = 90_000_000;

  /** One in ten has the bailiff of the demo as its party. */
  private static final List<String> PARTIJEN =
      List.of(
          "00000099000000110000",
          "00000099000000150001",
          "00000099000000150002",
          "00000099000000150003",
          "00000099000000150004",
          "00000099000000150005",
          "00000099000000150006",
          "00000099000000150007",
          "00000099000000150008",
          "00000099000000150009");

  private final Dossiers dossiers;
  private final Schuldenaren schuldenaren;
  private final Bvvstanden standen;
  private final BeslagvrijeVoet wet;
  private final ObjectMapper json;
  private final TransactionTemplate transactie;
  private final Clock clock;
  private final String dossiergeheim;

  Voorraad(ApplicationContext motor) {
    this.dossiers = motor.getBean(Dossiers.class);
    this.schuldenaren = motor.getBean(Schuldenaren.class);
    this.standen = motor.getBean(Bvvstanden.class);
    this.wet = motor.getBean(BeslagvrijeVoet.class);
    this.json = motor.getBean(ObjectMapper.class);
    this.transactie = new TransactionTemplate(motor.getBean(PlatformTransactionManager.class));
    this.clock = motor.getBean(Clock.class);
    this.dossiergeheim = motor.getEnvironment().getRequiredProperty("ketenbrug.dossiergeheim");
  }

  /**
   * Determinations of the first half of 2026, one for each debtor, none refused.
   *
   * @param vanaf how many stand there already, of the same seed
   * @param voortgang is told each tenth that is done, in percent
   */
  void vul(int vanaf, int aantal, long seed, IntConsumer voortgang) {
    Verzoeken verzoeken = new Verzoeken(seed, Verzoeken.Werk.EERSTE_HELFT_2026);
    int stam = EERSTE_STAM;
    for (int gedaan = 0; gedaan < aantal; gedaan += GREEP) {
      List<Bsn> greep = new ArrayList<>();
      while (greep.size() < Math.min(GREEP, aantal - gedaan)) {
        nummer(stam++).ifPresent(greep::add);
      }
      List<Verzoek> vragen = greep.stream().map(bsn -> periodiek(verzoeken)).toList();
      if (gedaan < vanaf) {
        continue;
      }
      transactie.executeWithoutResult(status -> leg(greep, vragen));
      int tiende = (int) (10L * (gedaan + greep.size()) / aantal);
      if (tiende > 10L * gedaan / aantal) {
        voortgang.accept(10 * tiende);
      }
    }
  }

  /** A bank balance is protected for one month and is not in the stock. */
  private static Verzoek periodiek(Verzoeken verzoeken) {
    Verzoek verzoek = verzoeken.neem(1)[0];
    return verzoek.soort() == Beslagsoort.PERIODIEK ? verzoek : periodiek(verzoeken);
  }

  /** The number that begins with these eight digits, when there is one (elfproef). */
  private static Optional<Bsn> nummer(int stam) {
    String cijfers = Integer.toString(stam);
    int som = 0;
    for (int i = 0; i < cijfers.length(); i++) {
      som += (cijfers.charAt(i) - '0') * (9 - i);
    }
    return som % 11 == 10 ? Optional.empty() : Optional.of(new Bsn(cijfers + som % 11));
  }

  private void leg(List<Bsn> greep, List<Verzoek> vragen) {
    for (int i = 0; i < greep.size(); i++) {
      leg(greep.get(i), vragen.get(i));
    }
  }

  private void leg(Bsn bsn, Verzoek vraag) {
    Vaststelling vaststelling = (Vaststelling) wet.bereken(vraag);
    Kwitantie kwitantie = vaststelling.kwitantie();
    Dossiersleutel dossier = Dossiersleutel.van(bsn, dossiergeheim);
    int partij = Math.floorMod(dossier.hashCode(), PARTIJEN.size());
    dossiers.meld(
        dossier,
        new Beslag(
            "BENCH-" + dossier.value().substring(0, 40),
            "executoriaal-derdenbeslag",
            "loon",
            Beslaglegger.van("oin", PARTIJEN.get(partij)),
            "999900011L01",
            kwitantie.peildatum(),
            null,
            null,
            "concurrent",
            "lopend",
            BerichtId.nieuw(clock.instant())),
        List.of(new Oin(PARTIJEN.get(partij))),
        Instant.EPOCH);
    schuldenaren.bewaar(dossier, bsn);
    standen.neemOver(
        new Bvvstand(
            dossier,
            BerichtId.nieuw(clock.instant()),
            vaststelling.bedrag(),
            vaststelling.basis(),
            vaststelling.plafond(),
            vraag.leefsituatie().naam(),
            kwitantie.peildatum(),
            kwitantie.geldigVanaf(),
            kwitantie.geldigTot(),
            kwitantie.cijferbestand().naam(),
            kwitantie.cijferbestand().sha256(),
            kwitantie.regelversie()),
        invoer(kwitantie));
  }

  private String invoer(Kwitantie kwitantie) {
    try {
      return json.writeValueAsString(kwitantie.invoer());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Invoer laat zich niet als JSON schrijven", e);
    }
  }
}
