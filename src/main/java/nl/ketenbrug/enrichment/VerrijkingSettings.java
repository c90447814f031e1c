package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.NotNull;
import java.util.Set;
import nl.ketenbrug.bvv.Inkomensstrategie;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How an attachment is enriched.
 *
 * @param inkomensstrategie how the yearly income follows from Polis; the law leaves the choice to
 *     the one who determines, so there is no default
 * @param brp the source at which the BRP is asked, at an attachment and by following: {@code brp}
 *     (Haal Centraal) or {@code brp-suwinet}; absent = {@code brp}
 */
@Validated
@ConfigurationProperties("ketenbrug.verrijking")
record VerrijkingSettings(@NotNull Inkomensstrategie inkomensstrategie, String brp) {

  /** The ways to the one BRP. Followed along both, each fact would be told twice. */
  private static final Set<String> WEGEN = Set.of("brp", "brp-suwinet");

  VerrijkingSettings {
    brp = brp == null ? "brp" : brp;
    if (!WEGEN.contains(brp)) {
      throw new IllegalArgumentException(
          "brp-onbekend: ketenbrug.verrijking.brp is %s; schrijf brp (Haal Centraal) of brp-suwinet"
              .formatted(brp));
    }
  }

  /** Whether this source is the BRP along the way that was not chosen. */
  boolean isAndereWeg(String bron) {
    return bron.equals(andereWeg());
  }

  /** The BRP along the way that was not chosen. */
  String andereWeg() {
    return WEGEN.stream().filter(weg -> !weg.equals(brp)).findFirst().orElseThrow();
  }
}
