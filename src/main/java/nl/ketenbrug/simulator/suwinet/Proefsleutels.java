package nl.ketenbrug.simulator.suwinet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keys and certificates for a demonstration or a test, made on the spot by the {@code keytool} of
 * the JDK: an authority of our own and, signed by it, a broker and an afnemer. They say who they
 * are as PKIoverheid does, with the OIN in {@code Subject.serialNumber}. Worth nothing outside the
 * machine that made them.
 *
 * <ul>
 *   <li>{@code afnemer.p12}: key of who asks
 *   <li>{@code broker.p12}: key of who answers
 *   <li>{@code vertrouwd.p12}: the authority, for both
 *   <li>{@code vals.p12}: keys that must be refused, made when first asked for
 * </ul>
 */
public final class Proefsleutels {

  /** Opens every file; no secret, for what it guards is none. */
  public static final String WACHTWOORD = "alleen-voor-de-demo";

  /** OIN of the simulated broker. */
  public static final String BROKER = "00000099000000048000";

  static final String VALS_OIN = "ander-oin";
  static final String VALS_VERLOPEN = "certificaat-verlopen";
  static final String VALS_ONBEKEND = "certificaat-onbekend";

  private static final Duration VOORRAAD = Duration.ofDays(7);
  private static final String CA = "uitgever";

  private final Path map;

  private Proefsleutels(Path map) {
    this.map = map;
  }

  /**
   * Makes what is not there yet or expires within a week.
   *
   * @param map folder of the keys
   * @param afnemer OIN of who asks
   */
  public static Proefsleutels in(Path map, String afnemer, Clock klok) {
    Proefsleutels sleutels = new Proefsleutels(map);
    try {
      if (!sleutels.zijnBruikbaar(klok)) {
        sleutels.maak(afnemer);
      }
      return sleutels;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("De proefsleutels in " + map + " zijn niet te maken", e);
    }
  }

  Path bestand(String naam) {
    return map.resolve(naam + ".p12");
  }

  KeyStore lees(String naam) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(bestand(naam))) {
        store.load(in, WACHTWOORD.toCharArray());
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Sleutelbestand " + bestand(naam) + " is onbruikbaar", e);
    }
  }

  /** Keys of who is not to be trusted, by what is wrong with them. */
  public synchronized KeyStore vals() {
    try {
      if (!Files.exists(bestand("vals"))) {
        Files.copy(bestand("uitgever"), bestand("vals-nieuw"));
        getekend("vals-nieuw", VALS_OIN, "00000099000000049000", "-validity", "365");
        getekend("vals-nieuw", VALS_VERLOPEN, BROKER, "-startdate", "-10d", "-validity", "5");
        keytool(
            "vals-nieuw",
            VALS_ONBEKEND,
            "SERIALNUMBER=" + BROKER + ", CN=onbekend, C=NL",
            List.of("-validity", "365"));
        Files.move(bestand("vals-nieuw"), bestand("vals"));
      }
      return lees("vals");
    } catch (IOException e) {
      throw new IllegalStateException("De valse sleutels in " + map + " zijn niet te maken", e);
    }
  }

  private boolean zijnBruikbaar(Clock klok) throws GeneralSecurityException {
    Date dan = Date.from(klok.instant().plus(VOORRAAD));
    for (String naam : List.of("afnemer", "broker", "vertrouwd", "uitgever")) {
      if (!Files.exists(bestand(naam))) {
        return false;
      }
    }
    X509Certificate certificaat = (X509Certificate) lees("broker").getCertificate("broker");
    return certificaat.getNotAfter().after(dan);
  }

  private void maak(String afnemer) throws IOException, GeneralSecurityException {
    Files.createDirectories(map);
    for (String naam :
        List.of("uitgever", "afnemer", "broker", "vertrouwd", "vals", "vals-nieuw")) {
      Files.deleteIfExists(bestand(naam));
    }
    keytool(
        "uitgever",
        CA,
        "CN=Uitgever van de demonstratie, O=Ketenbrug, C=NL",
        List.of("-validity", "3650", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign,cRLSign"));
    Files.copy(bestand("uitgever"), bestand("alle"));
    getekend("alle", "afnemer", afnemer, "-validity", "365");
    getekend("alle", "broker", BROKER, "-validity", "365");
    KeyStore alle = lees("alle");
    schrijf("afnemer", metSleutel(alle, "afnemer"));
    KeyStore vertrouwd = leeg();
    vertrouwd.setCertificateEntry(CA, alle.getCertificate(CA));
    schrijf("vertrouwd", vertrouwd);
    // Last: its being there says that all is there.
    schrijf("broker", metSleutel(alle, "broker"));
    Files.delete(bestand("alle"));
  }

  private void getekend(String bestand, String alias, String oin, String... geldigheid)
      throws IOException {
    List<String> opties = new ArrayList<>(List.of(geldigheid));
    opties.addAll(List.of("-signer", CA));
    keytool(
        bestand,
        alias,
        "SERIALNUMBER=" + oin + ", CN=" + alias + ", O=Ketenbrug demonstratie, C=NL",
        opties);
  }

  private void keytool(String bestand, String alias, String naam, List<String> opties)
      throws IOException {
    List<String> opdracht = new ArrayList<>();
    opdracht.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    opdracht.addAll(
        List.of(
            "-genkeypair",
            "-alias",
            alias,
            "-dname",
            naam,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-sigalg",
            "SHA256withRSA",
            "-storetype",
            "PKCS12",
            "-keystore",
            bestand(bestand).toString(),
            "-storepass",
            WACHTWOORD));
    opdracht.addAll(opties);
    if (opties.contains("-signer")) {
      opdracht.addAll(
          List.of(
              "-ext", "ku:c=digitalSignature,nonRepudiation",
              "-ext", "eku=serverAuth,clientAuth",
              "-ext", "san=ip:127.0.0.1,dns:localhost"));
    }
    Process proces =
        new ProcessBuilder(opdracht)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!proces.waitFor(60, TimeUnit.SECONDS)) {
        proces.destroyForcibly();
        throw new IOException("keytool is na een minuut nog bezig");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Wachten op keytool afgebroken", e);
    }
    if (proces.exitValue() != 0) {
      throw new IOException("keytool maakte sleutel " + alias + " niet");
    }
  }

  private static KeyStore leeg() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore metSleutel(KeyStore alle, String alias)
      throws GeneralSecurityException, IOException {
    char[] wachtwoord = WACHTWOORD.toCharArray();
    KeyStore een = leeg();
    een.setKeyEntry(
        alias, alle.getKey(alias, wachtwoord), wachtwoord, alle.getCertificateChain(alias));
    return een;
  }

  private void schrijf(String naam, KeyStore store) throws IOException, GeneralSecurityException {
    try (OutputStream uit = Files.newOutputStream(bestand(naam))) {
      store.store(uit, WACHTWOORD.toCharArray());
    }
  }
}
