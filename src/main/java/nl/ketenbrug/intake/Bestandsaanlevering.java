package nl.ketenbrug.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes the files that a source laid in its folder, as if they came by HTTP: one after the other,
 * the oldest first.
 *
 * <p>A file is first renamed into folder {@code bezig}, so that it is read and moved under a name
 * that nobody else writes to; a newer file with its old name is a file of its own. It leaves {@code
 * bezig} when its message is durable or refused, and until then it is the next one, also after a
 * crash. Of several engines on the same folder one reads at a time: the operating system lets its
 * lock go when it dies.
 */
@Component("bestandsaanlevering")
public class Bestandsaanlevering {

  /** The name that {@link #neem} gives. */
  private static final Pattern GENOMEN =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}-(.*)");

  /**
   * Bytes of a file's own name that are kept: with an id before it and an ending behind it, no file
   * system refuses it.
   */
  private static final int NAAMLENGTE = 100;

  private static final Duration EERSTE_UITSTEL = Duration.ofSeconds(1);
  private static final Duration LANGSTE_UITSTEL = Duration.ofMinutes(1);

  /** Files in one round; a stop of the engine waits for the end of the round. */
  private static final int RONDE = 100;

  private final Bronnen bronnen;
  private final Intake intake;
  private final AanleveringenSettings settings;
  private final Clock clock;
  private final Map<String, Uitstel> uitstellen = new ConcurrentHashMap<>();

  Bestandsaanlevering(Bronnen bronnen, Intake intake, AanleveringenSettings settings, Clock clock) {
    this.bronnen = bronnen;
    this.intake = intake;
    this.settings = settings;
    this.clock = clock;
  }

  /** How long a source is left alone after a fault. */
  private record Uitstel(Duration duur, Instant tot) {
    /** Not when the clock was set back. */
    boolean geldt(Instant nu) {
      return nu.isBefore(tot) && nu.isAfter(tot.minus(duur).minusSeconds(1));
    }

    static Uitstel na(Uitstel vorig, Instant nu) {
      Duration dubbel = vorig == null ? EERSTE_UITSTEL : vorig.duur().multipliedBy(2);
      Duration duur = dubbel.compareTo(LANGSTE_UITSTEL) > 0 ? LANGSTE_UITSTEL : dubbel;
      return new Uitstel(duur, nu.plus(duur));
    }
  }

  /** A file as it was seen. */
  private record Bestand(Path pad, FileTime tijd, long lengte) {
    String naam() {
      return pad.getFileName().toString();
    }
  }

  /** Makes the folders before a source can look for its own. */
  @EventListener(ApplicationStartedEvent.class)
  void maakMappen() throws IOException {
    for (Bron bron : bronnen.alle()) {
      if (bron.neemtAan()) {
        Files.createDirectories(bezig(bron));
      }
    }
  }

  /**
   * Takes what lies there and is quiet; nothing when another engine is doing so. Each file goes to
   * {@code klaar}, or to {@code fout} with the reason in a file beside it; both names begin with
   * the berichtId. After a fault that is no refusal the round is over, as the next file may not
   * overtake this one; the rounds after it come later and later, up to a minute.
   *
   * @throws IOException when a file cannot be read or moved
   */
  public void neemAan(String naam) throws IOException {
    Uitstel uitstel = uitstellen.get(naam);
    if (uitstel != null && uitstel.geldt(clock.instant())) {
      return;
    }
    try {
      neemAan(bronnen.bron(naam));
      uitstellen.remove(naam);
    } catch (IOException | RuntimeException e) {
      uitstellen.put(naam, Uitstel.na(uitstel, clock.instant()));
      throw e;
    }
  }

  private void neemAan(Bron bron) throws IOException {
    Path bezig = Files.createDirectories(bezig(bron));
    try (FileChannel kanaal =
            FileChannel.open(
                bezig.resolve(".lezer"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock slot = slot(kanaal)) {
      if (slot == null) {
        return;
      }
      for (Bestand gebleven : bestanden(bron, bezig)) {
        if (!verwerk(bron, gebleven)) {
          return;
        }
      }
      for (Bestand bestand : bestanden(bron, map(bron))) {
        Optional<Bestand> genomen = isRustig(bestand) ? neem(bestand, bezig) : Optional.empty();
        if (genomen.isPresent() && !verwerk(bron, genomen.get())) {
          return;
        }
      }
    }
  }

  private Path map(Bron bron) {
    return Path.of(settings.map(), bron.naam());
  }

  private Path bezig(Bron bron) {
    return map(bron).resolve("bezig");
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

  /** Whoever writes gives the file this ending when it is complete. */
  private static boolean isGereed(Bron bron, String naam) {
    return !naam.startsWith(".")
        && naam.toLowerCase(Locale.ROOT).endsWith(bron.neemtJsonAan() ? ".json" : ".xml");
  }

  private static List<Bestand> bestanden(Bron bron, Path map) throws IOException {
    List<Bestand> gezien = new ArrayList<>();
    try (Stream<Path> paden = Files.list(map)) {
      for (Path pad : (Iterable<Path>) paden::iterator) {
        if (isGereed(bron, pad.getFileName().toString())) {
          zie(pad).ifPresent(gezien::add);
        }
      }
    }
    return gezien.stream()
        .sorted(Comparator.comparing(Bestand::tijd).thenComparing(Bestand::naam))
        .limit(RONDE)
        .toList();
  }

  /** Empty when it is gone meanwhile, or no file. */
  private static Optional<Bestand> zie(Path pad) throws IOException {
    try {
      BasicFileAttributes kenmerken =
          Files.readAttributes(pad, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return kenmerken.isRegularFile()
          ? Optional.of(new Bestand(pad, kenmerken.lastModifiedTime(), kenmerken.size()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean isRustig(Bestand bestand) {
    return bestand.tijd().toMillis() + settings.rust() <= clock.millis();
  }

  /** As it lies in {@code bezig} now: perhaps newer than it was seen. Empty when it is gone. */
  private static Optional<Bestand> neem(Bestand bestand, Path bezig) throws IOException {
    Path genomen = bezig.resolve(UUID.randomUUID() + "-" + ingekort(bestand.naam()));
    try {
      Files.move(bestand.pad(), genomen, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return zie(genomen);
  }

  /** What it was called before it was taken; a file that a person laid here has only its name. */
  private static String eigenNaam(Bestand bestand) {
    Matcher genomen = GENOMEN.matcher(bestand.naam());
    return ingekort(genomen.matches() ? genomen.group(2) : bestand.naam());
  }

  /** The end of a name, as that holds its kind. */
  private static String ingekort(String naam) {
    String kort = naam;
    while (kort.getBytes(StandardCharsets.UTF_8).length > NAAMLENGTE) {
      kort = kort.substring(kort.offsetByCodePoints(0, 1));
    }
    return kort;
  }

  /**
   * @return false when somebody may still be writing it
   */
  private boolean verwerk(Bron bron, Bestand bestand) throws IOException {
    if (!isRustig(bestand)) {
      return false;
    }
    String naam = eigenNaam(bestand);
    try {
      byte[] bytes = lees(bron, bestand);
      if (!zie(bestand.pad()).equals(Optional.of(bestand))) {
        return false;
      }
      Ontvangst ontvangst = intake.ontvang(bron, bytes, bron.naam(), drager(naam, bestand));
      verplaats(bestand, map(bron).resolve("klaar"), ontvangst.berichtId() + "-" + naam);
    } catch (GeweigerdeAanlevering weigering) {
      Path fout = Files.createDirectories(map(bron).resolve("fout"));
      String naar = weigering.berichtId() + "-" + naam;
      Files.writeString(
          fout.resolve(naar + ".reden.txt"),
          weigering.reden().code() + ": " + weigering.reden().getMessage() + "\n");
      verplaats(bestand, fout, naar);
    }
    return true;
  }

  private static void verplaats(Bestand bestand, Path map, String naam) throws IOException {
    Files.move(
        bestand.pad(), Files.createDirectories(map).resolve(naam), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Not one byte more than is needed to know that it is too large. */
  private byte[] lees(Bron bron, Bestand bestand) throws IOException {
    try (InputStream in = Files.newInputStream(bestand.pad())) {
      byte[] bytes = in.readNBytes(Math.toIntExact(bron.grens() + 1));
      if (bytes.length > bron.grens()) {
        throw intake.weigerTeGroot(bron, bron.naam());
      }
      return bytes;
    }
  }

  /** The same at each attempt. A hash, because people put names and numbers in file names. */
  private static String drager(String naam, Bestand bestand) {
    return "bestand:"
        + Inhoudhash.van(naam + "|" + bestand.tijd().toMillis() + "|" + bestand.lengte());
  }
}
