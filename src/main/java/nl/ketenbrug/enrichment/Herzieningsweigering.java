package nl.ketenbrug.enrichment;

import java.util.Optional;
import nl.ketenbrug.bvv.Weigering;

/** A recalculation that may not be started or steered so; the sentence is for the operator. */
public class Herzieningsweigering extends RuntimeException {

  /** Why; the name in kebab case is the stable code. */
  public enum Grond {
    /** No recalculation has this id. */
    ONBEKEND,
    /** One with this reason is open already. */
    LOOPT_AL,
    /** It is not in a state in which this can be done. */
    TOESTAND,
    /** This installation keeps no inputs. */
    MODUS_NIET_TOEGESTAAN,
    /** The day is not allowed, or there are no figures for it. */
    PEILDATUM;

    public String code() {
      return "herziening-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Grond grond;
  private final transient Weigering wet;

  Herzieningsweigering(Grond grond, String uitleg) {
    this(grond, uitleg, null);
  }

  Herzieningsweigering(Grond grond, String uitleg, Weigering wet) {
    super(uitleg);
    this.grond = grond;
    this.wet = wet;
  }

  public Grond grond() {
    return grond;
  }

  /** The refusal of the law behind it, when there is one. */
  public Optional<Weigering> wet() {
    return Optional.ofNullable(wet);
  }
}
