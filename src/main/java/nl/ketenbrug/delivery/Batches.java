package nl.ketenbrug.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
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

  /** Batches that a list shows. */
  private static final int LIJST = 50;

  private final Pull pull;
  private final Batchregister register;
  private final Abonnementstand stand;

  Batches(Pull pull, Batchregister register, Abonnementstand stand) {
    this.pull = pull;
    this.register = register;
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
   * The batch that is open, or else a new one of the oldest events.
   *
   * @return empty when nothing waits, or while the subscription stands still
   */
  public Optional<Gemaakt> maak(Partner partner) {
    if (stand.van(partner.code()).gepauzeerd()) {
      return Optional.empty();
    }
    List<Pull.Bericht> wachtend = pull.kijk(partner, GROOTSTE);
    Optional<Batch> open = register.open(partner.code());
    if (open.isPresent()) {
      UUID id = open.get().id();
      register.vervallen(id, wachtend.stream().map(Pull.Bericht::berichtId).toList());
      register.sluit(id);
      Optional<Batch> nog = register.open(partner.code());
      if (nog.isPresent()) {
        return nog.map(batch -> new Gemaakt(batch, false));
      }
    }
    if (wachtend.isEmpty()) {
      return Optional.empty();
    }
    try {
      UUID id = register.maak(partner.code(), wachtend);
      return register.zoek(partner.code(), id).map(batch -> new Gemaakt(batch, true));
    } catch (DuplicateKeyException e) {
      // Somebody else made it at the same moment.
      return register.open(partner.code()).map(batch -> new Gemaakt(batch, false));
    }
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
    Map<UUID, Pull.Bericht> opId = new HashMap<>();
    pull.kijk(partner, GROOTSTE).forEach(bericht -> opId.put(bericht.berichtId(), bericht));
    List<Pull.Bericht> berichten =
        open.stream().filter(opId::containsKey).map(opId::get).collect(Collectors.toList());
    if (berichten.isEmpty()) {
      return Optional.empty();
    }
    String tekst = Batchbestand.maak(batch.id(), berichten);
    pull.biedAan(partner, berichten, "batch", "in batch " + batch.id());
    return Optional.of(Batchbestand.bytes(tekst));
  }

  /** The partner was given the file, or finds it in its folder. */
  public void uitgereikt(Batch batch) {
    register.uitgereikt(batch.id());
  }

  /** A receipt for what is not answered, filled in as if all of it is accepted. */
  public byte[] ontvangstbewijs(Batch batch) {
    return Batchbestand.bytes(Batchbestand.ontvangstbewijs(register.openstaand(batch.id())));
  }

  /**
   * Takes a receipt: confirms event by event, in the order of their numbers. The same receipt twice
   * changes nothing; one that was cut off halfway goes on where it was. What it does not name stays
   * open.
   *
   * @throws Ontvangstfout when a line is wrong or names an event of another batch; then nothing is
   *     done
   */
  public Verwerkt ontvang(Partner partner, Batch batch, byte[] bytes) {
    Ontvangstbewijs bewijs = Ontvangstbewijs.lees(bytes);
    List<UUID> inBatch = register.berichten(batch.id());
    bewijs.eisBekend(Set.copyOf(inBatch));
    int verwerkt = 0;
    int eerder = 0;
    List<UUID> anders = new ArrayList<>();
    for (UUID id : inBatch) {
      Ontvangstbewijs.Regel regel = bewijs.regels().get(id);
      if (regel == null) {
        continue;
      }
      Pull.Bevestiging bevestiging =
          pull.bevestig(partner, id, regel.antwoord(), regel.reden())
              .orElseThrow(() -> new IllegalStateException("Deze levering is nergens genoteerd"));
      register.beantwoord(batch.id(), id, bevestiging.uitkomst());
      if (bevestiging.eerder()) {
        eerder++;
        if (!bevestiging.uitkomst().equals(regel.antwoord().naam())) {
          anders.add(id);
        }
      } else {
        verwerkt++;
      }
    }
    register.sluit(batch.id());
    return new Verwerkt(
        register.zoek(partner.code(), batch.id()).orElseThrow(), verwerkt, eerder, anders);
  }
}
