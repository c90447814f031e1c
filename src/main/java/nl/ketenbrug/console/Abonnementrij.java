package nl.ketenbrug.console;

import java.util.List;
import nl.ketenbrug.console.AbonnementenController.Overzicht;
import nl.ketenbrug.delivery.Abonnement.Bereik;

/** A subscription in words. */
record Abonnementrij(
    String naam,
    String afnemer,
    String grondslag,
    List<String> typen,
    String bereik,
    String profiel,
    String kanaal,
    String stand,
    String kleur,
    boolean gepauzeerd,
    String pauze,
    List<String> papier,
    String laatsteVolgnummer,
    String openstaand) {

  static Abonnementrij van(Overzicht o) {
    boolean stil = o.pauze() != null;
    boolean verlopen = o.termijn() != null && o.termijn().verlopen() > 0;
    boolean hapert = o.webhook() != null && o.webhook().pogingen() > 0;
    boolean wacht = o.webhook() != null && o.webhook().wachtend() > 0;
    return new Abonnementrij(
        o.naam(),
        o.afnemer(),
        o.grondslag(),
        List.copyOf(o.gebeurtenistypen()),
        o.bereik() == Bereik.EIGEN_DOSSIERS ? "Eigen dossiers" : "Alle dossiers",
        o.profiel(),
        switch (o.kanaal()) {
          case AMQP -> "Leest zelf de wachtrij (AMQP)";
          case PULL -> "Haalt op (pull)";
          case WEBHOOK -> "Krijgt bezorgd (webhook)";
          case CSV -> "Haalt batches op (csv)";
          case BESTAND -> "Krijgt batches in een map (bestand)";
        },
        stand(o, stil, hapert) + (verlopen ? ", " + o.termijn().verlopen() + " verlopen" : ""),
        stil ? "fout" : hapert || wacht || verlopen || !o.papier().isEmpty() ? "let-op" : "goed",
        stil,
        stil
            ? "Sinds %s, door %s%s"
                .formatted(
                    Woorden.tijd(o.pauze().sinds()),
                    o.pauze().door(),
                    o.pauze().reden() == null ? "" : ": " + o.pauze().reden())
            : null,
        o.papier().stream().map(Abonnementrij::papier).toList(),
        Herzieningrij.getal(o.laatsteVolgnummer()),
        Herzieningrij.getal(o.openstaand()));
  }

  private static String stand(Overzicht o, boolean stil, boolean hapert) {
    if (stil) {
      return "Staat stil";
    }
    if (!o.papier().isEmpty()) {
      boolean alles = o.papier().stream().anyMatch(een -> een.dossier() == null);
      return alles ? "Op papier" : "Loopt, een deel op papier";
    }
    if (hapert) {
      return "Loopt, de webhook neemt niet aan";
    }
    int wachtend = o.webhook() == null ? 0 : o.webhook().wachtend();
    if (wachtend == 0) {
      return "Loopt";
    }
    return wachtend == 1
        ? "Loopt, op de webhook wacht een gebeurtenis"
        : "Loopt, op de webhook wachten %d gebeurtenissen".formatted(wachtend);
  }

  private static String papier(AbonnementenController.Papier een) {
    return "%s op papier sinds %s, %s"
        .formatted(
            een.dossier() == null ? "Alles" : "Dossier " + Woorden.dossier(een.dossier()),
            Woorden.tijd(een.vanaf()),
            een.tot() == null
                ? "tot iemand de uitwijk beëindigt"
                : "tot " + Woorden.tijd(een.tot()));
  }
}
