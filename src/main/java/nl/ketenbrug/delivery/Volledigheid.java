package nl.ketenbrug.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Repository;

/** What one subscription got on one day, so that a partner can check that it has everything. */
@Repository
public class Volledigheid {

  /** The day of the law and of its people. */
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Numbers that are named one by one. */
  private static final int NUMMERS = 1000;

  private final JdbcClient jdbc;
  private final JmsTemplate jms;
  private final Clock clock;

  Volledigheid(JdbcClient jdbc, JmsTemplate jms, Clock clock) {
    this.jdbc = jdbc;
    this.jms = jms;
    this.clock = clock;
  }

  /**
   * The state of one day at one moment.
   *
   * @param dag day in the Netherlands on which the events were laid ready
   * @param opgesteld when this was counted; answers may come later
   * @param eerste lowest number of the day, null when there was nothing
   * @param laatste highest number of the day
   * @param vorige highest number before that day, 0 when there is none; {@code eerste} follows it
   * @param verzonden events laid ready
   * @param bevestigd of these, accepted by the partner
   * @param geweigerd of these, refused by the partner
   * @param geparkeerd of {@code geweigerd} and {@code openstaand}, those that stand apart until a
   *     person puts them before the partner again or refuses them for good; what is set apart
   *     before it has a number is not in this statement
   * @param opPapier of these, handed over on paper and not confirmed by the partner itself
   * @param ingehouden of these, withheld by a person and not answered: the engine does not give
   *     them to the partner any more
   * @param ingehoudenNummers which these are, so that nobody takes them for lost; at most a
   *     thousand are named
   * @param ingehoudenBerichten the same with their ids, which their partner was not given: it needs
   *     them for {@code inhoudsopgave}
   * @param openstaand of these, not answered yet
   * @param verlopen of these, not answered within the term and on queue {@code verlopen} now
   * @param verlopenNummers which these are, so that nobody takes them for a gap; at most a thousand
   *     are named
   * @param teLaat of {@code bevestigd}, accepted after the term
   * @param gaten numbers after {@code vorige} up to {@code laatste} that no event has; at most the
   *     first thousand are named
   * @param inhoudsopgave SHA-256, hexadecimal, of a line {@code <volgnummer> <berichtId>} with a
   *     line feed for each event, by number
   */
  public record Verklaring(
      String afnemer,
      LocalDate dag,
      Instant opgesteld,
      Long eerste,
      Long laatste,
      long vorige,
      long verzonden,
      long bevestigd,
      long geweigerd,
      long geparkeerd,
      long opPapier,
      long ingehouden,
      List<Long> ingehoudenNummers,
      List<Inhouding> ingehoudenBerichten,
      long openstaand,
      long verlopen,
      List<Long> verlopenNummers,
      long teLaat,
      List<Long> gaten,
      String inhoudsopgave) {}

  /** An event that a person withheld. */
  public record Inhouding(long volgnummer, UUID berichtId) {}

  public LocalDate vandaag() {
    return LocalDate.ofInstant(clock.instant(), NEDERLAND);
  }

  public Verklaring van(String partner, LocalDate dag) {
    Timestamp begin = Timestamp.from(dag.atStartOfDay(NEDERLAND).toInstant());
    Timestamp eind = Timestamp.from(dag.plusDays(1).atStartOfDay(NEDERLAND).toInstant());
    MessageDigest inhoudsopgave = sha256();
    Telwerk telwerk = new Telwerk();
    jdbc.sql(
            """
            select volgnummer, bericht_id, uitkomst, bevestigd >= verstreken from levering
            where partner = :partner and klaargezet >= :begin and klaargezet < :eind
            order by volgnummer""")
        .param("partner", partner)
        .param("begin", begin)
        .param("eind", eind)
        .query(
            rij -> {
              telwerk.tel(rij.getLong(1), rij.getString(2), rij.getString(3), rij.getBoolean(4));
              inhoudsopgave.update(
                  (rij.getLong(1) + " " + rij.getString(2) + "\n")
                      .getBytes(StandardCharsets.UTF_8));
            });
    long vorige = vorige(partner, begin, telwerk.eerste);
    return new Verklaring(
        partner,
        dag,
        clock.instant(),
        telwerk.eerste,
        telwerk.laatste,
        vorige,
        telwerk.verzonden,
        telwerk.bevestigd,
        telwerk.geweigerd,
        geparkeerd(partner, telwerk.nietAangenomen),
        telwerk.opPapier,
        telwerk.ingehouden,
        telwerk.ingehoudenBerichten.stream().map(Inhouding::volgnummer).toList(),
        List.copyOf(telwerk.ingehoudenBerichten),
        telwerk.verzonden
            - telwerk.bevestigd
            - telwerk.geweigerd
            - telwerk.opPapier
            - telwerk.ingehouden
            - telwerk.verlopen,
        telwerk.verlopen,
        List.copyOf(telwerk.verlopenNummers),
        telwerk.teLaat,
        telwerk.laatste == null ? List.of() : gaten(partner, vorige, telwerk.laatste),
        HexFormat.of().formatHex(inhoudsopgave.digest()));
  }

  /** Which of these stand on the parking queue of this partner now. */
  private long geparkeerd(String partner, Set<String> nietAangenomen) {
    if (nietAangenomen.isEmpty()) {
      return 0;
    }
    return Parkeerplek.berichten(jms, partner).stream()
        .map(UUID::toString)
        .filter(nietAangenomen::contains)
        .count();
  }

  private long vorige(String partner, Timestamp begin, Long eerste) {
    return jdbc.sql(
            """
            select coalesce(max(volgnummer), 0) from levering
            where partner = :partner
              and (volgnummer < :eerste::bigint or (:eerste::bigint is null and klaargezet < :begin))""")
        .param("eerste", eerste)
        .param("partner", partner)
        .param("begin", begin)
        .query(Long.class)
        .single();
  }

  private List<Long> gaten(String partner, long na, long totEnMet) {
    return jdbc.sql(
            """
            select nummer from generate_series(:na::bigint + 1, :tot::bigint) nummer
            where not exists (
              select 1 from levering where partner = :partner and volgnummer = nummer)
            order by nummer limit :hoogstens""")
        .param("na", na)
        .param("hoogstens", NUMMERS)
        .param("tot", totEnMet)
        .param("partner", partner)
        .query(Long.class)
        .list();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }

  private static final class Telwerk {
    private Long eerste;
    private Long laatste;
    private long verzonden;
    private long bevestigd;
    private long geweigerd;

    /** Refused, or not answered. */
    private final Set<String> nietAangenomen = new HashSet<>();

    private long opPapier;
    private long ingehouden;
    private final List<Inhouding> ingehoudenBerichten = new ArrayList<>();
    private long verlopen;
    private long teLaat;
    private final List<Long> verlopenNummers = new ArrayList<>();

    private void tel(long volgnummer, String bericht, String uitkomst, boolean naTermijn) {
      eerste = eerste == null ? volgnummer : eerste;
      laatste = volgnummer;
      verzonden++;
      bevestigd += Antwoord.GEACCEPTEERD.naam().equals(uitkomst) ? 1 : 0;
      opPapier += Leveringen.OP_PAPIER.equals(uitkomst) ? 1 : 0;
      if (Leveringen.INGEHOUDEN.equals(uitkomst) && ++ingehouden <= NUMMERS) {
        ingehoudenBerichten.add(new Inhouding(volgnummer, UUID.fromString(bericht)));
      }
      teLaat += naTermijn && Antwoord.GEACCEPTEERD.naam().equals(uitkomst) ? 1 : 0;
      geweigerd += Antwoord.GEWEIGERD.naam().equals(uitkomst) ? 1 : 0;
      if (uitkomst == null || Antwoord.GEWEIGERD.naam().equals(uitkomst)) {
        nietAangenomen.add(bericht);
      }
      if (Leveringen.VERLOPEN.equals(uitkomst) && ++verlopen <= NUMMERS) {
        verlopenNummers.add(volgnummer);
      }
    }
  }
}
