package nl.ketenbrug.bvv;

/** The payments with a beslagvrije voet, in the order of Rv art. 475c lid 1, a to j. */
public enum Betalingssoort {
  /** Onder a: Participatiewet benefit. */
  A_BIJSTAND,
  /** Onder b: other social security benefits, except kinderbijslag. */
  B_SOCIALE_UITKERING,
  /** Onder c: benefits for war victims. */
  C_OORLOGSGETROFFENEN,
  /** Onder d: pay, pension and wachtgeld of ambtenaren. */
  D_AMBTENAREN,
  /** Onder e: wage. */
  E_LOON,
  /** Onder f: life, invalidity, accident or sickness insurance. */
  F_VERZEKERING,
  /** Onder g: pension and lijfrente. */
  G_PENSIOEN,
  /** Onder h: income tax in a voorlopige teruggaaf. */
  H_VOORLOPIGE_TERUGGAAF,
  /** Onder i: alimony and compensation for loss of support. */
  I_ALIMENTATIE,
  /** Onder j: Awir tegemoetkoming, except kinderopvangtoeslag. */
  J_TOESLAG;

  /** The letter in the law, {@code a} to {@code j}. */
  public String letter() {
    return name().substring(0, 1).toLowerCase(java.util.Locale.ROOT);
  }

  /** Rv art. 475c lid 5: letter j never shares in the beslagvrije voet. */
  public boolean deeltInOmslag() {
    return this != J_TOESLAG;
  }
}
