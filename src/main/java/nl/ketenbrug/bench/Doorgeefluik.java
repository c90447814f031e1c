package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** A connection on which something can go wrong: passes on bytes, slowly, not, or is cut. */
final class Doorgeefluik implements AutoCloseable {

  enum Stand {
    OPEN,
    /** Every piece waits. */
    TRAAG,
    /** Connections stand, nothing passes: neither side knows. */
    STIL,
    /** What stood is cut and nothing new comes through. */
    DICHT
  }

  private static final int STUK = 8192;

  /** Connections that may wait to be accepted. */
  private static final int RIJ = 50;

  private static final int VERBINDTIJD = 2_000;

  /** Milliseconds that a piece waits when it is slow, and between two looks when it is silent. */
  private static final long TRAAGHEID = 40;

  /** Milliseconds between two looks whether somebody listens behind it. */
  private static final long VOLGEN = 150;

  private final String naam;
  private final IntSupplier doel;
  private final int poort;
  private final Set<Socket> verbindingen = ConcurrentHashMap.newKeySet();
  private final AtomicLong geraakt = new AtomicLong();
  private volatile Stand stand = Stand.OPEN;
  private volatile ServerSocket deur;
  private volatile boolean gesloten;

  /**
   * @param poort where it listens, on loopback
   * @param doel the port behind it, asked for each connection
   */
  Doorgeefluik(String naam, int poort, IntSupplier doel) throws IOException {
    this.naam = naam;
    this.doel = doel;
    open(poort);
    this.poort = deur.getLocalPort();
  }

  /**
   * One that listens only while something listens behind it: who may choose between two addresses
   * must be refused at the one where nobody is.
   */
  static Doorgeefluik dieVolgt(String naam, int doel) throws IOException {
    Doorgeefluik luik = new Doorgeefluik(naam, 0, () -> doel);
    luik.draad(luik::volg);
    return luik;
  }

  private void open(int poort) throws IOException {
    ServerSocket nieuw = new ServerSocket(poort, RIJ, InetAddress.getLoopbackAddress());
    deur = nieuw;
    draad(() -> neemAan(nieuw));
  }

  private void volg() {
    try {
      while (!gesloten) {
        volg(luistert(doel.getAsInt()));
        Thread.sleep(VOLGEN);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Een luik volgt zijn doel niet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void volg(boolean isEr) throws IOException {
    if (!isEr) {
      deur.close();
      return;
    }
    try {
      if (deur.isClosed() && !gesloten) {
        open(poort);
      }
    } catch (BindException e) {
      // Another process has the port for a moment, as one of its own; it is tried again.
      return;
    }
  }

  /** Whether a connection is accepted there, also by a process that is frozen. */
  static boolean luistert(int poort) {
    try (Socket verbinding = new Socket(InetAddress.getLoopbackAddress(), poort)) {
      return verbinding.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String naam() {
    return naam;
  }

  int poort() {
    return poort;
  }

  void zet(Stand nieuw) {
    stand = nieuw;
    if (nieuw == Stand.DICHT) {
      knip();
    }
  }

  /** Pieces that were slowed down or held up, and connections that were cut or refused. */
  long geraakt() {
    return geraakt.get();
  }

  /** Cuts what stands; new connections come through. What was under way is lost. */
  void knip() {
    geraakt.addAndGet(verbindingen.size());
    verbindingen.forEach(Doorgeefluik::sluit);
    verbindingen.clear();
  }

  private void neemAan(ServerSocket deur) {
    while (!deur.isClosed()) {
      try {
        Socket van = deur.accept();
        draad(() -> verbind(van));
      } catch (IOException e) {
        // Closed, or one caller that was gone before it was answered.
        continue;
      }
    }
  }

  private void verbind(Socket van) {
    if (stand == Stand.DICHT) {
      geraakt.incrementAndGet();
      sluit(van);
      return;
    }
    Socket naar = new Socket();
    try {
      naar.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), doel.getAsInt()), VERBINDTIJD);
      van.setTcpNoDelay(true);
      naar.setTcpNoDelay(true);
    } catch (IOException e) {
      // Nobody there: the caller sees what it would see without us.
      sluit(van);
      sluit(naar);
      return;
    }
    verbindingen.add(van);
    verbindingen.add(naar);
    draad(() -> geefDoor(van, naar));
    geefDoor(naar, van);
  }

  private void geefDoor(Socket van, Socket naar) {
    try {
      InputStream in = van.getInputStream();
      OutputStream uit = naar.getOutputStream();
      byte[] stuk = new byte[STUK];
      for (int n = in.read(stuk); n >= 0; n = in.read(stuk)) {
        wacht(van);
        uit.write(stuk, 0, n);
        uit.flush();
      }
    } catch (IOException e) {
      // One side is gone; the other is told below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    verbindingen.remove(van);
    verbindingen.remove(naar);
    sluit(van);
    sluit(naar);
  }

  private void wacht(Socket verbinding) throws InterruptedException {
    if (stand == Stand.TRAAG || stand == Stand.STIL) {
      geraakt.incrementAndGet();
    }
    if (stand == Stand.TRAAG) {
      Thread.sleep(TRAAGHEID);
    }
    while (stand == Stand.STIL && !verbinding.isClosed()) {
      Thread.sleep(TRAAGHEID);
    }
  }

  private void draad(Runnable werk) {
    Thread draad = new Thread(werk, "luik-" + naam);
    draad.setDaemon(true);
    draad.start();
  }

  private static void sluit(Socket verbinding) {
    try {
      verbinding.close();
    } catch (IOException e) {
      throw new IllegalStateException("Een verbinding is niet te sluiten", e);
    }
  }

  @Override
  public void close() throws IOException {
    gesloten = true;
    deur.close();
    knip();
  }
}
