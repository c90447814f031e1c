package nl.ketenbrug.delivery;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.ketenbrug.message.GeweigerdBericht;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/**
 * Rows of a spreadsheet: RFC 4180 in UTF-8 with a semicolon, every cell quoted, lines ending with
 * CR LF. What a partner downloads begins with a byte order mark, without which Excel takes the text
 * for another character set.
 */
public final class Batchbestand {

  /** Tells a spreadsheet that UTF-8 follows. */
  static final String BOM = "\uFEFF";

  /** What a spreadsheet would take for a formula; a stylesheet puts a quote before it. */
  private static final Pattern FORMULE = Pattern.compile("(?s)\\s*[=+@-].*");

  private static final CSVFormat VORM =
      CSVFormat.RFC4180
          .builder()
          .setDelimiter(';')
          .setQuoteMode(QuoteMode.ALL)
          .setRecordSeparator("\r\n")
          .get();

  private Batchbestand() {}

  /** The names in a list of columns, in order; lines with a hash are an explanation. */
  public static List<String> kolommen(String lijst) {
    return lijst.lines().filter(regel -> !regel.isBlank() && !regel.startsWith("#")).toList();
  }

  /**
   * @param body what the stylesheet of a profile made of one event
   * @throws GeweigerdBericht when it is no heading with exactly these columns and rows of as many
   *     cells, none of which a spreadsheet would take for a formula
   */
  public static void controleer(String body, List<String> kolommen) {
    List<CSVRecord> regels = lees(body);
    if (regels.size() < 2 || !regels.get(0).toList().equals(kolommen)) {
      throw new GeweigerdBericht(
          "csv-niet-geldig", "de kop heeft niet de voorgeschreven kolommen, of er is geen regel");
    }
    for (CSVRecord regel : regels.subList(1, regels.size())) {
      if (regel.size() != kolommen.size()) {
        throw new GeweigerdBericht(
            "csv-niet-geldig",
            "regel %d heeft niet evenveel cellen als de kop".formatted(regel.getRecordNumber()));
      }
      for (int i = 0; i < regel.size(); i++) {
        if (FORMULE.matcher(regel.get(i)).matches()) {
          throw new GeweigerdBericht(
              "csv-formule",
              "regel %d, kolom %s begint als een formule"
                  .formatted(regel.getRecordNumber(), kolommen.get(i)));
        }
      }
    }
  }

  /**
   * All rows of a batch under one heading, in the order of their numbers. Before the columns of the
   * profile stand {@code batch} and {@code volgnummer}.
   *
   * @param berichten at least one, each made by a profile with format csv or a notice
   * @throws BatchNietTeMaken when something else stands on the queue, made before the partner got
   *     its present profile
   */
  static String maak(UUID batch, List<Pull.Bericht> berichten) {
    StringBuilder uit = new StringBuilder(BOM);
    List<String> kop = null;
    for (Pull.Bericht bericht : berichten) {
      List<CSVRecord> regels = regels(bericht);
      if (kop == null) {
        kop = regels.get(0).toList();
        schrijf(uit, "batch", "volgnummer", kop);
      }
      if (!regels.get(0).toList().equals(kop)) {
        throw new BatchNietTeMaken(bericht.volgnummer());
      }
      for (CSVRecord regel : regels.subList(1, regels.size())) {
        schrijf(uit, batch.toString(), Long.toString(bericht.volgnummer()), regel.toList());
      }
    }
    return uit.toString();
  }

  /**
   * The first of these, as far as they have the heading of the first one.
   *
   * @throws BatchNietTeMaken when that is no row of a spreadsheet
   */
  static List<Pull.Bericht> onderEenKop(List<Pull.Bericht> berichten) {
    if (berichten.isEmpty()) {
      return List.of();
    }
    List<String> kop = regels(berichten.get(0)).get(0).toList();
    return berichten.stream()
        .takeWhile(bericht -> past(bericht) && regels(bericht).get(0).toList().equals(kop))
        .toList();
  }

  private static boolean past(Pull.Bericht bericht) {
    return isCsv(bericht) || Leveringsmeldingvorm.isXml(bericht);
  }

  private static boolean isCsv(Pull.Bericht bericht) {
    return Formaat.inhoudstype(bericht.inhoud()).equals("text/csv");
  }

  /**
   * A notice that was made before it took the format of the profile is told as rows all the same.
   */
  private static List<CSVRecord> regels(Pull.Bericht bericht) {
    if (!past(bericht)) {
      throw new BatchNietTeMaken(bericht.volgnummer());
    }
    return lees(isCsv(bericht) ? bericht.inhoud() : Leveringsmeldingvorm.csv(bericht));
  }

  /**
   * The receipt as the partner may send it back: everything accepted, to change where it is not.
   */
  static String ontvangstbewijs(List<UUID> berichten) {
    StringBuilder uit = new StringBuilder(BOM);
    schrijf(uit, List.of("berichtId", "uitkomst", "reden"));
    berichten.forEach(id -> schrijf(uit, List.of(id.toString(), Antwoord.GEACCEPTEERD.naam(), "")));
    return uit.toString();
  }

  private static void schrijf(StringBuilder uit, String eerste, String tweede, List<String> rest) {
    List<String> cellen = new ArrayList<>(List.of(eerste, tweede));
    cellen.addAll(rest);
    schrijf(uit, cellen);
  }

  private static void schrijf(StringBuilder uit, List<String> cellen) {
    try {
      VORM.printRecord(uit, cellen.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One line of any other file for a spreadsheet; what would be taken for a formula gets a quote
   * before it.
   */
  static String regel(List<String> cellen) {
    StringBuilder uit = new StringBuilder();
    schrijf(
        uit, cellen.stream().map(cel -> FORMULE.matcher(cel).matches() ? "'" + cel : cel).toList());
    return uit.toString();
  }

  static List<CSVRecord> lees(String tekst) {
    try (CSVParser lezer = VORM.parse(new StringReader(tekst))) {
      return lezer.stream().collect(Collectors.toList());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new GeweigerdBericht("csv-niet-leesbaar", "de regels zijn niet te lezen als CSV");
    }
  }

  /** In bytes as it is downloaded or laid in a folder. */
  static byte[] bytes(String tekst) {
    return tekst.getBytes(StandardCharsets.UTF_8);
  }

  /** What stands on the queue was made in another shape than rows with these columns. */
  public static final class BatchNietTeMaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long volgnummer;

    BatchNietTeMaken(long volgnummer) {
      super("Bericht met volgnummer " + volgnummer + " heeft een andere vorm");
      this.volgnummer = volgnummer;
    }

    public long volgnummer() {
      return volgnummer;
    }
  }
}
