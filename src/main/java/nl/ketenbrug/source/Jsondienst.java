package nl.ketenbrug.source;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * A source that is asked by JSON over HTTP, with a key in a header; from {@code
 * config/sources/<bron>.yaml}.
 *
 * @param sleutelkop name of the header with the key, {@code ketenbrug.bron.<bron>.sleutel}
 * @param schema our own JSON Schema of its answers, from the top folder
 * @param maximum largest answer in bytes
 * @param tijdslimiet milliseconds that one question may take
 * @param perceelVan the source whose properties this one is asked about, one by one; absent = it is
 *     asked about the person
 */
public record Jsondienst(
    @NotBlank @Pattern(regexp = "[A-Za-z][A-Za-z0-9-]*") String sleutelkop,
    @NotBlank String schema,
    @Min(1024) int maximum,
    @Min(100) int tijdslimiet,
    @Pattern(regexp = "[a-z][a-z0-9-]*") String perceelVan) {}
