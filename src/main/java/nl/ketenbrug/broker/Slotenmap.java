package nl.ketenbrug.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.lockmanager.DistributedLock;
import org.apache.activemq.artemis.lockmanager.DistributedLockManager;
import org.apache.activemq.artemis.lockmanager.MutableLong;
import org.apache.activemq.artemis.lockmanager.UnavailableStateException;

/**
 * Decides by a folder which broker of a pair serves: the one that holds the lock on {@code
 * <id>.slot}. {@code <id>.stand} is the number of the journal that is the newest, as text; a broker
 * with another number in its own journal may not serve.
 *
 * <p>The system gives the lock back when its process ends, however it ends. Both brokers must see
 * the same folder with locks that hold between them: one machine, or a cluster file system. It is
 * not for NFS, where a machine that is cut off loses its lock without knowing.
 */
public final class Slotenmap implements DistributedLockManager {

  private final Path map;
  private final Map<String, Slot> sloten = new HashMap<>();
  private boolean begonnen;

  /**
   * @param instellingen {@code map}: the folder, as an absolute path, which must exist, so that a
   *     disk that was not mounted is not taken for an empty one
   * @throws IllegalArgumentException when there is no such folder
   */
  public Slotenmap(Map<String, String> instellingen) {
    String naam = instellingen.getOrDefault("map", "");
    map = Path.of(naam);
    // A path that starts somewhere else for the other one is another folder.
    if (!map.isAbsolute() || !Files.isDirectory(map)) {
      throw new IllegalArgumentException(
          "Er is geen map voor de sloten van het paar, als volledig pad: " + naam);
    }
  }

  @Override
  public void addUnavailableManagerListener(UnavailableManagerListener listener) {
    // A lock of the system is there for as long as its process: there is nothing to be told.
  }

  @Override
  public void removeUnavailableManagerListener(UnavailableManagerListener listener) {
    // As above.
  }

  @Override
  public boolean start(long timeout, TimeUnit unit) {
    start();
    return true;
  }

  @Override
  public synchronized void start() {
    begonnen = true;
  }

  @Override
  public synchronized boolean isStarted() {
    return begonnen;
  }

  @Override
  public synchronized void stop() {
    sloten.values().forEach(Slot::geefTerug);
    sloten.clear();
    begonnen = false;
  }

  @Override
  public synchronized DistributedLock getDistributedLock(String id) {
    if (!begonnen) {
      throw new IllegalStateException("De sloten zijn nog niet in gebruik");
    }
    return sloten.computeIfAbsent(id, Slot::new);
  }

  @Override
  public MutableLong getMutableLong(String id) {
    return new Stand(id, map.resolve(id + ".stand"));
  }

  private synchronized void vergeet(Slot slot) {
    sloten.remove(slot.id, slot);
  }

  private final class Slot implements DistributedLock {
    private final String id;
    private FileChannel bestand;
    private FileLock slot;

    private Slot(String id) {
      this.id = id;
    }

    @Override
    public String getLockId() {
      return id;
    }

    @Override
    public synchronized boolean isHeldByCaller() {
      return slot != null && slot.isValid();
    }

    @Override
    public synchronized boolean tryLock() throws UnavailableStateException {
      if (slot != null) {
        throw new IllegalStateException("Het slot is al in bezit");
      }
      try {
        bestand =
            FileChannel.open(
                map.resolve(id + ".slot"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        slot = bestand.tryLock();
      } catch (OverlappingFileLockException e) {
        // Held by another broker in this process.
        slot = null;
      } catch (IOException e) {
        geefTerug();
        throw new UnavailableStateException(e);
      }
      if (slot == null) {
        geefTerug();
      }
      return slot != null;
    }

    @Override
    public synchronized void unlock() {
      geefTerug();
    }

    /** Closing the file gives its lock back. */
    private synchronized void geefTerug() {
      slot = null;
      if (bestand == null) {
        return;
      }
      try {
        bestand.close();
      } catch (IOException e) {
        throw new IllegalStateException("Het slot is niet terug te geven", e);
      } finally {
        bestand = null;
      }
    }

    @Override
    public void addListener(UnavailableLockListener listener) {
      // See the manager: what is held stays held.
    }

    @Override
    public void removeListener(UnavailableLockListener listener) {
      // As above.
    }

    @Override
    public void close() {
      geefTerug();
      vergeet(this);
    }
  }

  /** Written beside and put in its place: it is the old number or the new one, never half of it. */
  private record Stand(String id, Path bestand) implements MutableLong {

    @Override
    public String getMutableLongId() {
      return id;
    }

    @Override
    public long get() throws UnavailableStateException {
      try {
        return Long.parseLong(Files.readString(bestand).strip());
      } catch (NoSuchFileException e) {
        // Not there; what may not be looked at is something else.
        return 0;
      } catch (IOException | NumberFormatException e) {
        throw new UnavailableStateException(e);
      }
    }

    @Override
    public void set(long waarde) throws UnavailableStateException {
      Path nieuw = bestand.resolveSibling(bestand.getFileName() + ".nieuw");
      try {
        schrijf(nieuw, waarde + "\n");
        Files.move(
            nieuw, bestand, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The new name itself must be on disk too.
        try (FileChannel folder = FileChannel.open(bestand.toAbsolutePath().getParent())) {
          folder.force(true);
        }
      } catch (IOException e) {
        throw new UnavailableStateException(e);
      }
    }

    private static void schrijf(Path bestand, String tekst) throws IOException {
      try (FileChannel kanaal =
          FileChannel.open(
              bestand,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        kanaal.write(StandardCharsets.US_ASCII.encode(tekst));
        kanaal.force(true);
      }
    }

    @Override
    public void close() {
      // Nothing is kept open.
    }
  }
}
