package nl.ketenbrug.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/**
 * Every type of event that this installation can make, from {@code config/gebeurtenistypen.yaml}.
 */
public record Gebeurteniscatalogus(@NotEmpty @Valid List<Soort> soorten) {

  /**
   * @param betekenis what happened, in a sentence
   * @param bron who said so
   * @param inhoud the canonical object that it carries
   * @param velden its parts
   * @param wet the article that it serves
   * @param sinds version of the engine that first made it
   */
  public record Soort(
      @NotBlank String type,
      @NotBlank String betekenis,
      @NotBlank String bron,
      @NotBlank String inhoud,
      @NotEmpty List<String> velden,
      @NotBlank String wet,
      @NotBlank String sinds) {}
}
