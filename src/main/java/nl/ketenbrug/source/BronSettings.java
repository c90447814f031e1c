package nl.ketenbrug.source;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What once was set for all sources together.
 *
 * @param tijdslimiet stands in the file of each source now; set here it would be ignored, so it is
 *     refused
 */
@Validated
@ConfigurationProperties("ketenbrug.bron")
record BronSettings(String tijdslimiet) {

  BronSettings {
    if (tijdslimiet != null) {
      throw new IllegalArgumentException(
          "instelling-vervallen: ketenbrug.bron.tijdslimiet geldt nergens meer; haal hem weg, en schrijf tijdslimiet in config/sources/<bron>.yaml (brp: blok json, brp-update: blok volgindicaties)");
    }
  }
}
