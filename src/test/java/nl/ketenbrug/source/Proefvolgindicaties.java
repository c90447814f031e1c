package nl.ketenbrug.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import org.apache.camel.ProducerTemplate;
import org.springframework.mock.env.MockEnvironment;

/** A source that remembers what it was told, and says that these people changed. */
public final class Proefvolgindicaties extends Volgindicatieclient {

  public final List<String> verteld = new CopyOnWriteArrayList<>();
  public final List<Bsn> gewijzigd = new CopyOnWriteArrayList<>();
  public volatile boolean weg;
  public volatile boolean zwijgt;
  public volatile String adres = "http://127.0.0.1:1/update";

  public Proefvolgindicaties() {
    super(null, null, null, null);
  }

  /** The real client, for its route. */
  public static Volgindicatieclient echt(ProducerTemplate camel, Bronnen bronnen) {
    return new Volgindicatieclient(camel, bronnen, new MockEnvironment(), new ObjectMapper());
  }

  @Override
  public boolean heeftAdres(String bron) {
    return !adres.isEmpty();
  }

  @Override
  public String adres(String bron) {
    return adres;
  }

  @Override
  public boolean isGereed() {
    return true;
  }

  @Override
  public void plaats(String bron, Bsn bsn, Map<String, Object> koppen) {
    zeg("plaats " + bsn.value());
  }

  @Override
  public void beeindig(String bron, Bsn bsn, LocalDate dag, Map<String, Object> koppen) {
    zeg("einde " + bsn.value() + " " + dag);
  }

  @Override
  public List<Bsn> wijzigingen(String bron, LocalDate vanaf, Map<String, Object> koppen) {
    zeg("vanaf " + vanaf);
    if (zwijgt) {
      throw new Bronweigering(bron, "bron-niet-gerechtigd", "geen recht");
    }
    return List.copyOf(gewijzigd);
  }

  private void zeg(String wat) {
    verteld.add(wat);
    if (weg) {
      throw new BronNietBereikbaar("brp-update", "weg", null);
    }
  }
}
