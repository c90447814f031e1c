package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.ketenbrug.message.Bedrag;

/**
 * All facts for one calculation. Build it with {@link #voor}. Amounts are cents.
 *
 * @param peildatum day of the determination
 * @param leefsituatie null when unknown, which is refused
 * @param belastbaarJaarinkomen C: of debtor and spouse together, cents a year; null when unknown
 * @param brpAdres has a residential address in the Netherlands in the BRP
 * @param gegevensVerstrekt has a fixed residence outside the BRP and disclosed household and income
 *     (Rv art. 475e lid 1)
 * @param buitenland has a fixed residence outside the Netherlands
 * @param woonlandfactor null when unknown
 * @param instelling null when not in an institution
 * @param maandinkomen all payments a to i of the debtor, net, including vakantiebijslag, cents a
 *     {@code termijn}; null when unknown
 * @param termijnOmrekenen convert a maandinkomen that is not by month (A-TERMIJN)
 * @param bankbeslagToegestaan the kantonrechter declared Rv art. 475a lid 5 applicable to a debtor
 *     who lives abroad
 * @param rechterlijkeVerhoging null when there is none
 * @param aangewezenUitkering the payment is designated under Rv art. 475dc lid 2
 * @param geldigheidMaanden 12, or less for a category that the AMvB names
 * @param herkomst source by name of input; what is not named is {@code opgegeven}
 * @param feiten what leefsituatie and income rest on, Dutch sentences for the receipt
 * @param aannames what leefsituatie and income rest on beyond the law's text
 */
public record Verzoek(
    LocalDate peildatum,
    Leefsituatie leefsituatie,
    Bedrag belastbaarJaarinkomen,
    boolean brpAdres,
    boolean gegevensVerstrekt,
    boolean buitenland,
    BigDecimal woonlandfactor,
    Verhogingen verhogingen,
    Instelling instelling,
    Aftrek aftrek,
    Bedrag maandinkomen,
    Termijn termijn,
    boolean termijnOmrekenen,
    Beslagsoort soort,
    boolean bankbeslagToegestaan,
    Rechterlijkeverhoging rechterlijkeVerhoging,
    Detentie detentie,
    boolean aangewezenUitkering,
    int geldigheidMaanden,
    Map<String, String> herkomst,
    List<String> feiten,
    Set<Aanname> aannames) {

  public Verzoek {
    Objects.requireNonNull(peildatum, "peildatum");
    // 0.7 and 0.70 are one factor and must give one receipt
    woonlandfactor = woonlandfactor == null ? null : woonlandfactor.stripTrailingZeros();
    herkomst = Collections.unmodifiableMap(new TreeMap<>(herkomst));
    feiten = List.copyOf(feiten);
    aannames = Collections.unmodifiableSet(new TreeSet<>(aannames));
  }

  public static Builder voor(LocalDate peildatum, Leefsituatie leefsituatie) {
    return new Builder(peildatum, leefsituatie);
  }

  /** The same facts on another day. */
  public Verzoek op(LocalDate datum) {
    return new Verzoek(
        datum,
        leefsituatie,
        belastbaarJaarinkomen,
        brpAdres,
        gegevensVerstrekt,
        buitenland,
        woonlandfactor,
        verhogingen,
        instelling,
        aftrek,
        maandinkomen,
        termijn,
        termijnOmrekenen,
        soort,
        bankbeslagToegestaan,
        rechterlijkeVerhoging,
        detentie,
        aangewezenUitkering,
        geldigheidMaanden,
        herkomst,
        feiten,
        aannames);
  }

  /** The formula of Rv art. 475da lid 2 applies, and with it C. */
  boolean metFormule() {
    return instelling == null && (brpAdres || gegevensVerstrekt);
  }

  boolean metWoonlandfactor() {
    return buitenland || (woonlandfactor != null && woonlandfactor.compareTo(BigDecimal.ONE) != 0);
  }

  /** Collects the facts; whatever is not set keeps the ordinary case. */
  public static final class Builder {

    private final LocalDate peildatum;
    private final Leefsituatie leefsituatie;
    private final Map<String, String> herkomst = new TreeMap<>();
    private final List<String> feiten = new ArrayList<>();
    private final Set<Aanname> aannames = new TreeSet<>();
    private Bedrag belastbaarJaarinkomen;
    private boolean brpAdres = true;
    private boolean gegevensVerstrekt;
    private boolean buitenland;
    private BigDecimal woonlandfactor;
    private Verhogingen verhogingen = Verhogingen.GEEN;
    private Instelling instelling;
    private Aftrek aftrek = Aftrek.GEEN;
    private Bedrag maandinkomen;
    private Termijn termijn = Termijn.MAAND;
    private boolean termijnOmrekenen;
    private Beslagsoort soort = Beslagsoort.PERIODIEK;
    private boolean bankbeslagToegestaan;
    private Rechterlijkeverhoging rechterlijkeVerhoging;
    private Detentie detentie = Detentie.GEEN;
    private boolean aangewezenUitkering;
    private int geldigheidMaanden = Geldigheid.MAANDEN;

    private Builder(LocalDate peildatum, Leefsituatie leefsituatie) {
      this.peildatum = peildatum;
      this.leefsituatie = leefsituatie;
    }

    public Builder belastbaarJaarinkomen(Bedrag perJaar) {
      this.belastbaarJaarinkomen = perJaar;
      return this;
    }

    public Builder brpAdres(boolean value) {
      this.brpAdres = value;
      return this;
    }

    public Builder gegevensVerstrekt(boolean value) {
      this.gegevensVerstrekt = value;
      return this;
    }

    public Builder buitenland(boolean value) {
      this.buitenland = value;
      return this;
    }

    public Builder woonlandfactor(BigDecimal factor) {
      this.woonlandfactor = factor;
      return this;
    }

    public Builder verhogingen(Verhogingen value) {
      this.verhogingen = Objects.requireNonNull(value);
      return this;
    }

    public Builder instelling(Instelling value) {
      this.instelling = value;
      return this;
    }

    public Builder aftrek(Aftrek value) {
      this.aftrek = Objects.requireNonNull(value);
      return this;
    }

    public Builder maandinkomen(Bedrag perTermijn) {
      this.maandinkomen = perTermijn;
      return this;
    }

    public Builder termijn(Termijn value, boolean omrekenen) {
      this.termijn = Objects.requireNonNull(value);
      this.termijnOmrekenen = omrekenen;
      return this;
    }

    public Builder soort(Beslagsoort value) {
      this.soort = Objects.requireNonNull(value);
      return this;
    }

    public Builder bankbeslagToegestaan(boolean value) {
      this.bankbeslagToegestaan = value;
      return this;
    }

    public Builder rechterlijkeVerhoging(Rechterlijkeverhoging value) {
      this.rechterlijkeVerhoging = value;
      return this;
    }

    public Builder detentie(Detentie value) {
      this.detentie = Objects.requireNonNull(value);
      return this;
    }

    public Builder aangewezenUitkering(boolean value) {
      this.aangewezenUitkering = value;
      return this;
    }

    public Builder geldigheidMaanden(int value) {
      this.geldigheidMaanden = value;
      return this;
    }

    /**
     * Where an input came from; the name is that of the component, such as {@code leefsituatie}.
     */
    public Builder herkomst(String invoer, String bron) {
      this.herkomst.put(invoer, bron);
      return this;
    }

    /**
     * Puts on the receipt what the leefsituatie was derived from; it must be the one given.
     *
     * @param brp the source at which the BRP was asked
     */
    public Builder leefsituatieUit(Leefsituatievaststelling vaststelling, String brp) {
      if (vaststelling.leefsituatie() != leefsituatie) {
        throw new IllegalArgumentException("De vaststelling is van een andere leefsituatie");
      }
      vaststelling.feiten().forEach(f -> feit(f.tekst() + " (" + f.artikel() + ")"));
      vaststelling.aannames().forEach(a -> aanname(Aanname.van(a.code())));
      return herkomst("leefsituatie", brp);
    }

    /**
     * Takes year income and the debtor's net month income, and puts on the receipt how they came.
     */
    public Builder inkomenUit(Inkomensvaststelling vaststelling) {
      feit(
          "Inkomen volgens %s van %s tot en met %s (Rv art. 475d lid 1)"
              .formatted(vaststelling.strategie(), vaststelling.begin(), vaststelling.eind()));
      vaststelling.aannames().forEach(a -> aanname(Aanname.van(a.code())));
      return belastbaarJaarinkomen(vaststelling.belastbaarJaarinkomen())
          .maandinkomen(vaststelling.nettoMaandinkomen(Inkomstenverhouding.Persoon.SCHULDENAAR))
          .herkomst("belastbaarJaarinkomen", "polis")
          .herkomst("maandinkomen", "polis");
    }

    /** A fact for the receipt; never with a name or number of a person. */
    public Builder feit(String tekst) {
      this.feiten.add(tekst);
      return this;
    }

    public Builder aanname(Aanname aanname) {
      this.aannames.add(aanname);
      return this;
    }

    public Verzoek build() {
      return new Verzoek(
          peildatum,
          leefsituatie,
          belastbaarJaarinkomen,
          brpAdres,
          gegevensVerstrekt,
          buitenland,
          woonlandfactor,
          verhogingen,
          instelling,
          aftrek,
          maandinkomen,
          termijn,
          termijnOmrekenen,
          soort,
          bankbeslagToegestaan,
          rechterlijkeVerhoging,
          detentie,
          aangewezenUitkering,
          geldigheidMaanden,
          herkomst,
          feiten,
          aannames);
    }
  }
}
