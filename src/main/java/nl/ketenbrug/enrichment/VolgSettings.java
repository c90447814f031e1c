package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Whether and how people with a running attachment are followed at the sources.
 *
 * @param aan needs a ground of the installation: facts are kept for as long as the attachment runs
 * @param bronnen the sources that are asked: those of which a partner has a right to what follows;
 *     absent = {@code brp} and {@code polis}
 * @param voeding milliseconds between two rounds
 * @param bijwerken milliseconds between two looks at who is to be followed
 * @param tegelijk questions that one engine has running at a time, one for each source where there
 *     are more of these
 * @param uitstel seconds until somebody is asked about again, should the engine stop halfway; an
 *     answer that takes longer is dropped, so it is more than the longest question takes
 * @param herbepaling milliseconds between two recalculations of what changed
 */
@Validated
@ConfigurationProperties("ketenbrug.volgen")
record VolgSettings(
    boolean aan,
    List<String> bronnen,
    @Min(1) long voeding,
    @Min(1) long bijwerken,
    @Min(1) int tegelijk,
    @Min(1) long uitstel,
    @Min(1) long herbepaling) {

  VolgSettings {
    // What was followed before there was a choice.
    bronnen = bronnen == null ? List.of("brp", "polis") : List.copyOf(bronnen);
  }

  /** Whether people are followed at this source. */
  boolean volgt(String bron) {
    return aan && bronnen.contains(bron);
  }
}
