package nl.ketenbrug.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.message.BerichtId;
import org.springframework.stereotype.Component;

/**
 * Batches by files: in folder {@code uit} of a partner lies the batch that is open, from folder
 * {@code in} its receipt is taken. The operator mounts the two, or serves them by SFTP. Writing a
 * batch confirms nothing.
 *
 * <p>A file appears under its own name when it is complete, and after the file with its checksum.
 * It goes away when all of it is answered. Of several engines one is at work in a folder at a time.
 */
@Component("batchmap")
public class Batchmap {

  /** Bytes of a receipt. */
  private static final int GROOTSTE = 4 << 20;

  /** What the engine lays in a folder, also when it ended while it wrote. */
  private static final Pattern GELEGD =
      Pattern.compile("\\.?batch-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\.csv.*");

  private static final Pattern BEWIJS = Pattern.compile("[^.].*\\.csv", Pattern.CASE_INSENSITIVE);

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Partners partners;
  private final Batches batches;
  private final BatchesSettings settings;
  private final Clock clock;

  /** When each folder was last looked at, in nanoseconds of no clock that anybody sets. */
  private final Map<String, Long> vorige = new ConcurrentHashMap<>();

  Batchmap(Partners partners, Batches batches, BatchesSettings settings, Clock clock) {
    this.partners = partners;
    this.batches = batches;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes the receipts that lie there, then lays a batch ready when none is open. A receipt goes to
   * {@code klaar}, or to {@code fout} with what is wrong in a file beside it: folders in which the
   * partner does not write. After a fault a receipt stays where it was, for the next round, and
   * holds up nothing else.
   *
   * @throws IOException when a file cannot be read, written or moved
   */
  public void ronde(String code) throws IOException {
    long nu = System.nanoTime();
    Long laatst = vorige.get(code);
    if (laatst != null && nu - laatst < TimeUnit.MILLISECONDS.toNanos(settings.ronde())) {
      return;
    }
    vorige.put(code, nu);
    Partner partner = partners.zoek(code).orElseThrow();
    Path uit = Files.createDirectories(map(code).resolve("uit"));
    Path in = Files.createDirectories(map(code).resolve("in"));
    try (FileChannel kanaal =
            FileChannel.open(
                map(code).resolve(".motor"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock slot = slot(kanaal)) {
      if (slot == null) {
        return;
      }
      Optional<Exception> fout = neem(partner, bewijzen(in));
      leg(partner, uit);
      if (fout.isPresent()) {
        throw new IOException(
            "Een ontvangstbewijs van %s is niet te verwerken (%s)"
                .formatted(code, fout.get().getClass().getSimpleName()),
            fout.get());
      }
    }
  }

  /** One that cannot be read or moved leaves the others their turn; the first fault is told. */
  private Optional<Exception> neem(Partner partner, List<Path> bewijzen) {
    Optional<Exception> eerste = Optional.empty();
    for (Path bewijs : bewijzen) {
      try {
        neem(partner, bewijs);
      } catch (IOException | RuntimeException e) {
        eerste = eerste.or(() -> Optional.of(e));
      }
    }
    return eerste;
  }

  private void leg(Partner partner, Path uit) throws IOException {
    if (batches.isStil(partner)) {
      // What was answered goes away all the same.
      ruimOp(uit, batches.open(partner).map(Batch::id));
      return;
    }
    Optional<Batch> batch = batches.maak(partner).map(Batches.Gemaakt::batch);
    Optional<Batch> open = batch.isPresent() ? batch : batches.open(partner);
    ruimOp(uit, open.map(Batch::id));
    if (batch.isPresent() && !batches.ligtInMap(batch.get())) {
      leg(partner, uit, batch.get());
    }
  }

  private Path map(String code) {
    return Path.of(settings.map(), code);
  }

  /** Null when somebody else has it. */
  private static FileLock slot(FileChannel kanaal) throws IOException {
    try {
      return kanaal.tryLock();
    } catch (OverlappingFileLockException e) {
      // Somebody else within this process.
      return null;
    }
  }

  /** Those that nobody is writing to any more, the oldest first. */
  private List<Path> bewijzen(Path in) throws IOException {
    long nu = clock.millis();
    try (Stream<Path> paden = Files.list(in)) {
      return paden
          .filter(pad -> BEWIJS.matcher(pad.getFileName().toString()).matches())
          .filter(pad -> Files.isRegularFile(pad, LinkOption.NOFOLLOW_LINKS))
          // A server of files may keep the partner's time, which may lie ahead.
          .filter(pad -> Math.abs(nu - pad.toFile().lastModified()) >= settings.rust())
          .sorted(Comparator.comparing(pad -> pad.toFile().lastModified()))
          .toList();
    }
  }

  private void neem(Partner partner, Path bewijs) throws IOException {
    // Its own name may be the name of a person, and be used again.
    String naam = "ontvangst-" + BerichtId.nieuw(clock.instant()).value() + ".csv";
    try {
      ontvang(partner, bewijs);
      verplaats(bewijs, map(partner.code()).resolve("klaar"), naam);
    } catch (Ontvangstfout e) {
      Path fout = Files.createDirectories(map(partner.code()).resolve("fout"));
      Files.writeString(fout.resolve(naam + ".reden.txt"), e.getMessage() + "\n");
      verplaats(bewijs, fout, naam);
    }
  }

  /** For the batch whose id is in the name of the file, else for the one that it is about. */
  private void ontvang(Partner partner, Path bewijs) throws IOException {
    Matcher id = ID.matcher(bewijs.getFileName().toString());
    if (!id.find()) {
      batches.ontvang(partner, lees(bewijs));
      return;
    }
    Batch batch =
        batches
            .zoek(partner, UUID.fromString(id.group()))
            .orElseThrow(() -> new Ontvangstfout(1, "deze batch is er niet"));
    batches.ontvang(partner, batch, lees(bewijs));
  }

  private static byte[] lees(Path bewijs) throws IOException {
    try (InputStream in = Files.newInputStream(bewijs, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(GROOTSTE + 1);
      if (bytes.length > GROOTSTE) {
        throw new Ontvangstfout(1, "het bestand is te groot");
      }
      return bytes;
    }
  }

  private void leg(Partner partner, Path uit, Batch batch) throws IOException {
    Optional<byte[]> inhoud = batches.inhoud(partner, batch);
    if (inhoud.isEmpty()) {
      return;
    }
    String naam = batch.bestandsnaam();
    // As sha256sum writes and checks it.
    schrijf(uit, naam + ".sha256", Batchbestand.bytes(hash(inhoud.get()) + "  " + naam + "\n"));
    schrijf(uit, naam, inhoud.get());
    batches.inMap(batch);
  }

  private static void schrijf(Path map, String naam, byte[] inhoud) throws IOException {
    Path half = map.resolve("." + naam + ".half");
    Files.write(half, inhoud);
    Files.move(
        half,
        map.resolve(naam),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What is answered lies here no longer than it must: it is personal data. */
  private static void ruimOp(Path uit, Optional<UUID> open) throws IOException {
    List<Path> gelegd;
    try (Stream<Path> paden = Files.list(uit)) {
      gelegd = paden.toList();
    }
    for (Path pad : gelegd) {
      Matcher naam = GELEGD.matcher(pad.getFileName().toString());
      if (naam.matches() && open.filter(UUID.fromString(naam.group(1))::equals).isEmpty()) {
        Files.deleteIfExists(pad);
      }
    }
  }

  private static void verplaats(Path bestand, Path map, String naam) throws IOException {
    Files.move(bestand, Files.createDirectories(map).resolve(naam), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String hash(byte[] inhoud) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(inhoud));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
