package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;

/**
 * @param feiten the facts it rests on, Dutch sentences without personal data, for the receipt
 */
public record Leefsituatievaststelling(
    Leefsituatie leefsituatie,
    LocalDate peildatum,
    List<Feit> feiten,
    List<Kwitantie.AannameRegel> aannames)
    implements Leefsituatiebepaling {

  public Leefsituatievaststelling {
    feiten = List.copyOf(feiten);
    aannames = List.copyOf(aannames);
  }

  /** One fact and the article that makes it matter. */
  public record Feit(String artikel, String tekst) {}
}
