package nl.ketenbrug.delivery;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** Rows: twenty for each event of the largest batch. */
  static final int MEESTE_REGELS = 20 * Batches.GROOTSTE;

  /** Cells: fifty in each row. Each takes ten times the memory of its text. */
  private static final long MEESTE_CELLEN = 50L * MEESTE_REGELS;

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
      throw new Ontvangstfout(1, "het bestand is te groot");
    }
    char scheiding = scheiding(tekst);
    if (tekst.chars().filter(t -> t == scheiding || t == '\n').count() > MEESTE_CELLEN) {
      throw new Ontvangstfout(1, "het bestand heeft te veel cellen");
    }
    CSVFormat vorm = CSVFormat.RFC4180.builder().setDelimiter(scheiding).get();
    try (CSVParser parser = vorm.parse(new StringReader(tekst))) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        throw new Ontvangstfout(1, "het bestand is leeg");
      }
      return new Lezer(kolommen(records.next())).lees(records);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new Ontvangstfout(1, "het bestand is niet te lezen als CSV");
    }
  }

  private static String tekst(byte[] bytes) {
    try {
      String tekst = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return tekst.startsWith(Batchbestand.BOM) ? tekst.substring(1) : tekst;
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  private static char scheiding(String tekst) {
    String kop = tekst.lines().findFirst().orElse("");
    return Stream.of(';', '\t', ',')
        .filter(teken -> kop.indexOf(teken) >= 0)
        .findFirst()
        .orElse(';');
  }

  private static Map<String, Integer> kolommen(CSVRecord kop) {
    Map<String, Integer> kolommen = new LinkedHashMap<>();
    for (int i = 0; i < kop.size(); i++) {
      kolommen.putIfAbsent(kop.get(i).strip(), i);
    }
    if (!kolommen.keySet().containsAll(Set.of(BERICHT, UITKOMST))) {
      throw new Ontvangstfout(1, "de kop heeft geen kolommen berichtId en uitkomst");
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

    /** One by one: the rows of a whole file take far more memory than its text. */
    Ontvangstbewijs lees(Iterator<CSVRecord> records) {
      while (records.hasNext()) {
        CSVRecord record = records.next();
        if (record.getRecordNumber() > MEESTE_REGELS) {
          fout(record.getRecordNumber(), "er zijn te veel regels");
          break;
        }
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

  /**
   * @throws Ontvangstfout with the lines that name an event which the batch does not have, or which
   *     was never given in it
   */
  void eisGegeven(List<Batchregister.Regel> batch) {
    Map<UUID, Batchregister.Regel> inBatch =
        batch.stream()
            .collect(Collectors.toMap(Batchregister.Regel::berichtId, Function.identity()));
    Set<Ontvangstfout.Fout> fouten = new TreeSet<>();
    regels.forEach(
        (id, regel) -> {
          Batchregister.Regel gegeven = inBatch.get(id);
          if (gegeven == null) {
            fouten.add(
                new Ontvangstfout.Fout(regel.nummer(), "dit bericht staat niet in deze batch"));
          } else if (!gegeven.gegeven() && gegeven.uitkomst() == null) {
            fouten.add(new Ontvangstfout.Fout(regel.nummer(), "dit bericht is nog niet opgehaald"));
          }
        });
    if (!fouten.isEmpty()) {
      throw new Ontvangstfout(new ArrayList<>(fouten));
    }
  }
}
