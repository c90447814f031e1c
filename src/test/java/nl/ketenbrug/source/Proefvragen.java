package nl.ketenbrug.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.ketenbrug.message.Bsn;

/** Sources that answer what a test says, and remember what they were asked. */
public final class Proefvragen extends Bronvragen {

  private final UnaryOperator<String> antwoord;
  public final List<String> gesteld = new CopyOnWriteArrayList<>();

  /**
   * @param antwoord canonical, to a {@code Registervraag}, a {@code Signaalvraag}, a subject, or a
   *     citizen service number, behind Suwinet after the name of the source
   */
  public Proefvragen(UnaryOperator<String> antwoord) {
    super(null, null, null);
    this.antwoord = antwoord;
  }

  @Override
  public CompletableFuture<String> register(String bron, String vraag, Map<String, Object> koppen) {
    return beantwoord(vraag);
  }

  @Override
  public CompletableFuture<String> signalen(String bron, String vraag, Map<String, Object> koppen) {
    try {
      return beantwoord(vraag);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Asked with the name of the source before the numbers. */
  @Override
  public CompletableFuture<String> personen(
      String bron, List<Bsn> bsns, Map<String, Object> koppen) {
    return beantwoord(bron + " " + bsns.stream().map(Bsn::value).collect(Collectors.joining(" ")));
  }

  @Override
  public CompletableFuture<String> json(
      String bron, Vraagonderwerp onderwerp, Map<String, Object> koppen) {
    return beantwoord(
        onderwerp instanceof Vraagonderwerp.Persoon persoon
            ? persoon.bsn().value()
            : onderwerp.xml());
  }

  /** Asked with the name of the source before the number. */
  @Override
  public CompletableFuture<String> suwinet(String bron, Bsn bsn, Map<String, Object> koppen) {
    return beantwoord(bron + " " + bsn.value());
  }

  private CompletableFuture<String> beantwoord(String vraag) {
    gesteld.add(vraag);
    return CompletableFuture.completedFuture(antwoord.apply(vraag));
  }
}
