package nl.ketenbrug.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Events by the file, for who has no software to fetch them. One more reader of the partner's
 * queue: a batch names the oldest unconfirmed events, giving it confirms nothing, and the receipt
 * confirms each by the same code as pull. One batch of a partner is open at a time, so nothing
 * overtakes it.
 */
@Service
public class Batches {

  /** Events in one batch. */
  static final int GROOTSTE = 500;

  /** What became of a row that nobody will answer in its batch. */
  private static final String VERVALLEN = "vervallen";

  /** Batches that a list shows. */
  private static final int LIJST = 50;

  private final Pull pull;
  private final Batchregister register;
  private final Leveringen leveringen;
  private final Abonnementstand stand;
  private final Uitgifte uitgifte;

  Batches(
      Pull pull,
      Batchregister register,
      Leveringen leveringen,
      Abonnementstand stand,
      Uitgifte uitgifte) {
    this.uitgifte = uitgifte;
    this.pull = pull;
    this.register = register;
    this.leveringen = leveringen;
    this.stand = stand;
  }

  /**
   * @param nieuw whether it was made just now
   */
  public record Gemaakt(Batch batch, boolean nieuw) {}

  /**
   * What became of a receipt.
   *
   * @param verwerkt events that this receipt answered
   * @param eerder events that had a final answer already
   * @param anders of these, the ones with another answer than the receipt gives; the first one
   *     holds
   */
  public record Verwerkt(Batch batch, int verwerkt, int eerder, List<UUID> anders) {}

  /** The newest first. */
  public List<Batch> van(Partner partner) {
    return register.van(partner.code(), LIJST);
  }

  /** The one that is not answered in full. */
  Optional<Batch> open(Partner partner) {
    return register.open(partner.code());
  }

  /** Empty when this partner has no such batch. */
  public Optional<Batch> zoek(Partner partner, UUID id) {
    return register.zoek(partner.code(), id);
  }

  /**
   * The batch that is open, or else a new one of the oldest events that have one heading. Events of
   * another heading, and what the rate has no room for now, come in the next.
   *
   * @return empty when nothing waits, or while the subscription stands still
   * @throws Batchbestand.BatchNietTeMaken when the oldest event is no row of a spreadsheet
   */
  public Optional<Gemaakt> maak(Partner partner) {
    if (stand.van(partner.code()).gepauzeerd()) {
      return Optional.empty();
    }
    // Before the look at the queue: what came after it is not missing from an older batch.
    Optional<Batch> open = register.open(partner.code());
    if (open.isPresent()) {
      laatVervallen(partner, open.get());
      Optional<Gemaakt> nog = nogOpen(partner);
      if (nog.isPresent()) {
        return nog;
      }
    }
    List<Pull.Bericht> klaar = Batchbestand.onderEenKop(wachtend(partner));
    List<Pull.Bericht> berichten = klaar.subList(0, uitgifte.neem(partner, klaar.size()).aantal());
    if (berichten.isEmpty()) {
      return Optional.empty();
    }
    Optional<UUID> id = register.maak(partner.code(), berichten);
    if (id.isEmpty()) {
      // Somebody else made it at the same moment.
      return nogOpen(partner);
    }
    return register.zoek(partner.code(), id.get()).map(batch -> new Gemaakt(batch, true));
  }

  /** Whether the engine lays nothing ready by itself now. */
  boolean isStil(Partner partner) {
    return uitgifte.stilTot(partner).isPresent();
  }

  private Optional<Gemaakt> nogOpen(Partner partner) {
    return register.open(partner.code()).map(batch -> new Gemaakt(batch, false));
  }

  /** Each once: an event that was offered again may stand on the queue twice. */
  private List<Pull.Bericht> wachtend(Partner partner) {
    Map<UUID, Pull.Bericht> opId = new LinkedHashMap<>();
    pull.kijk(partner, GROOTSTE).forEach(bericht -> opId.putIfAbsent(bericht.berichtId(), bericht));
    return List.copyOf(opId.values());
  }

  /**
   * What was answered in another way, expired or was taken off the queue will not be answered by a
   * receipt. That a look at the queue does not show it is no proof: it is then asked for by its id.
   */
  private void laatVervallen(Partner partner, Batch batch) {
    Set<UUID> open = new LinkedHashSet<>(register.openstaand(batch.id()));
    Map<UUID, Leveringen.Levering> bekend = leveringen.zoek(partner.code(), open);
    wachtend(partner).forEach(bericht -> open.remove(bericht.berichtId()));
    for (UUID id : open) {
      Leveringen.Levering levering = bekend.get(id);
      if (levering != null && levering.isBeantwoord()) {
        register.beantwoord(batch.id(), id, uitkomst(levering.uitkomst()));
      } else if (levering == null || levering.isVerstreken() || !pull.staatNog(partner, id)) {
        register.beantwoord(batch.id(), id, VERVALLEN);
      }
    }
    register.sluit(batch.id());
  }

  /**
   * The rows of what is not answered of a batch; the same text as long as nothing is. Each first
   * time that an event is given is in the log before.
   *
   * @return empty when nothing of it is open, or while the subscription stands still
   * @throws Batchbestand.BatchNietTeMaken when something of it has another shape
   */
  public Optional<byte[]> inhoud(Partner partner, Batch batch) {
    if (batch.gesloten() != null || stand.van(partner.code()).gepauzeerd()) {
      return Optional.empty();
    }
    Set<UUID> open = new LinkedHashSet<>(register.openstaand(batch.id()));
    Map<UUID, Pull.Bericht> opId =
        wachtend(partner).stream()
            .collect(Collectors.toMap(Pull.Bericht::berichtId, Function.identity()));
    List<Pull.Bericht> berichten = open.stream().filter(opId::containsKey).map(opId::get).toList();
    if (berichten.isEmpty()) {
      return Optional.empty();
    }
    String tekst = Batchbestand.maak(batch.id(), berichten);
    pull.biedAan(partner, berichten, "batch", "in batch " + batch.id());
    register.gegeven(batch.id(), berichten.stream().map(Pull.Bericht::berichtId).toList());
    return Optional.of(Batchbestand.bytes(tekst));
  }

  /** The partner was given the file, or finds it in its folder. */
  public void uitgereikt(Batch batch) {
    register.uitgereikt(batch.id());
  }

  /** Whether it was laid in the partner's folder, be it taken away since. */
  boolean ligtInMap(Batch batch) {
    return register.ligtInMap(batch.id());
  }

  void inMap(Batch batch) {
    register.inMap(batch.id());
    register.uitgereikt(batch.id());
  }

  /**
   * A receipt for what was given and is not answered, filled in as if all of it is accepted.
   *
   * @return empty when there is no such event
   */
  public Optional<byte[]> ontvangstbewijs(Batch batch) {
    List<UUID> berichten =
        register.regels(batch.id()).stream()
            .filter(regel -> regel.gegeven() && regel.uitkomst() == null)
            .map(Batchregister.Regel::berichtId)
            .toList();
    return berichten.isEmpty()
        ? Optional.empty()
        : Optional.of(Batchbestand.bytes(Batchbestand.ontvangstbewijs(berichten)));
  }

  /**
   * Takes a receipt: confirms event by event, in the order of their numbers. The same receipt twice
   * changes nothing, also after an event of it was offered again; one that was cut off halfway goes
   * on where it was. What it does not name stays open.
   *
   * @throws Ontvangstfout when a line is wrong or names an event that this batch did not give; then
   *     nothing is done
   */
  public Verwerkt ontvang(Partner partner, Batch batch, byte[] bytes) {
    return ontvang(partner, batch, Ontvangstbewijs.lees(bytes));
  }

  /**
   * Takes a receipt that does not say of which batch it is: the newest that names an event of it.
   *
   * @throws Ontvangstfout as above, and when there is no such batch
   */
  Verwerkt ontvang(Partner partner, byte[] bytes) {
    Ontvangstbewijs bewijs = Ontvangstbewijs.lees(bytes);
    Batch batch =
        register
            .met(partner.code(), bewijs.regels().keySet())
            .orElseThrow(() -> new Ontvangstfout(1, "deze batch is er niet"));
    return ontvang(partner, batch, bewijs);
  }

  private Verwerkt ontvang(Partner partner, Batch batch, Ontvangstbewijs bewijs) {
    List<Batchregister.Regel> inBatch = register.regels(batch.id());
    bewijs.eisGegeven(inBatch);
    int verwerkt = 0;
    int eerder = 0;
    List<UUID> anders = new ArrayList<>();
    Set<UUID> ingehouden = ingehouden(partner, inBatch);
    for (Batchregister.Regel regel : inBatch) {
      UUID id = regel.berichtId();
      Ontvangstbewijs.Regel antwoord = bewijs.regels().get(id);
      if (antwoord == null) {
        continue;
      }
      Stand stand =
          regel.uitkomst() == null
                  || Leveringen.OP_PAPIER.equals(regel.uitkomst())
                  || regel.gegeven() && ingehouden.contains(id)
              ? beantwoord(partner, batch, id, antwoord)
              : new Stand(regel.uitkomst(), true);
      if (!stand.eerder()) {
        verwerkt++;
        continue;
      }
      eerder++;
      if (!stand.uitkomst().equals(antwoord.antwoord().naam())) {
        anders.add(id);
      }
    }
    register.sluit(batch.id());
    return new Verwerkt(
        register.zoek(partner.code(), batch.id()).orElseThrow(), verwerkt, eerder, anders);
  }

  /** Lapsed here because a person withheld it, and in a file that the partner has all the same. */
  private Set<UUID> ingehouden(Partner partner, List<Batchregister.Regel> regels) {
    List<UUID> vervallen =
        regels.stream()
            .filter(regel -> VERVALLEN.equals(regel.uitkomst()))
            .map(Batchregister.Regel::berichtId)
            .toList();
    return leveringen.zoek(partner.code(), vervallen).values().stream()
        .filter(Leveringen.Levering::isIngehouden)
        .map(Leveringen.Levering::berichtId)
        .collect(Collectors.toSet());
  }

  private record Stand(String uitkomst, boolean eerder) {}

  private Stand beantwoord(Partner partner, Batch batch, UUID id, Ontvangstbewijs.Regel antwoord) {
    Pull.Bevestiging bevestiging =
        pull.bevestig(partner, id, antwoord.antwoord(), antwoord.reden())
            .orElseThrow(() -> new IllegalStateException("Deze levering is nergens genoteerd"));
    register.beantwoord(batch.id(), id, uitkomst(bevestiging.uitkomst()));
    return new Stand(bevestiging.uitkomst(), bevestiging.eerder());
  }

  /** What a receipt will not answer any more is no answer in the batch. */
  private static String uitkomst(String levering) {
    return Set.of(Leveringen.VERLOPEN, Leveringen.INGEHOUDEN).contains(levering)
        ? VERVALLEN
        : levering;
  }
}
