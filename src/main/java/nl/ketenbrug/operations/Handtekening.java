package nl.ketenbrug.operations;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Map;
import nl.ketenbrug.delivery.Webhookhandtekening;
import nl.ketenbrug.dossier.Sleutelkenmerken;
import org.springframework.stereotype.Component;

/**
 * The engine's signature under what it states: JWS (RFC 7515), ES256. The private key is a JWK file
 * in the data folder, made at the first start; whoever checks asks once for the public half. Of
 * several engines the first makes it, and the others are given the same file.
 */
@Component
public class Handtekening implements Webhookhandtekening {

  private static final String NAAM = "handtekening";

  private final ECKey sleutel;

  /**
   * @throws IllegalStateException when earlier statements were signed by another key than the one
   *     in the data folder
   */
  Handtekening(Installatie installatie, Sleutelkenmerken kenmerken) {
    Path bestand = installatie.datamap().resolve("handtekening.jwk");
    if (!Files.exists(bestand) && kenmerken.van(NAAM).isPresent()) {
      throw new IllegalStateException(
          "%s ontbreekt, en eerder is met een sleutel ondertekend; neem het bestand over van een andere motor of uit de back-up"
              .formatted(bestand));
    }
    this.sleutel = lees(bestand);
    if (!kenmerken.bewaar(NAAM, kenmerk()).equals(kenmerk())) {
      throw new IllegalStateException(
          "%s is een andere sleutel dan waarmee eerder is ondertekend; neem het bestand over van een andere motor of uit de back-up"
              .formatted(bestand));
    }
  }

  private String kenmerk() {
    try {
      return sleutel.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("De sleutel heeft geen kenmerk", e);
    }
  }

  /**
   * @param json what is stated
   * @return the compact form, statement included
   */
  public String onderteken(String json) {
    JWSObject ondertekend =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(sleutel.getKeyID())
                .type(JOSEObjectType.JOSE)
                .contentType("application/json")
                .build(),
            new Payload(json));
    try {
      ondertekend.sign(new ECDSASigner(sleutel));
    } catch (JOSEException e) {
      throw new IllegalStateException("De verklaring is niet te ondertekenen", e);
    }
    return ondertekend.serialize();
  }

  @Override
  public String losgekoppeld(Map<String, Object> koppen, byte[] body) {
    JWSObject ondertekend =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(sleutel.getKeyID())
                .type(JOSEObjectType.JOSE)
                .customParams(koppen)
                .build(),
            new Payload(body));
    try {
      ondertekend.sign(new ECDSASigner(sleutel));
    } catch (JOSEException e) {
      throw new IllegalStateException("Het bericht is niet te ondertekenen", e);
    }
    return ondertekend.serialize(true);
  }

  /** The public half, as a JWK (RFC 7517). */
  public Map<String, Object> openbareSleutel() {
    return sleutel.toPublicJWK().toJSONObject();
  }

  private static ECKey lees(Path bestand) {
    try {
      if (!Files.exists(bestand)) {
        schrijf(bestand, new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
      }
      return ECKey.parse(Files.readString(bestand));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("Geen bruikbare sleutel in " + bestand, e);
    }
  }

  private static void schrijf(Path bestand, ECKey nieuw) throws IOException {
    Files.createDirectories(bestand.toAbsolutePath().getParent());
    Path kladje =
        Files.createTempFile(
            bestand.toAbsolutePath().getParent(),
            "handtekening",
            ".jwk",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(kladje, nieuw.toJSONString(), StandardOpenOption.TRUNCATE_EXISTING);
    try {
      // A link, and no move: whoever was first at the same folder keeps its key.
      Files.createLink(bestand, kladje);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.delete(kladje);
    }
  }
}
