package nl.ketenbrug.delivery;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a partner answers to a batch: columns {@code berichtId}, {@code uitkomst} and {@code reden},
 * in any order and among others, so that the batch with two columns added is a receipt too. It is
 * taken whole or not at all.
 *
 * @param regels by event, in the order of the file
 */
record Ontvangstbewijs(Map<UUID, Regel> regels) {

  /** Characters of a receipt: five hundred events with a long reason each fit ten times. */
  private static final int GROOTSTE = 4 << 20;

  private static final String BERICHT = "berichtId";
  private static final String UITKOMST = "uitkomst";
  private static final String REDEN = "reden";

  /**
   * @param nummer row as a spreadsheet numbers them: the heading is 1, an empty one counts
   * @param reden null when none was given
   */
  record Regel(long nummer, Antwoord antwoord, String reden) {}

  /**
   * @param bytes UTF-8, with or without byte order mark; else as a spreadsheet saves without being
   *     asked (windows-1252)
   * @throws Ontvangstfout with every line that is wrong
   */
  static Ontvangstbewijs lees(byte[] bytes) {
    String tekst = tekst(bytes);
    if (tekst.length() > GROOTSTE) {
      throw new Ontvangstfout(List.of(new Ontvangstfout.Fout(1, "het bestand is te groot")));
    }
    List<CSVRecord> alle = records(tekst);
    if (alle.isEmpty()) {
      throw new Ontvangstfout(List.of(new Ontvangstfout.Fout(1, "het bestand is leeg")));
    }
    Map<String, Integer> kolommen = kolommen(alle.get(0));
    return new Lezer(kolommen).lees(alle.subList(1, alle.size()));
  }

  private static String tekst(byte[] bytes) {
    try {
      String tekst = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return tekst.startsWith(Batchbestand.BOM) ? tekst.substring(1) : tekst;
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  private static List<CSVRecord> records(String tekst) {
    String kop = tekst.lines().findFirst().orElse("");
    char scheiding =
        Stream.of(';', '\t', ',').filter(teken -> kop.indexOf(teken) >= 0).findFirst().orElse(';');
    CSVFormat vorm = CSVFormat.RFC4180.builder().setDelimiter(scheiding).get();
    try (CSVParser lezer = vorm.parse(new StringReader(tekst))) {
      return lezer.getRecords();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new Ontvangstfout(
          List.of(new Ontvangstfout.Fout(1, "het bestand is niet te lezen als CSV")));
    }
  }

  private static Map<String, Integer> kolommen(CSVRecord kop) {
    Map<String, Integer> kolommen = new LinkedHashMap<>();
    for (int i = 0; i < kop.size(); i++) {
      kolommen.putIfAbsent(kop.get(i).strip(), i);
    }
    if (!kolommen.keySet().containsAll(Set.of(BERICHT, UITKOMST))) {
      throw new Ontvangstfout(
          List.of(new Ontvangstfout.Fout(1, "de kop heeft geen kolommen berichtId en uitkomst")));
    }
    return kolommen;
  }

  private static final class Lezer {

    private final Map<String, Integer> kolommen;
    private final Map<UUID, Regel> regels = new LinkedHashMap<>();
    private final List<Ontvangstfout.Fout> fouten = new ArrayList<>();

    Lezer(Map<String, Integer> kolommen) {
      this.kolommen = kolommen;
    }

    Ontvangstbewijs lees(List<CSVRecord> records) {
      for (CSVRecord record : records) {
        if (!record.stream().allMatch(String::isBlank)) {
          lees(record);
        }
      }
      if (fouten.isEmpty() && regels.isEmpty()) {
        fouten.add(new Ontvangstfout.Fout(1, "er staat geen enkele regel onder de kop"));
      }
      if (!fouten.isEmpty()) {
        throw new Ontvangstfout(fouten);
      }
      return new Ontvangstbewijs(regels);
    }

    private void lees(CSVRecord record) {
      long nummer = record.getRecordNumber();
      UUID id = id(cel(record, BERICHT));
      if (id == null) {
        fout(nummer, "berichtId is geen id van een bericht");
        return;
      }
      Antwoord antwoord = Antwoord.van(cel(record, UITKOMST)).orElse(null);
      String reden = cel(record, REDEN);
      if (antwoord == null) {
        fout(nummer, "uitkomst is geaccepteerd, later of geweigerd");
      } else if (antwoord == Antwoord.GEWEIGERD && reden.isEmpty()) {
        fout(nummer, "bij geweigerd hoort een reden");
      } else if (!Reden.magInHetLog(reden)) {
        fout(
            nummer,
            "reden is hoogstens %d tekens op een regel, zonder lang nummer"
                .formatted(Reden.LANGSTE));
      } else {
        voegToe(id, new Regel(nummer, antwoord, reden.isEmpty() ? null : reden));
      }
    }

    /** An event of several rows may be answered on each, with the same. */
    private void voegToe(UUID id, Regel regel) {
      Regel eerder = regels.putIfAbsent(id, regel);
      if (eerder != null && eerder.antwoord() != regel.antwoord()) {
        fout(
            regel.nummer(),
            "op regel %d staat een andere uitkomst voor dit bericht".formatted(eerder.nummer()));
      }
    }

    private String cel(CSVRecord record, String kolom) {
      Integer plaats = kolommen.get(kolom);
      return plaats == null || plaats >= record.size() ? "" : record.get(plaats).strip();
    }

    private void fout(long nummer, String uitleg) {
      fouten.add(new Ontvangstfout.Fout(nummer, uitleg));
    }

    private static UUID id(String tekst) {
      return tekst.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
          ? UUID.fromString(tekst)
          : null;
    }
  }

  /** The lines that name an event which the batch does not have. */
  void eisBekend(Set<UUID> inBatch) {
    List<Ontvangstfout.Fout> fouten =
        regels.entrySet().stream()
            .filter(een -> !inBatch.contains(een.getKey()))
            .map(
                een ->
                    new Ontvangstfout.Fout(
                        een.getValue().nummer(), "dit bericht staat niet in deze batch"))
            .toList();
    if (!fouten.isEmpty()) {
      throw new Ontvangstfout(new ArrayList<>(new TreeSet<>(fouten)));
    }
  }
}
