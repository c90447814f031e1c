package nl.ketenbrug.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code broker-account <instantie> <naam>}: gives somebody an account at a standalone broker, or
 * another password. The password comes from standard input, because a command line can be read by
 * others; only its hash (PBKDF2) is kept. The role has the name of the account.
 */
@Command(
    name = "broker-account",
    description = {
      "Geeft een account bij een broker elders.",
      "Of een ander wachtwoord. NAAM is ketenbrug (de motor), een bron of een afnemer. Het wachtwoord is de eerste regel van",
      "de invoer. Een broker die draait leest het bij de volgende aanmelding."
    },
    synopsisHeading = "Gebruik: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nMet:%n",
    optionListHeading = "%nOpties:%n")
final class Brokeraccount implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "INSTANTIE", description = "De map van de broker.")
  private Path instantie;

  @Parameters(index = "1", paramLabel = "NAAM", description = "Naam van het account.")
  private String naam;

  @Spec private CommandSpec opdracht;

  @Override
  public Integer call() throws Exception {
    if (!naam.matches("[a-z][a-z0-9-]*")) {
      return fout("Een naam is van kleine letters, cijfers en streepjes.");
    }
    BufferedReader invoer =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String wachtwoord = invoer.readLine();
    if (wachtwoord == null || wachtwoord.isEmpty()) {
      return fout("Er kwam geen wachtwoord op de invoer.");
    }
    Path etc = Files.createDirectories(instantie.resolve("etc"));
    String hash = PasswordMaskingUtil.getHashProcessor().hash(wachtwoord);
    zet(etc.resolve("artemis-users.properties"), hash);
    zet(etc.resolve("artemis-roles.properties"), naam);
    return Opdrachtregel.GOED;
  }

  private int fout(String zin) {
    opdracht.commandLine().getErr().println(zin);
    return Opdrachtregel.VERKEERD_GEBRUIK;
  }

  /** Puts the name's line into the file, by a move: who reads finds the old file or the new one. */
  private void zet(Path bestand, String waarde) throws IOException {
    TreeMap<String, String> regels = new TreeMap<>();
    if (Files.exists(bestand)) {
      for (String regel : Files.readAllLines(bestand)) {
        int is = regel.indexOf('=');
        if (is > 0 && !regel.startsWith("#")) {
          regels.put(regel.substring(0, is).strip(), regel.substring(is + 1).strip());
        }
      }
    }
    regels.put(naam, waarde);
    List<String> tekst =
        regels.entrySet().stream().map(r -> r.getKey() + " = " + r.getValue()).toList();
    Path nieuw =
        Files.createTempFile(
            bestand.toAbsolutePath().getParent(),
            "accounts",
            ".nieuw",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(nieuw, tekst);
    Files.move(nieuw, bestand, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
