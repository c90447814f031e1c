package nl.ketenbrug.operations;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the engine reaches its broker.
 *
 * @param url address for a CORE client, with the settings that the engine's promise rests on
 * @param gebruiker the engine's own account
 */
record Brokertoegang(String url, String gebruiker, String wachtwoord) {

  /** Fetch nothing ahead: a delayed message would hold it up. */
  private static final String VENSTER = "consumerWindowSize=";

  /**
   * Bytes of read messages of which the acknowledgement may wait for the commit. With more than
   * none the client keeps it in hand, and whoever closes the connection takes it from there: a
   * commit in that moment sends on what was read without having it acknowledged, and all of it is
   * done again (AMQ212051 in the log). Spring closes the connection from a thread of its own when
   * the client lost it.
   */
  private static final String DIRECT_ERKEND = "&transactionBatchSize=0";

  /**
   * A connection that is lost is given up, and Spring makes a new one with every address. A client
   * that takes it up again by itself makes its sessions anew, and a commit in that moment may
   * commit an empty transaction and hear that it is well: what was accepted would be gone.
   */
  private static final String OPGEVEN = "&reconnectAttempts=0";

  /** Milliseconds for each step of a look at a broker that may not be there. */
  static final int KORT = 3000;

  /**
   * Milliseconds. A call gets no answer for so long at most; a connection that is silent for the
   * time to live is taken for dead, and what it held is given to another engine. A machine that is
   * gone without a word is waited for shortly: who needs a connection waits behind one lock.
   */
  private static final String GEDULD =
      "&callTimeout=30000&retryInterval=500&retryIntervalMultiplier=1.5&maxRetryInterval=5000"
          + "&connectionTTL=15000&clientFailureCheckPeriod=5000&connect-timeout-millis="
          + KORT;

  /** About a minute: the broker may be starting beside the engine. */
  private static final String WACHT = "&initialConnectAttempts=20";

  /** A look at one address and no other: it waits for nobody, and goes over to nobody. */
  private static final String BLIK =
      "ha=false&reconnectAttempts=0&initialConnectAttempts=1&connect-timeout-millis=%1$d&callTimeout=%1$d"
          .formatted(KORT);

  /** With addresses in brackets, what follows holds for each of them. */
  private static final Pattern HAKEN = Pattern.compile("\\((.*)\\)(?:\\?(.*))?");

  /** The broker inside the engine. */
  static Brokertoegang ingebouwd(String wachtwoord) {
    return new Brokertoegang(
        "vm://0?" + VENSTER + 0 + DIRECT_ERKEND + OPGEVEN, EmbeddedBroker.ENGINE, wachtwoord);
  }

  /**
   * A broker outside the engine.
   *
   * @param adressen {@code tcp://host:port}, with options after a question mark; more than one,
   *     separated by commas, when there is a pair
   */
  static Brokertoegang buiten(String adressen, String gebruiker, String wachtwoord) {
    String opties = VENSTER + 0 + DIRECT_ERKEND + OPGEVEN + GEDULD;
    String url =
        Arrays.stream(adressen.split(",")).map(String::strip).collect(Collectors.joining(","));
    if (url.contains(",") && !url.startsWith("(")) {
      url = "(" + url + ")";
      opties = "ha=true&" + opties;
    }
    int laatsteHaak = url.lastIndexOf(')');
    String scheiding = url.indexOf('?', laatsteHaak + 1) < 0 ? "?" : "&";
    return new Brokertoegang(url + scheiding + opties, gebruiker, wachtwoord);
  }

  /**
   * The same, for who may wait for a broker that is not there yet. Not for messages: a connection
   * that was given up is made anew behind one lock, by whoever needs it first, and each would wait
   * for itself and for all before it, some of them holding the database.
   */
  String urlMetGeduld() {
    return url + WACHT;
  }

  /**
   * The same, for a reader that fetches ahead. Its promise rests on what its queue is, and not on
   * the address alone.
   *
   * @param bytes that it has in hand at most
   */
  Brokertoegang metVenster(int bytes) {
    return new Brokertoegang(url.replace(VENSTER + 0, VENSTER + bytes), gebruiker, wachtwoord);
  }

  /**
   * Each address by itself, to see who serves.
   *
   * @param adressen as for {@link #buiten}
   */
  static List<Brokertoegang> elk(String adressen, String gebruiker, String wachtwoord) {
    Matcher haken = HAKEN.matcher(adressen.strip());
    boolean samen = haken.matches();
    String opties = samen && haken.group(2) != null ? haken.group(2) + "&" + BLIK : BLIK;
    return Arrays.stream((samen ? haken.group(1) : adressen).split(","))
        .map(String::strip)
        .map(adres -> adres + (adres.contains("?") ? "&" : "?") + opties)
        .map(url -> new Brokertoegang(url, gebruiker, wachtwoord))
        .toList();
  }

  /** Never shows a password, for this text may reach a log line. */
  @Override
  public String toString() {
    return "Brokertoegang[url=%s, gebruiker=%s]".formatted(zonderWachtwoord(url), gebruiker);
  }

  /** An address may hold the password of a trust store. */
  static String zonderWachtwoord(String url) {
    return url.replaceAll("(?i)(password=)[^;&,)]*", "$1…");
  }
}
