package nl.ketenbrug.source;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * A source that is asked by JSON over HTTP; from {@code config/sources/<bron>.yaml}.
 *
 * @param sleutelkop name of the header with the key, {@code ketenbrug.bron.<bron>.sleutel}; absent
 *     = it wants none
 * @param schema our own JSON Schema of its answers, from the top folder
 * @param elkSchema that of its answers about each object of the first one, where they have another
 *     form; absent = the same
 * @param maximum bytes of all answers to one question together
 * @param tijdslimiet milliseconds that one question may take, with all its requests
 * @param perceelVan the source whose properties this one is asked about, one by one; absent = it is
 *     asked about the person
 * @param perBeurt properties of one debtor that are asked about in one turn; the others come in
 *     later ones; absent = 20, which fits in half of five minutes at six seconds each
 */
public record Jsondienst(
    @Pattern(regexp = "[A-Za-z][A-Za-z0-9-]*") String sleutelkop,
    @NotBlank String schema,
    @Pattern(regexp = "\\S+") String elkSchema,
    @Min(1024) int maximum,
    @Min(100) int tijdslimiet,
    @Pattern(regexp = "[a-z][a-z0-9-]*") String perceelVan,
    @Min(2) Integer perBeurt) {

  /** Properties of one debtor that are asked about in one turn. */
  public int zakenPerBeurt() {
    return perBeurt == null ? 20 : perBeurt;
  }

  /** The schema of an answer about one object of the first answer. */
  String schemaVanElk() {
    return elkSchema == null ? schema : elkSchema;
  }
}
