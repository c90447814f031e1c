package nl.ketenbrug.enrichment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which difference between two answers of a source makes which event, from {@code
 * config/veranderingen/<bron>.yaml}. Expressions are XPath 3.1 over the canonical answer, prefix
 * {@code k}; they know {@code $oud} and {@code $nieuw} (the object before and now), {@code
 * $antwoord}, {@code $bewaard} (all that was kept of the answer before), {@code $vandaag} and
 * {@code $gezien} (the day of the answer before).
 *
 * @param deelantwoord asked of an answer that came by itself, with {@code $oud} all that is kept:
 *     whether it is only about a part of what the source knows, so that nothing may follow from it;
 *     absent = that does not show, and none is compared
 * @param tijdvak elements of the answer that say what it is about, kept as {@code k:tijdvak}
 * @param groepen kinds of objects that are compared, each by its own key; a file with one kind has
 *     {@link Groep}'s keys at the top instead
 */
public record Veranderregels(
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String bron,
    String objecten,
    List<String> sleutel,
    List<String> genegeerd,
    List<Regel> regels,
    String deelantwoord,
    String tijdvak,
    boolean blijft,
    @NotEmpty @Valid List<Groep> groepen) {

  public Veranderregels {
    groepen =
        groepen == null
            ? List.of(new Groep(null, objecten, sleutel, genegeerd, blijft, regels))
            : List.copyOf(groepen);
  }

  /** The type of the fact that an event corrects or withdraws, else its own. */
  static String feit(String type) {
    return type.replaceFirst("-(gecorrigeerd|ingetrokken)$", "");
  }

  @AssertTrue(message = "objecten en regels staan boven in het bestand, of in elk van groepen")
  boolean isOneForm() {
    return groepen.size() == 1 && groepen.get(0).naam() == null
        || objecten == null && regels == null;
  }

  @AssertTrue(message = "van meer dan een groep heeft elke een eigen naam")
  boolean isNamed() {
    return groepen.size() == 1
        || groepen.stream().map(Groep::naam).filter(naam -> naam != null).distinct().count()
            == groepen.size();
  }

  /**
   * Objects of one kind.
   *
   * @param naam tells the kinds of one source apart in what is kept
   * @param objecten the objects of the answer that are compared
   * @param sleutel names of the fields that tell one object from another; none = there is one
   *     object
   * @param genegeerd names of fields that are known and mean nothing here
   * @param blijft an object that is gone from an answer stays as it was, to be compared with when
   *     it is there again: of a source that an object goes from says nothing
   */
  public record Groep(
      @Pattern(regexp = "[a-z][a-z-]*") String naam,
      @NotBlank String objecten,
      List<String> sleutel,
      List<String> genegeerd,
      boolean blijft,
      @NotEmpty @Valid List<Regel> regels) {

    public Groep {
      sleutel = sleutel == null ? List.of() : List.copyOf(sleutel);
      genegeerd = genegeerd == null ? List.of() : List.copyOf(genegeerd);
    }
  }

  /**
   * One rule. With {@code feit} the event tells that a fact came to hold; when its fields change
   * later that is a correction ({@code <type>-gecorrigeerd}), and when it no longer holds either
   * the event of {@code einde} or a withdrawal ({@code <type>-ingetrokken}). Without it every
   * difference of its fields is a new state of affairs.
   *
   * @param feit whether the fact holds, asked of one object
   * @param velden what is compared, kept and sent, from the object
   * @param wanneer only when this holds too
   * @param ook also without a difference, when this holds
   * @param weer days to look again on for {@code ook}, asked of one object: no source tells then
   * @param bestaan without {@code feit}: that the object comes or goes is a difference too
   * @param eindeAlleen an end or withdrawal, or that the object goes, only when this holds
   * @param einde type of the event that the fact no longer holds; on {@code -ingetrokken} it is a
   *     withdrawal
   * @param correctie type of a correction, where it is not {@code <type>-gecorrigeerd}; {@code
   *     geen} for a fact that has nothing to correct
   * @param datum when it happened in the real world; the day of the look when it gives nothing
   * @param bvv whether it touches the beslagvrije voet (art. 475d lid 3 and 4 Rv)
   */
  public record Regel(
      @NotBlank @Pattern(regexp = "nl(\\.[a-z0-9-]+){2,3}") String type,
      String feit,
      @NotEmpty List<String> velden,
      String wanneer,
      String ook,
      String weer,
      boolean bestaan,
      String eindeAlleen,
      String einde,
      String correctie,
      String datum,
      boolean bvv) {

    /** Of {@code eindeAlleen}: that a fact is gone from an answer does not say that it ended. */
    private static final String NOOIT = "false()";

    @AssertTrue(message = "bestaan hoort bij een regel zonder feit")
    boolean isStateWhenAboutExistence() {
      return !bestaan || feit == null;
    }

    /** Whether it tells an address, which a partner may not always see. */
    boolean overAdres() {
      return velden.contains("k:adres");
    }

    boolean kanCorrectie() {
      return !"geen".equals(correctie);
    }

    String typeBijCorrectie() {
      return correctie == null ? type + "-gecorrigeerd" : correctie;
    }

    String typeBijEinde() {
      return einde == null ? type + "-ingetrokken" : einde;
    }

    /** Every type that this rule can make. */
    public Stream<String> typen() {
      if (feit == null) {
        return Stream.of(type);
      }
      return Stream.of(
              type,
              kanCorrectie() ? typeBijCorrectie() : null,
              NOOIT.equals(eindeAlleen) ? null : typeBijEinde())
          .filter(Objects::nonNull);
    }
  }
}
