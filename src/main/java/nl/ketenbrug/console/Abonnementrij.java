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
    String laatsteVolgnummer,
    String openstaand) {

  static Abonnementrij van(Overzicht o) {
    boolean stil = o.pauze() != null;
    boolean verlopen = o.termijn() != null && o.termijn().verlopen() > 0;
    boolean hapert = o.webhook() != null && o.webhook().pogingen() > 0;
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
        (stil ? "Staat stil" : hapert ? "Loopt, de webhook neemt niet aan" : "Loopt")
            + (verlopen ? ", " + o.termijn().verlopen() + " verlopen" : ""),
        stil ? "fout" : hapert || verlopen ? "let-op" : "goed",
        stil,
        stil
            ? "Sinds %s, door %s%s"
                .formatted(
                    Woorden.tijd(o.pauze().sinds()),
                    o.pauze().door(),
                    o.pauze().reden() == null ? "" : ": " + o.pauze().reden())
            : null,
        Herzieningrij.getal(o.laatsteVolgnummer()),
        Herzieningrij.getal(o.openstaand()));
  }
}
