package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bsn;
import org.springframework.util.FileSystemUtils;

/**
 * The files of an installation with as many partners and profiles as a measurement wants: those of
 * another folder, with partners, profiles and simulated persons of its own.
 */
final class Ketenmap {

  private static final List<String> MAPPEN = List.of("routes", "transforms", "broker", "config");

  private Ketenmap() {}

  /** Code of a partner, from 1; also its account and password. */
  static String afnemer(int nummer) {
    return "p%02d".formatted(nummer);
  }

  /** Name of a profile, from 1. */
  static String profiel(int nummer) {
    return "meting%02d".formatted(nummer);
  }

  /** The profile of a partner; the partners are spread evenly. */
  static String profielVan(int afnemer, int profielen) {
    return profiel((afnemer - 1) % profielen + 1);
  }

  /**
   * @param van folder with routes, transforms, broker and config
   * @param vorm the profile of which all profiles are copies
   * @param personen whom the simulated sources know
   */
  static void maak(
      Path van, Path naar, int afnemers, int profielen, String vorm, List<Bsn> personen)
      throws IOException {
    Path partners = zonderPartners(van, naar);
    for (int i = 1; i <= afnemers; i++) {
      Files.writeString(
          partners.resolve(afnemer(i) + ".yaml"), partner(i, profielVan(i, profielen)));
    }
    for (int i = 1; i <= profielen; i++) {
      kopieer(naar.resolve("transforms"), vorm, profiel(i));
    }
    Files.writeString(naar.resolve("config/simulator/scenario.yaml"), scenario(personen));
  }

  /**
   * Copies an installation, without its partners.
   *
   * @return the folder for the files of partners
   */
  static Path zonderPartners(Path van, Path naar) throws IOException {
    for (String map : MAPPEN) {
      FileSystemUtils.copyRecursively(van.resolve(map), naar.resolve(map));
    }
    Path partners = naar.resolve("config/partners");
    FileSystemUtils.deleteRecursively(partners);
    return Files.createDirectories(partners);
  }

  private static void kopieer(Path transforms, String vorm, String profiel) throws IOException {
    Path naar = Files.createDirectories(transforms.resolve(profiel));
    try (Stream<Path> bestanden = Files.list(transforms.resolve(vorm))) {
      for (Path bestand : bestanden.filter(Files::isRegularFile).toList()) {
        String naam = bestand.getFileName().toString();
        if (naam.endsWith(".xsl") || naam.endsWith(".xsd")) {
          Files.copy(bestand, naar.resolve(naam.replace(vorm, profiel)));
        }
        if (naam.equals("profiel.yaml")) {
          // The fields are those of the profile that is copied, the schema is the copy.
          String tekst = Files.readString(bestand);
          Files.writeString(
              naar.resolve(naam), tekst.replace("toets: " + vorm, "toets: " + profiel));
        }
      }
    }
  }

  private static String partner(int nummer, String profiel) {
    return """
    code: %s
    naam: Afnemer %d (meting)
    oin: "0000009900000099%04d"
    abonnement:
      grondslag: art. 475g Wetboek van Burgerlijke Rechtsvordering
      gebeurtenistypen:
        - nl.beslagregister.beslag-gelegd
        - nl.beslagvrijevoet.bvv-vastgesteld
      bereik: alle-dossiers
      profiel: %s
      kanaal: amqp
    """
        .formatted(afnemer(nummer), nummer, nummer, profiel);
  }

  /** What the simulated sources know. All alike: alone, with one wage. */
  static String scenario(List<Bsn> personen) {
    StringBuilder tekst =
        new StringBuilder(
            """
            geweigerdeAfnemers: []
            werkgevers:
              bakkerij:
                {naam: Bakkerij De Proefkorst BV, loonheffingennummer: %s, fiNr: "999900011",
                 straat: Deegstraat, huisnummer: 1, postcode: 9901XA, plaats: Verzonnendam}
            personen:
            """
                .formatted(Ketenberichten.LOONHEFFINGENNUMMER));
    for (Bsn bsn : personen) {
      tekst.append(
          """
            - bsn: "%s"
              doel: meting
              brp:
                naam: {voornamen: Alida, geslachtsnaam: Verzonneling}
                geslacht: V
                geboren: "1988-04-12"
                gemeente: {code: "9901", naam: Verzonnendam}
                verblijf:
                  sinds: P5Y
                  adres: {straat: Bedachtelaan, huisnummer: 12, postcode: 9901ZA, woonplaats: Verzonnendam}
              polis:
                inkomstenverhoudingen:
                  - {werkgever: bakkerij, volgnummer: 1, begin: P6Y, loonheffingskorting: true, uren: 156, brutoCent: 285000, ingehoudenCent: 31200}
          """
              .formatted(bsn.value()));
    }
    return tekst.toString();
  }
}
