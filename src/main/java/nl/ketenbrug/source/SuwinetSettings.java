package nl.ketenbrug.source;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The connection with Suwinet, profile 2W-be-S. What differs per service stands in {@code
 * config/sources}.
 *
 * @param adres the broker, without a slash at the end; a service stands at {@code
 *     <adres>/<dienst>-<versie>} unless {@code ketenbrug.bron.<bron>.adres} names another place
 * @param afzender URI of the application that signs, for wsa:From
 * @param sleutelbos PKCS #12 file with a private key and certificate for every afnemer we ask for;
 *     the OIN stands in {@code Subject.serialNumber}
 * @param wachtwoord of that file and its keys
 * @param vertrouwd PKCS #12 file with the certificates of the authorities we trust
 * @param vertrouwdWachtwoord of that file
 * @param intrekkingslijst file with the certificate revocation lists (DER or PEM) of those
 *     authorities; empty = revocation is not checked
 * @param klokverschil seconds that the clock of the other side may run ahead of ours
 * @param geldigheid seconds that a signed message is accepted after it was made
 */
@Validated
@ConfigurationProperties("ketenbrug.suwinet")
record SuwinetSettings(
    @NotBlank String adres,
    @NotBlank String afzender,
    @NotBlank String sleutelbos,
    @NotBlank String wachtwoord,
    @NotBlank String vertrouwd,
    @NotBlank String vertrouwdWachtwoord,
    String intrekkingslijst,
    @Min(0) @Max(600) int klokverschil,
    @Min(1) @Max(3600) int geldigheid) {

  boolean toetstIntrekking() {
    return intrekkingslijst != null && !intrekkingslijst.isBlank();
  }
}
